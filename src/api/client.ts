import { isObject } from './kinds.ts';
import { mask } from './mask.ts';
import { TIMEOUT } from './failure.ts';
import { routes } from './routes.ts';
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
}

/** Gives the token for an origin. Its answer is put into one header and kept nowhere. */
export type TokenGiver = (origin: string) => Promise<string>;

/** An answer larger than this is not read on, in characters. */
const LARGEST = 5_000_000;

function retryAfter(header: string | null): { retryAfter?: number } {
  if (!header) return {};
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return ms > 0 ? { retryAfter: ms } : {};
}

/** `Age` counts: an answer from a cache carries the `Date` of the day it was made. */
function serverTime(headers: Headers): { serverTime?: number } {
  const date = Date.parse(headers.get('date') ?? '');
  const age = Number(headers.get('age') ?? 0);
  return Number.isNaN(date) ? {} : { serverTime: date + (Number.isFinite(age) ? age * 1000 : 0) };
}

async function readBody(route: Route, response: Response): Promise<Reply | Failure> {
  const times = serverTime(response.headers);
  if (route === 'beak') {
    await response.body?.cancel();
    return { json: null, ...times };
  }
  const body = await response.text();
  if (body.length > LARGEST) return { kind: 'not-contract', status: response.status };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { kind: 'not-json', status: response.status };
  }
  return isObject(json) ? { json: mask(json), ...times } : { kind: 'not-contract', status: response.status };
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
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), TIMEOUT);
  try {
    const headers: Record<string, string> = {};
    if (token) {
      try {
        const late = new Promise<never>((_, reject) => giveUp.signal.addEventListener('abort', reject));
        headers['authorization'] = `Bearer ${await Promise.race([token(new URL(url).origin), late])}`;
      } catch {
        return end({ kind: 'no-token' });
      }
    }
    if (method === 'POST') headers['content-type'] = 'application/json';
    const response = await fetch(url, {
      method,
      headers,
      cache: method === 'GET' ? 'no-cache' : 'no-store',
      credentials: 'omit',
      signal: giveUp.signal,
      ...(method === 'POST' && { body: '{}' }),
    });
    ms = performance.now() - started;
    if (!response.ok) {
      await response.body?.cancel();
      return end({
        kind: 'http',
        status: response.status,
        ...retryAfter(response.headers.get('retry-after')),
      });
    }
    return end(await readBody(route, response));
  } catch {
    return end({ kind: giveUp.signal.aborted ? 'timeout' : navigator.onLine ? 'network' : 'offline' });
  } finally {
    clearTimeout(timer);
  }
}
