import { freshnessLimits } from '../rules/freshness.ts';
import { keptUnder, routesOf } from './spec.ts';
import type { Field, Route } from '../api/fields.ts';
import type { Deed } from '../store/records.ts';
import type { LogName, Logs } from './samples.ts';
import type { RouteState, Snapshot } from './state.ts';
import type { Site } from './site.ts';
import type { Facts, Spec } from './spec.ts';

/** What a page, or a recording, knows of one base at one time. Plain data: as JSON it is a recorded moment. */
export interface Known {
  base: string;
  /** Server time, in ms since 1970 UTC. */
  now: number;
  /** Polling interval in ms. */
  interval: number;
  routes: Partial<Record<Route, RouteState>>;
  /** Samples of the logs, oldest first. */
  logs: Partial<{ [L in LogName]: Logs[L][] }>;
  /** Deeds by the name they are kept under, oldest first. */
  records: Partial<Record<string, Deed[]>>;
  site: Site;
  /** The cards of the page, as each declares itself; known only where a card asks for them. */
  page?: PageCard[];
  /** Since when polling is paused; absent while it is not. */
  pausedSince?: number;
  /** Server clock minus this machine's, in ms; absent while no `Date` could be read. */
  skew?: number;
  /** A recorded moment: nothing of it is live, and nothing of it can be changed. */
  recorded?: true;
}

/** What a card of the page says of itself. */
export interface PageCard {
  tag: string;
  title: string;
  /** What its deeds are kept under, and its id in a shell; the tag, unless the page says otherwise. */
  own: string;
  /** The routes it shows; none where it needs no backend. */
  routes: readonly Route[];
  /** Whether it shows a file of the site, or something that is kept in this browser. */
  files: boolean;
  keeps: boolean;
  /** When its oldest data was made, in server time; absent where it has none. */
  at?: number;
  /** Whether that is past the stale limit. */
  stale: boolean;
}

/** Everything one card shows, at one time. The same moment gives the same picture, live or recorded. */
export interface Moment<S extends Spec = Spec> {
  now: number;
  base: string;
  interval: number;
  /** The declared facts; `undefined` where the last answer did not offer one. */
  facts: Facts<S>;
  /** The same facts in what `spec.compares` names, and when they were fetched. */
  then: { facts: Facts<S>; at: number } | undefined;
  routes: Partial<Record<Route, RouteState>>;
  /** The samples of the declared logs, oldest first. */
  logs: { [L in LogOf<S>]: Logs[L][] };
  /** The declared deeds, oldest first. */
  records: { [K in keyof S['records']]: Deed[] };
  site: Site;
  /** The cards of the page, where the card declares that it shows them. */
  page: readonly PageCard[];
  /** Since when automatic polling is paused, in server time; `undefined` while it is not. */
  pausedSince: number | undefined;
  /** True while the last good values are too old to be judged. */
  stale: boolean;
}

/** The logs that a spec declares; of a spec that is not known closer, any. */
type LogOf<S extends Spec> = S extends { logs: readonly (infer L extends LogName)[] } ? L : never;

/** The state of a card, as its `phase` attribute tells it. */
export type Phase =
  'loading' | 'live' | 'stale' | 'failed' | 'unoffered' | 'empty' | 'local' | 'paused' | 'replay';

/** The facts of a spec, each read from its route's snapshot. */
export function factsOf<S extends Spec>(spec: S, snapshot: (route: Route) => Snapshot | undefined): Facts<S> {
  const facts: Record<string, unknown> = {};
  for (const [name, { route, from }] of Object.entries(spec.reads ?? {}))
    facts[name] = from(snapshot(route)?.json);
  // Each value has the type of its declaration, by `from`.
  return facts as Facts<S>;
}

/** When a snapshot's content was true, in server time: when it was made, where that is known, else fetched. */
export const madeAt = ({ at, made }: Snapshot): number => Math.min(made ?? at, at);

/** A page asks again within this time (ms) after a failure, however long a backend wants it to wait. */
const LONGEST_SILENCE = 15 * 60_000;

/** When the oldest of a card's routes reaches the stale limit, in server time; `Infinity` where none can. */
export function stalesAt(spec: Spec, { routes, interval }: Pick<Known, 'routes' | 'interval'>): number {
  const { bad } = freshnessLimits(interval);
  const limits = routesOf(spec).flatMap((route) => {
    const { last, failing } = routes[route] ?? {};
    if (spec.watches && failing) return failing.at + LONGEST_SILENCE;
    return last ? madeAt(last) + bad : [];
  });
  return Math.min(...limits);
}

/** The needed and the optional fields that answers which have come do not offer. */
export function missingFrom(spec: Spec, { routes }: Known): { needed: Field[]; optional: Field[] } {
  const missing = { needed: [] as Field[], optional: [] as Field[] };
  for (const { field, route, needed, from } of Object.values(spec.reads ?? {})) {
    const last = routes[route]?.last;
    if (last && from(last.json) === undefined) missing[needed ? 'needed' : 'optional'].push(field);
  }
  return missing;
}

/** A card's picture of what is known. `own` is its state-key. */
export function momentOf<S extends Spec>(spec: S, known: Known, own: string): Moment<S> {
  const { routes, logs, pausedSince } = known;
  const compares = spec.compares;
  const then = compares && routesOf(spec).flatMap((route) => routes[route]?.[compares] ?? [])[0];
  const records = Object.entries(spec.records ?? {}).map(
    ([name, key]) => [name, known.records[keptUnder(key, own)] ?? []] as const,
  );
  return {
    now: known.now,
    base: known.base,
    interval: known.interval,
    facts: factsOf(spec, (route) => routes[route]?.last),
    then: then && { facts: factsOf(spec, (route) => routes[route]?.[compares]), at: then.at },
    routes,
    // The names are those of `spec.logs` and `spec.records`.
    logs: Object.fromEntries((spec.logs ?? []).map((log) => [log, logs[log] ?? []])) as Moment<S>['logs'],
    records: Object.fromEntries(records) as Moment<S>['records'],
    site: known.site,
    page: known.page ?? [],
    pausedSince,
    stale: known.now >= stalesAt(spec, known),
  };
}

/** The phase of a card: the first that holds, in the order that the design pins. `empty` is the card's own word. */
export function phaseOf(spec: Spec, known: Known, empty: boolean): Phase {
  const states = routesOf(spec).map((route) => known.routes[route]);
  if (known.recorded) return 'replay';
  if (states.length === 0) return empty ? 'empty' : 'local';
  if (known.pausedSince !== undefined) return 'paused';
  if (states.some((state) => !state?.last && !state?.failing)) return 'loading';
  if (states.some((state) => state?.failing)) return 'failed';
  if (known.now >= stalesAt(spec, known)) return 'stale';
  if (missingFrom(spec, known).needed.length > 0) return 'unoffered';
  return empty ? 'empty' : 'live';
}
