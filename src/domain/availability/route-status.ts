import { freshnessLimits } from '../freshness/freshness.ts';
import { latestAnswer, outages, silence } from './outages.ts';
import type { Route } from '../../api/fields.ts';
import type { RouteState } from '../../data/state.ts';
import type { failureLimits } from './failure-limits.ts';
import type { Fault, Outage, Request } from './outages.ts';
import type { Tone } from '../judgement/tone.ts';

/** A poll comes no later than this share of the interval after the last one. */
const JITTER = 1.25;
/** So many of the last requests are looked at for one that failed. */
const LATELY = 3;
/** A server tells its time in whole seconds, so what was just noted may lie ahead by as much; in ms. */
const AHEAD = 2000;

/** How a route does by its last results, however old they are. */
export type RouteStanding = 'up' | 'degraded' | 'down' | 'unknown';

const TONES: Record<RouteStanding, Tone> = { up: 'ok', degraded: 'warn', down: 'bad', unknown: 'unknown' };

/** How one route stands; times in ms since 1970 UTC. */
export interface RouteHealth {
  route: Route;
  standing: RouteStanding;
  /** The tone of its standing; a result that is too old is not judged. */
  tone: Tone;
  /** The last result: when, and how it failed where it did; absent while nothing is known of the route. */
  result?: { at: number; fault?: Fault };
  /** Failures in a row, and since when. */
  failures: number;
  since?: number | undefined;
  /** How many of the last requests failed, out of so many. */
  lately: { failed: number; of: number };
  /** Whether the newest answer was too slow. */
  late: boolean;
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

/** The last requests of a route, and how many of them failed; what is from before a long silence is another story. */
function latelyOf(
  log: readonly Request[],
  route: Route,
  now: number,
  interval: number,
): RouteHealth['lately'] {
  const own = log.filter((each) => each.route === route && !each.disturbed && each.at <= now + AHEAD);
  const newest = own.at(-1)?.at ?? now;
  const last = own.slice(-LATELY).filter(({ at }) => newest - at < silence(interval));
  return { failed: last.filter(({ failure }) => failure).length, of: last.length };
}

/**
 * How routes stand at `now` (server time): down after `limits.bad` failures in a row, degraded where one of the last
 * three requests failed or the newest answer took `limits.slow` ms or more. Source: the catalogue's Route Health. The
 * one judgement behind every card that tells it.
 */
export function routesHealth(
  routes: readonly Route[],
  states: Partial<Record<Route, RouteState>>,
  log: readonly Request[],
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
    const lately = latelyOf(log, route, now, interval);
    const next = (result?.at ?? now) + JITTER * interval;
    // A route that fails now is judged however long the page waits until it asks again.
    const old = !result || (!state.failing && now - result.at >= limit);
    // Where the newest results were not measured, an older duration says nothing of them.
    const late = answer !== undefined && (result?.at ?? now) - answer.at < limit && answer.ms >= limits.slow;
    const standing = !result
      ? 'unknown'
      : failures >= limits.bad
        ? 'down'
        : failures >= limits.warn || lately.failed > 0 || late
          ? 'degraded'
          : 'up';
    return {
      route,
      standing,
      tone: old ? 'unknown' : TONES[standing],
      ...(result && { result }),
      failures,
      since,
      lately,
      late,
      ...(answer && { latency: { ms: answer.ms, at: answer.at } }),
      due: state.due,
      nextBy: result && state.due === undefined && next > now ? next : undefined,
    };
  });
}

/** When a result becomes too old to be judged, by time alone; in ms since 1970 UTC. */
export const routesChangeAt = (routes: readonly RouteHealth[], now: number, interval: number): number =>
  Math.min(
    ...routes
      .flatMap(({ result, nextBy }) => [
        (result?.at ?? Infinity) + freshnessLimits(interval).bad,
        nextBy ?? Infinity,
      ])
      .filter((at) => at > now),
  );
