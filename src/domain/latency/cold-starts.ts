import { coldStartLimits, quantile } from './latency.ts';
import { duration, plural } from '../format/values.ts';
import type { Request } from '../availability/outages.ts';

/** A slow answer that may have been a cold start; `at` in ms since 1970 UTC, `ms` its duration. */
export interface SlowAnswer {
  at: number;
  ms: number;
  route: string;
}

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** The suspected cold starts within a window until now, oldest first. */
export const suspects = (log: readonly SlowAnswer[], now: number, window = WEEK): SlowAnswer[] =>
  log.filter(({ at, ms }) => at > now - window && at <= now && ms >= coldStartLimits.slow);

/** The responses that this browser saw of a window, whatever they took. */
export interface Watched {
  responses: number;
  /** When each of them came, oldest first, in ms since 1970 UTC. */
  times: readonly number[];
  /** What every card that shows cold starts says: nobody measured one, and how much there was to infer from. */
  inferred: string;
}

/** How many responses there were to infer from: without any, no suspect is no news. */
export function watched(log: readonly Request[], now: number, window = WEEK): Watched {
  const seen = log.filter(
    ({ at, failure, disturbed }) => at > now - window && at <= now && !failure && !disturbed,
  );
  const [first] = seen;
  const among = first ? `, among ${plural(seen.length, 'response')} in ${duration(now - first.at)}` : '';
  return {
    responses: seen.length,
    times: seen.map(({ at }) => at),
    inferred: `Inferred from slow responses that this browser saw${among}, the network included; no cold start was measured.`,
  };
}

/**
 * How many suspects lie in each of some spans. A span of which no response at all was seen is `undefined`: nobody knows
 * that it had none.
 * @param seen when responses came
 * @param spanOf the index of the span that a time lies in; one outside of all is left out
 */
export function perSpan(
  found: readonly SlowAnswer[],
  seen: readonly number[],
  spans: number,
  spanOf: (at: number) => number,
): (number | undefined)[] {
  const counts = Array<number | undefined>(spans).fill(undefined);
  const add = (at: number, n: number): void => {
    const index = spanOf(at);
    if (index in counts) counts[index] = (counts[index] ?? 0) + n;
  };
  for (const at of seen) add(at, 0);
  for (const { at } of found) add(at, 1);
  return counts;
}

/** Suspected cold starts per hour over the last 24 h, oldest first; the last hour ends now. @param seen as in `perSpan` */
export const perHour = (
  log: readonly SlowAnswer[],
  now: number,
  seen: readonly number[],
): (number | undefined)[] =>
  perSpan(suspects(log, now, 24 * HOUR), seen, 24, (at) => 23 - Math.floor((now - at) / HOUR));

/** What is said where no response was seen to infer from. */
export const UNSEEN = 'This browser has seen no good answer yet.';

/** The very slow ones, which are the likeliest cold starts, newest first. */
export const candidates = (log: readonly SlowAnswer[], now: number): SlowAnswer[] =>
  suspects(log, now)
    .filter(({ ms }) => ms >= coldStartLimits.verySlow)
    .reverse();

/** Estimated init times, in ms: what suspects took beyond the slow mark. */
export function inits(found: readonly SlowAnswer[]): { p50: number | undefined; p95: number | undefined } {
  const beyond = found.map(({ ms }) => ms - coldStartLimits.slow);
  return { p50: quantile(beyond, 0.5), p95: quantile(beyond, 0.95) };
}
