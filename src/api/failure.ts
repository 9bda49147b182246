import { routes } from './routes.ts';
import type { Route } from './fields.ts';

/** How a request can fail. `network` covers CORS too: the browser hides which of the two it was. */
export type FailureKind =
  'timeout' | 'offline' | 'network' | 'http' | 'not-json' | 'not-contract' | 'no-token';

/** What more is known of a failure of a kind. */
export type FailureDetail = 'too-large' | 'redirected' | 'bad-token';

/** A request that gave no usable answer. */
export interface Failure {
  kind: FailureKind;
  detail?: FailureDetail;
  /** HTTP status, where there was one. */
  status?: number;
  /** How long the server asked to wait, in ms. */
  retryAfter?: number;
}

/** A request is given up after this long, in ms. */
export const REQUEST_TIMEOUT_MS = 10_000;

const STATUS: Record<number, string> = {
  401: 'sign-in required (401)',
  403: 'access not allowed (403)',
  404: 'no such route (404)',
  429: 'too many requests (429)',
};

const DETAILS: Record<FailureDetail, (name: string) => string> = {
  'too-large': (name) => `${name} answered over 8 MB; cut off and not used.`,
  'redirected': (name) => `${name} redirects elsewhere; not followed.`,
  'bad-token': (name) => `The token for ${name} was not sent.`,
};

/** One sentence that says what failed, for an operator. */
export function explain(route: Route, { kind, detail, status }: Failure): string {
  const name = routes[route].path;
  if (detail) return DETAILS[detail](name);
  switch (kind) {
    case 'timeout':
      return `${name}: no response within ${REQUEST_TIMEOUT_MS / 1000} s.`;
    case 'offline':
      return `${name} unreachable: this browser is offline.`;
    case 'network':
      return `${name} unreachable (network or CORS).`;
    case 'http':
      return status && status in STATUS
        ? `${name} refused: ${STATUS[status]}.`
        : `${name} answered with HTTP status ${status}.`;
    case 'not-json':
      return `${name} answered ${status}, but not JSON.`;
    case 'not-contract':
      return `${name} answered JSON, but not of the Beak API.`;
    case 'no-token':
      return `No sign-in token for ${name} on this page.`;
  }
}

/** A 4xx is the caller's to mend, so asking again at once cannot help; 408 and 429 are about time. */
export const isFinal = ({ status = 0 }: Failure): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429;
