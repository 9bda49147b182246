import { freshnessLimits } from '../../src/rules/freshness.ts';
import { latestAnswer, outages } from '../../src/rules/outages.ts';
import { grade } from '../../src/rules/tone.ts';
import type { Route } from '../../src/api/fields.ts';
import type { LatencySample } from '../../src/data/recorders.ts';
import type { RouteState } from '../../src/data/state.ts';
import type { Fault, Outage, failureLimits } from '../../src/rules/outages.ts';
import type { Tone } from '../../src/rules/tone.ts';

/** A poll comes no later than this share of the interval after the last one. */
const JITTER = 1.25;

/** How one route stands; times in ms since 1970 UTC. */
export interface RouteHealth {
  route: Route;
  tone: Tone;
  /** The last result: when, and how it failed where it did; absent while nothing is known of the route. */
  result?: { at: number; fault?: Fault };
  /** Failures in a row, and since when. */
  failures: number;
  since?: number | undefined;
  /** The newest measured answer: how long it took in ms, and when that was. */
  latency?: { ms: number; at: number };
  /** When it will be asked again, by the local clock, where that is set. */
  due?: number | undefined;
  /** When it will be asked again at the latest, in server time, where no time is set and that is still to come. */
  nextBy?: number | undefined;
}

/**
 * The last result of a route. What this page saw counts before what the log tells; but of a page that has asked nothing
 * yet, the log may know of failures after the last good answer.
 */
function lastResult(
  { last, failing }: RouteState,
  outage: Outage | undefined,
): Pick<RouteHealth, 'result' | 'failures' | 'since'> {
  const logged = outage && outage.state !== 'over' && outage.last > (last?.at ?? 0) ? outage : undefined;
  if (failing) {
    const { kind, status, at } = failing;
    return {
      result: { at, fault: { kind, status } },
      failures: Math.max(failing.count, logged?.count ?? 0),
      since: Math.min(failing.since, logged?.first ?? Infinity),
    };
  }
  const fault = logged?.faults.at(-1);
  if (logged && fault)
    return { result: { at: logged.last, fault }, failures: logged.count, since: logged.first };
  return { ...(last && { result: { at: last.at } }), failures: 0 };
}

/**
 * How the polled routes stand at `now` (server time), by their failures in a row; a warning too where the newest answer
 * took `limits.slow` ms or more. A result that is too old is not judged.
 */
export function routesHealth(
  routes: readonly Route[],
  states: Partial<Record<Route, RouteState>>,
  log: readonly LatencySample[],
  now: number,
  interval: number,
  limits: typeof failureLimits & { slow: number },
): RouteHealth[] {
  const newest = outages(log, now, interval);
  const limit = freshnessLimits(interval).bad;
  return routes.map((route) => {
    const state = states[route] ?? { restored: false };
    const { result, failures, since } = lastResult(
      state,
      newest.find((each) => each.route === route),
    );
    const answer = latestAnswer(log, route, now);
    const next = (result?.at ?? now) + JITTER * interval;
    // A route that fails now is judged however long the page waits until it asks again.
    const old = !result || (!state.failing && now - result.at >= limit);
    const late = answer !== undefined && now - answer.at < limit && answer.ms >= limits.slow;
    const tone = grade(failures, limits);
    return {
      route,
      tone: old ? 'unknown' : tone === 'ok' && late ? 'warn' : tone,
      ...(result && { result }),
      failures,
      since,
      ...(answer && { latency: { ms: answer.ms, at: answer.at } }),
      due: state.due,
      nextBy: result && state.due === undefined && next > now ? next : undefined,
    };
  });
}
