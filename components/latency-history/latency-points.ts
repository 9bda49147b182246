import { latencyLimits, quantile } from '../../src/domain/latency/latency.ts';
import { coveredBy } from '../../src/domain/availability/recent-requests.ts';
import { stepOf, stepsBetween } from '../../src/domain/format/time-steps.ts';
import { grade } from '../../src/domain/judgement/tone.ts';
import type { Route } from '../../src/api/fields.ts';
import type { LatencySample } from '../../src/data/samples.ts';
import type { Steps } from '../../src/domain/format/time-steps.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

/** How far back the card looks, in ms. */
export const WINDOW = 24 * 3_600_000;
/** A p95 of fewer samples says little, so it is withheld. */
export const FLOOR = 20;

/** One route's figures over the window; durations in ms. */
export interface RouteHistory {
  route: Route;
  samples: number;
  failures: number;
  /** How much of the time since the first request was seen. */
  covered: number | undefined;
  p50: number | undefined;
  p95: number | undefined;
  tone: Tone;
  /** The p50 and p95 of each step of the chart; the p95 too needs its floor of answers. */
  steps: { p50: (number | undefined)[]; p95: (number | undefined)[] };
}

/** The latency of each route over the window. */
export interface History {
  routes: RouteHistory[];
  /** The steps of the chart. */
  steps: Steps;
}

/** The p95 of enough answers. */
const high = (durations: readonly number[]): number | undefined =>
  durations.length >= FLOOR ? quantile(durations, 0.95) : undefined;

/**
 * The history of each route until `now` (ms since 1970 UTC), from this browser's own log. Samples that were taken while
 * the tab was hidden or just woken do not count, and a request that failed has no latency.
 */
export function history(
  log: readonly LatencySample[],
  routes: readonly Route[],
  now: number,
  interval: number,
  limits = latencyLimits,
): History {
  const seen = log.filter(({ at, disturbed }) => at > now - WINDOW && at <= now && !disturbed);
  const from = seen[0]?.at ?? now;
  const steps = stepsBetween(from, now);
  return {
    steps,
    routes: routes.map((route) => {
      const own = seen.filter((sample) => sample.route === route);
      const durations: number[] = [];
      const inSteps = steps.starts.map((): number[] => []);
      for (const { at, ms, failure } of own) {
        if (failure) continue;
        durations.push(ms);
        inSteps[stepOf(steps, at) ?? -1]?.push(ms);
      }
      const p95 = high(durations);
      return {
        route,
        samples: durations.length,
        failures: own.length - durations.length,
        covered: coveredBy(own, now, interval),
        p50: quantile(durations, 0.5),
        p95,
        tone: grade(p95, limits),
        steps: { p50: inSteps.map((some) => quantile(some, 0.5)), p95: inSteps.map(high) },
      };
    }),
  };
}
