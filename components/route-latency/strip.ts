import { freshnessLimits } from '../../src/domain/freshness/freshness.ts';
import { latestAnswer } from '../../src/domain/availability/outages.ts';
import { grade } from '../../src/domain/judgement/tone.ts';
import type { Route } from '../../src/api/fields.ts';
import type { LatencySample } from '../../src/data/samples.ts';
import type { latencyLimits } from '../../src/domain/latency/latency.ts';
import type { Fault } from '../../src/domain/availability/outages.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

/** Most requests that a line shows. */
export const SHOWN = 30;

/** The newest durations of one route; in ms. */
export interface RouteLatency {
  route: Route;
  tone: Tone;
  /** The newest answer: how long it took, and when it came (ms since 1970 UTC). */
  latest?: { ms: number; at: number };
  /** How a request after it failed, where the newest did. */
  fault?: Fault;
  /** Whether the newest answer is too old to be judged. */
  old: boolean;
  /** The last requests, oldest first; `undefined` is one that failed, which has no latency. */
  durations: (number | undefined)[];
}

/**
 * How long the newest answer of each route took. A duration is not judged where it is too old, or where a later request
 * got no answer: how fast a route would answer is then not known.
 */
export function strip(
  log: readonly LatencySample[],
  routes: readonly Route[],
  now: number,
  interval: number,
  limits: typeof latencyLimits,
): RouteLatency[] {
  const limit = freshnessLimits(interval).bad;
  return routes.map((route) => {
    const own = log.filter((each) => each.route === route && !each.disturbed && each.at <= now);
    const latest = latestAnswer(log, route, now);
    const newest = own.at(-1);
    const old = latest !== undefined && now - latest.at >= limit;
    const fails = newest?.failure !== undefined;
    return {
      route,
      tone: old || fails ? 'unknown' : grade(latest?.ms, limits),
      ...(latest && { latest: { ms: latest.ms, at: latest.at } }),
      ...(newest?.failure && { fault: { kind: newest.failure, status: newest.status } }),
      old,
      durations: own.slice(-SHOWN).map(({ ms, failure }) => (failure ? undefined : ms)),
    };
  });
}
