import { isObject } from './kinds.ts';
import { maskAnswer } from './mask.ts';
import { TooLarge, deadline, drain, textOf } from './request.ts';
import { routes } from './routes.ts';
import { NoToken, authorization, tokenIn } from './token.ts';
import type { TokenGiver } from './token.ts';
import type { Failure } from './failure.ts';
import type { Route } from './fields.ts';

/** A usable answer, masked. */
export interface Reply {
  /** The body, masked; `null` for the probe, whose body is not read. */
  json: unknown;
  /** Server time in ms since 1970 UTC from `Date` and `Age`, where the page may read them. */
  serverTime?: number;
}

/** What every request tells, however it ended. */
export interface Attempt {
  /** Local clock when it was sent, in ms since 1970 UTC. */
  sentAt: number;
  /** Time to the response's headers, or to the failure, in ms. */
  ms: number;
  reply?: Reply;
  failure?: Failure;
  /** What came in place of JSON. It stays in this tab: nothing of it was masked. */
  page?: string;
}

function retryAfter(header: string | null): { retryAfter?: number } {
  if (!header) return {};
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return ms > 0 ? { retryAfter: ms } : {};
}

/** A date as HTTP writes it (RFC 9110), and as servers do. */
const HTTP_DATE = /^\w{3}, (\d\d) \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;
/** A server's clock that is further off than this says nothing of time, in ms. */
const FARTHEST_OFF = 366 * 86_400_000;
/** An answer that lay in a cache for longer is not one of now, in seconds. */
const LONGEST_AGE = 366 * 86_400;

/** `Age` counts: an answer from a cache carries the `Date` of the day it was made. What cannot be, tells no time. */
function serverTime(headers: Headers): { serverTime?: number } {
  const text = headers.get('date') ?? '';
  const age = headers.get('age')?.trim() ?? '0';
  const date = Date.parse(text);
  const day = HTTP_DATE.exec(text)?.[1];
  // Of 30 February a parser makes 2 March.
  if (!day || new Date(date).getUTCDate() !== Number(day)) return {};
  if (!/^\d+$/.test(age) || Number(age) > LONGEST_AGE) return {};
  const time = date + Number(age) * 1000;
  return Math.abs(time - Date.now()) > FARTHEST_OFF ? {} : { serverTime: time };
}

/** Reads a body; answers the text of one that is no JSON. */
async function readBody(route: Route, response: Response): Promise<Reply | Failure | string> {
  const times = serverTime(response.headers);
  const { status } = response;
  if (route === 'beak') {
    void drain(response);
    return { json: null, ...times };
  }
  let json: unknown;
  let body = '';
  try {
    body = await textOf(response);
    json = JSON.parse(body);
  } catch (reason) {
    if (reason instanceof TooLarge) return { kind: 'not-contract', status, detail: 'too-large' };
    if (reason instanceof SyntaxError) return body;
    throw reason;
  }
  return isObject(json) ? { json: maskAnswer(route, json), ...times } : { kind: 'not-contract', status };
}

/**
 * Asks one route of a base once. Never rejects: what went wrong is in `failure`.
 * GETs use `cache: 'no-cache'`, so that the browser revalidates with the ETag it has.
 */
export async function ask(base: string, route: Route, token?: TokenGiver): Promise<Attempt> {
  const { method, path } = routes[route];
  const url = base + path;
  const sentAt = Date.now();
  const started = performance.now();
  let ms: number | undefined;
  const end = (result: Reply | Failure): Attempt => ({
    sentAt,
    ms: Math.round(ms ?? performance.now() - started),
    ...('kind' in result ? { failure: result } : { reply: result }),
  });
  const { signal, inTime, clear } = deadline();
  try {
    const headers: Record<string, string> = {};
    if (token) {
      try {
        const given = await inTime(token(new URL(url).origin));
        Object.assign(headers, authorization(tokenIn(given).token));
      } catch (reason) {
        const isBad = reason instanceof NoToken && reason.isBad;
        return end({ kind: 'no-token', ...(isBad && { detail: 'bad-token' }) });
      }
    }
    if (method === 'POST') headers['content-type'] = 'application/json';
    const response = await fetch(url, {
      method,
      headers,
      cache: method === 'GET' ? 'no-cache' : 'no-store',
      credentials: 'omit',
      // A token goes nowhere but where it is for.
      redirect: token ? 'manual' : 'follow',
      signal,
      ...(method === 'POST' && { body: '{}' }),
    });
    ms = performance.now() - started;
    const strange = URL.parse(response.url)?.origin ?? new URL(url).origin;
    if (response.type === 'opaqueredirect' || strange !== new URL(url).origin) {
      void drain(response);
      return end({ kind: 'network', detail: 'redirected' });
    }
    if (!response.ok) {
      void drain(response);
      return end({
        kind: 'http',
        status: response.status,
        ...retryAfter(response.headers.get('retry-after')),
      });
    }
    const read = await readBody(route, response);
    return typeof read === 'string'
      ? { ...end({ kind: 'not-json', status: response.status }), page: read }
      : end(read);
  } catch {
    return end({ kind: signal.aborted ? 'timeout' : navigator.onLine ? 'network' : 'offline' });
  } finally {
    clear();
  }
}
