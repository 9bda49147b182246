import { coldStartLimits, quantile } from './latency.ts';

/** A slow answer that may have been a cold start; `at` in ms since 1970 UTC, `ms` its duration. */
export interface SlowAnswer {
  at: number;
  ms: number;
  route: string;
}

/** What every card that shows cold starts says: nobody measured one. */
export const INFERRED =
  'Inferred from slow responses that this browser saw, the network included; no cold start was measured.';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** The suspected cold starts within a window until now, oldest first. */
export const suspects = (log: readonly SlowAnswer[], now: number, window = WEEK): SlowAnswer[] =>
  log.filter(({ at, ms }) => at > now - window && at <= now && ms >= coldStartLimits.slow);

/** Suspected cold starts per hour over the last 24 h, oldest first; the last hour ends now. */
export function perHour(log: readonly SlowAnswer[], now: number): number[] {
  const hours = Array<number>(24).fill(0);
  for (const { at } of suspects(log, now, 24 * HOUR)) {
    const index = 23 - Math.floor((now - at) / HOUR);
    hours[index] = (hours[index] ?? 0) + 1;
  }
  return hours;
}

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
