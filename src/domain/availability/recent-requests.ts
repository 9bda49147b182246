import { duration, percent, plural } from '../format/values.ts';
import type { Request } from './outages.ts';

/** How far back requests are counted, in ms. */
export const REQUESTS_WINDOW = 24 * 3_600_000;
/** A figure made of fewer requests says little, so it is withheld. */
export const REQUESTS_FLOOR = 20;

/** Requests of a window, how far back the first of them lies (ms), and how much of that time was seen. */
export interface Counted {
  requests: number;
  span: number;
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

/** Polls come up to so many intervals apart, as they are spread and take their time. */
const LATE = 1.5;

/**
 * How much of the time from each route's first request on polls at an interval (ms) have seen: of a longer gap only its
 * first interval. Asking more often sees no more.
 */
export function coveredBy(seen: readonly Request[], now: number, interval: number): number | undefined {
  const before = new Map<string, number>();
  let [covered, all] = [0, 0];
  const pass = (route: string, at: number): void => {
    const gap = at - (before.get(route) ?? at);
    covered += gap > LATE * interval ? interval : gap;
    all += gap;
    before.set(route, at);
  };
  for (const { route, at } of seen.toSorted((a, b) => a.at - b.at)) pass(route, at);
  for (const route of before.keys()) pass(route, now);
  return all > 0 ? covered / all : seen.length > 0 ? 1 : undefined;
}

/** How far back (ms) the first of the requests lies. */
export const spanOf = (seen: readonly Request[], now: number): number =>
  Math.max(0, ...seen.map(({ at }) => now - at));

/** What a figure is made of, such as `120 requests in 2 h, coverage 98%`. */
export const countedWords = ({ requests, span, covered }: Counted): string =>
  covered === undefined
    ? 'no request seen yet'
    : `${plural(requests, 'request')} in ${duration(span)}, coverage ${percent(covered, 0)}`;

/** The share of this browser's requests that failed in the last 24 h. */
export function errorRate(log: readonly Request[], now: number, interval: number): ErrorRate {
  const seen = recentRequests(log, now);
  const failures = seen.filter(({ failure }) => failure).length;
  return {
    requests: seen.length,
    span: spanOf(seen, now),
    covered: coveredBy(seen, now, interval),
    failures,
    share: seen.length >= REQUESTS_FLOOR ? failures / seen.length : undefined,
  };
}
