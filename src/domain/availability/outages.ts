import type { FailureKind } from '../../api/failure.ts';
import type { Route } from '../../api/fields.ts';

const MINUTE = 60_000;

/** One request, as the log of requests has it. */
export interface Request {
  /** When it ended, in ms since 1970 UTC. */
  at: number;
  route: Route;
  /** Time to the response's headers, or to the failure, in ms. */
  ms: number;
  /** How it failed; absent where it did not. */
  failure?: FailureKind;
  /** HTTP status, where there was one. */
  status?: number;
  /** Sent while the tab was hidden or had just woken. */
  disturbed?: true;
}

/** One way to fail. */
export interface Fault {
  kind: FailureKind;
  /** HTTP status of a refusal. */
  status?: number | undefined;
}

/** Failures of one route in a row. */
export interface Outage {
  route: Route;
  /** When the first and the last failure were seen, in ms since 1970 UTC. */
  first: number;
  last: number;
  /** How many requests failed. */
  count: number;
  /** The ways in which they failed, each once, in the order they were seen. */
  faults: Fault[];
  /** The next good answer, in ms since 1970 UTC; absent where none was seen. */
  ended?: number;
  /** How it stands: over, still failing, or nobody looked how it went on. */
  state: 'over' | 'failing' | 'unseen';
  /** From the first failure to the end, or as far as it was seen, in ms. */
  lasted: number;
}

/**
 * From how long a silence on (ms) nobody knows what happened in it, at an interval in ms. A browser that polls asks
 * again after 10 min at the latest, as long as a backend may ask it to wait.
 */
export const silence = (interval: number): number =>
  Math.max(15 * MINUTE, interval < Infinity ? 4 * interval : 0);

const sameFault = (one: Fault, other: Fault): boolean =>
  one.kind === other.kind && one.status === other.status;

/**
 * The outages in a log of requests until `now` (ms since 1970 UTC), the newest first. What failed in a hidden or just
 * woken tab says more of the tab than of the route and does not count; a good answer ends an outage wherever it was
 * seen. Where nobody asked for long, neither an end nor that it went on is made up.
 */
export function outages(log: readonly Request[], now: number, interval: number): Outage[] {
  const patience = silence(interval);
  const all: Outage[] = [];
  const open = new Map<Route, Outage>();
  const lose = (outage: Outage): void => {
    outage.state = 'unseen';
    open.delete(outage.route);
  };
  const past = log.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at);
  for (const { at, route, failure, status, disturbed } of past) {
    if (failure && disturbed) continue;
    const before = open.get(route);
    if (before && at - before.last >= patience) lose(before);
    const outage = open.get(route);
    if (!failure) {
      if (!outage) continue;
      Object.assign(outage, { state: 'over', ended: at, lasted: at - outage.first });
      open.delete(route);
      continue;
    }
    const fault: Fault = { kind: failure, ...(failure === 'http' && { status }) };
    if (!outage) {
      const begun: Outage = {
        route,
        first: at,
        last: at,
        count: 1,
        faults: [fault],
        state: 'failing',
        lasted: 0,
      };
      open.set(route, begun);
      all.push(begun);
      continue;
    }
    outage.count += 1;
    outage.last = at;
    outage.lasted = at - outage.first;
    if (!outage.faults.some((known) => sameFault(known, fault))) outage.faults.push(fault);
  }
  for (const outage of open.values()) if (now - outage.last >= patience) lose(outage);
  return all.reverse();
}

/** A way to fail in a few words, for a row of a list. */
export function faultWords({ kind, status }: Fault): string {
  switch (kind) {
    case 'timeout':
      return 'timeout';
    case 'offline':
      return 'this browser was offline';
    case 'network':
      return 'network or CORS';
    case 'http':
      return status === undefined ? 'HTTP error' : `HTTP ${status}`;
    case 'not-json':
      return 'not JSON';
    case 'not-contract':
      return 'not the contract';
    case 'no-token':
      return 'no sign-in token';
    default:
      // Another version of the page may know other kinds.
      return 'failed';
  }
}

/** The newest undisturbed good answer of a route until `now`; `undefined` where the log has none. */
export const latestAnswer = <R extends Request>(
  log: readonly R[],
  route: Route,
  now: number,
): R | undefined =>
  log.findLast(
    (each) => each.route === route && !each.failure && !each.disturbed && each.at <= now && each.ms >= 0,
  );
