import { routes } from './routes.ts';
import type { Route } from './fields.ts';

/** How a request can fail. `network` covers CORS too: the browser hides which of the two it was. */
export type FailureKind =
  'timeout' | 'offline' | 'network' | 'http' | 'not-json' | 'not-contract' | 'no-token';

/** A request that gave no usable answer. */
export interface Failure {
  kind: FailureKind;
  /** HTTP status, where there was one. */
  status?: number;
  /** How long the server asked to wait, in ms. */
  retryAfter?: number;
}

/** A request is given up after this long, in ms. */
export const TIMEOUT = 10_000;

const STATUS: Record<number, string> = {
  401: 'it wants a sign-in (401)',
  403: 'access is not allowed (403)',
  404: 'it does not know this route (404)',
  429: 'it is asked too often (429)',
};

/** One sentence that says what failed, for an operator. */
export function explain(route: Route, { kind, status }: Failure): string {
  const name = routes[route].path;
  switch (kind) {
    case 'timeout':
      return `${name} did not answer within ${TIMEOUT / 1000} s.`;
    case 'offline':
      return `This browser is offline, so ${name} could not be asked.`;
    case 'network':
      return `${name} could not be reached: network or CORS, the browser does not tell which.`;
    case 'http':
      return status && status in STATUS
        ? `${name} refused: ${STATUS[status]}.`
        : `${name} answered with HTTP status ${status}.`;
    case 'not-json':
      return `${name} answered ${status} with something that is not JSON.`;
    case 'not-contract':
      return `${name} answered JSON that is not an answer of the Beak API.`;
    case 'no-token':
      return `This page gave no sign-in token for ${name}.`;
  }
}

/** A 4xx is the caller's to mend, so asking again at once cannot help; 408 and 429 are about time. */
export const isFinal = ({ status = 0 }: Failure): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429;
