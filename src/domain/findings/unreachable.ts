import { freshnessLimits } from '../freshness/freshness.ts';
import { faultWords, outages } from '../availability/outages.ts';
import { duration, plural, stamp } from '../format/values.ts';
import { ofStatus } from './severity.ts';
import type { Route } from '../../api/fields.ts';
import type { RouteState } from '../../data/state.ts';
import type { Request } from '../availability/outages.ts';
import type { Judged } from './finding.ts';

const MINUTE = 60_000;
/** So many routes are named. */
const NAMED = 2;

/** What the routes are judged by; times in ms since 1970 UTC. */
export interface Reach {
  routes: Partial<Record<Route, RouteState>>;
  /** What a route is called, such as `/beak/audit`. */
  pathOf: (route: Route) => string;
  /** The requests of this browser, oldest first; none where they are not at hand. */
  log: readonly Request[];
  now: number;
  interval: number;
  /** Failures in a row from which a route is down. */
  limit: number;
}

/** A span in whole minutes, so that it changes no more often than that; below a minute nothing. */
const lasting = (span: number): string =>
  span >= MINUTE ? ` for ${duration(Math.floor(span / MINUTE) * MINUTE)}` : '';

/** Since when a route has failed: as this page saw it, or as the log has it of the pages before. */
function sinceOf(route: Route, state: RouteState, { log, now, interval }: Reach): number {
  const own = state.failing?.since ?? now;
  const logged = outages(log, now, interval).find((each) => each.route === route && each.state === 'failing');
  return Math.min(own, logged?.first ?? own);
}

/**
 * Whether the backend answers. A route is down after `limit` failures in a row; where no route has a fresh answer and all
 * fail, the backend is at the first failure. It does not age out: what fails is failing until it answers.
 */
export function unreachable(reach: Reach): Judged {
  const { now, interval, limit } = reach;
  // `Object.entries` forgets the names of the keys.
  const known = (Object.entries(reach.routes) as [Route, RouteState][]).filter(
    ([, { last, failing }]) => last ?? failing,
  );
  if (known.length === 0) return 'unknown';
  const old = ({ last }: RouteState): boolean =>
    !last || now - Math.min(last.made ?? last.at, last.at) >= freshnessLimits(interval).bad;
  const blind = known.every(([, state]) => state.failing && old(state));
  const down = known.filter(([, { failing }]) => failing && (blind || failing.count >= limit));
  if (down.length === 0) return 'fine';
  const whole = down.length === known.length;
  const names = down.map(([route]) => reach.pathOf(route));
  const severity = ofStatus(whole || down.some(([route]) => route === 'status') ? limit : 0, limit);
  const since = Math.min(...down.map(([route, state]) => sinceOf(route, state, reach)));
  const what = whole
    ? 'Backend'
    : down.length > NAMED
      ? `${down.length} of ${known.length} routes`
      : names.join(' and ');
  const faults = new Set(down.flatMap(([, { failing }]) => (failing ? faultWords(failing) : [])));
  const failures = Math.max(...down.map(([, { failing }]) => failing?.count ?? 0));
  const answered = Math.max(...down.map(([, { last }]) => last?.at ?? 0));
  return {
    ...(severity ?? { id: 'route-failing', title: 'A route is unreachable', score: 65 }),
    cause: 'unreachable',
    tone: 'bad',
    headline: `${what} unreachable${lasting(now - since)}`,
    evidence: `${plural(failures, 'failure')} in a row (${[...faults].join(', ')}); last answer ${
      answered > 0 ? stamp(answered) : 'never'
    }.`,
    scope: whole ? 'Everybody who uses the stack' : names.join(', '),
    notices: whole
      ? 'Nothing that needs the backend works, or this browser is cut off.'
      : 'Part of the data is missing.',
    impact: whole ? 'Out of service, as far as this browser sees.' : 'Cards of this route show old data.',
    next: faults.has('this browser was offline')
      ? 'Check the network of this machine first.'
      : 'Ask the route with curl; then read the errors of API Gateway and the function.',
    card: 'mc-route-health',
    since,
  };
}
