import { coverage } from './latency.ts';
import type { Request } from './outages.ts';

/** How far back requests are counted, in ms. */
export const REQUESTS_WINDOW = 24 * 3_600_000;
/** A figure made of fewer requests says little, so it is withheld. */
export const REQUESTS_FLOOR = 20;

/** Requests of a window, and samples seen out of samples expected. */
export interface Counted {
  requests: number;
  covered: number | undefined;
}

/** How many of the requests failed. */
export interface ErrorRate extends Counted {
  failures: number;
  /** Failures among the requests; withheld below the floor. */
  share: number | undefined;
}

/**
 * The requests of the last 24 h, oldest first. What was sent from a hidden or just woken tab says more of the tab than
 * of the backend, and what never left this browser says nothing of it.
 */
export const recentRequests = <R extends Request>(log: readonly R[], now: number): R[] =>
  log.filter(
    ({ at, disturbed, failure }) =>
      at > now - REQUESTS_WINDOW &&
      at <= now &&
      !disturbed &&
      failure !== 'offline' &&
      failure !== 'no-token',
  );

/** How much of what polls at an interval (ms) would have asked was seen, for each route from its first request on. */
export function coveredBy(seen: readonly Request[], now: number, interval: number): number | undefined {
  const first = new Map<string, number>();
  for (const { route, at } of seen) first.set(route, Math.min(at, first.get(route) ?? at));
  const expected = [...first.values()].map((from) => Math.floor((now - from) / interval) + 1);
  return coverage(
    seen.length,
    expected.reduce((sum, n) => sum + n, 0),
  );
}

/** The share of this browser's requests that failed in the last 24 h. */
export function errorRate(log: readonly Request[], now: number, interval: number): ErrorRate {
  const seen = recentRequests(log, now);
  const failures = seen.filter(({ failure }) => failure).length;
  return {
    requests: seen.length,
    covered: coveredBy(seen, now, interval),
    failures,
    share: seen.length >= REQUESTS_FLOOR ? failures / seen.length : undefined,
  };
}
