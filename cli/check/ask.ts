import { isSignIn, webPage } from '../../src/api/diagnosis.ts';
import { REQUEST_TIMEOUT_MS } from '../../src/api/failure.ts';
import { LARGEST_ANSWER, TooLarge, textOf } from '../../src/api/request.ts';
import { routes } from '../../src/api/routes.ts';
import type { Route } from '../../src/api/fields.ts';

/** Asked as a browser would on a page of this origin, so that the answer shows what such a page may read. */
export interface Asking {
  base: string;
  origin: string;
  token?: string | undefined;
}

/** One answer, or in words why there is none. */
export interface Answer {
  route: Route;
  path: string;
  status?: number;
  headers: Headers;
  /** The parsed body; `undefined` where it is no JSON. */
  json?: unknown;
  /** Why nothing of it can be used; absent where it can. */
  fault?: string;
  ms: number;
}

/** @param body `undefined` where it was cut off, since a card reads no more */
function faultOf(status: number, type: string, body: string | undefined, json: unknown): string | undefined {
  if (isSignIn(status)) return `needs a sign-in or access (${status}): give --token-file`;
  if (status >= 300 && status < 400) return `redirects (${status}): give the address of the API itself`;
  if (status < 200 || status > 299) return `answered with HTTP status ${status}`;
  if (body === undefined) return `answered over ${LARGEST_ANSWER / 1e6} MB; a card reads no more`;
  const page = webPage(body, type);
  if (page)
    return `answered ${page.what} where JSON was expected${page.signIn ? ': give --token-file' : ': check proxy and address'}`;
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return json === undefined ? 'answered no JSON' : 'answered JSON that is no object';
  return undefined;
}

/** Why a request got no answer at all, in words. */
function unreachable(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no response within ${REQUEST_TIMEOUT_MS / 1000} s`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return `unreachable: ${cause}`;
}

/** Asks one route once. Never rejects: what went wrong is in `fault`. @param more headers beside the usual ones */
export async function ask(
  { base, origin, token }: Asking,
  route: Route,
  more: Record<string, string> = {},
): Promise<Answer> {
  const { method, path } = routes[route];
  const began = performance.now();
  const headers = {
    origin,
    ...(token && { authorization: `Bearer ${token}` }),
    ...(method === 'POST' && { 'content-type': 'application/json' }),
    ...more,
  };
  try {
    const response = await fetch(base + path, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ...(method === 'POST' && { body: '{}' }),
    });
    const body = await textOf(response).catch((reason: unknown) => {
      if (reason instanceof TooLarge) return undefined;
      throw reason;
    });
    let json: unknown;
    try {
      json = JSON.parse(body ?? '');
    } catch {
      // That it is no JSON is said below.
    }
    const { status } = response;
    const type = response.headers.get('content-type') ?? '';
    // Of the probe the status alone counts; of a revalidation there is no body.
    const bare = status === 304 || (route === 'beak' && response.ok);
    const fault = bare ? undefined : faultOf(status, type, body, json);
    return {
      route,
      path,
      status,
      headers: response.headers,
      json,
      ...(fault && { fault }),
      ms: Math.round(performance.now() - began),
    };
  } catch (error) {
    return {
      route,
      path,
      headers: new Headers(),
      fault: unreachable(error),
      ms: Math.round(performance.now() - began),
    };
  }
}

/** Asks whether a page may send a route's request, as a browser does before it. */
export async function preflight(
  { base, origin }: Asking,
  route: Route,
  headers: string,
): Promise<Response | undefined> {
  const { method, path } = routes[route];
  return fetch(base + path, {
    method: 'OPTIONS',
    redirect: 'manual',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  }).catch(() => undefined);
}
