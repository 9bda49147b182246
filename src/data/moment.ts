import { freshnessLimits } from '../rules/freshness.ts';
import { keptUnder, routesOf } from './spec.ts';
import type { Field, Route } from '../api/fields.ts';
import type { Deed } from '../store/records.ts';
import type { LogName, Logs } from './recorders.ts';
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
  /** Since when polling is paused; absent while it is not. */
  pausedSince?: number;
  /** Server clock minus this machine's, in ms; absent while no `Date` could be read. */
  skew?: number;
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
  logs: { [L in LogName]: Logs[L][] };
  /** The declared deeds, oldest first. */
  records: { [K in keyof S['records']]: Deed[] };
  site: Site;
  /** True while the last good values are too old to be judged. */
  stale: boolean;
}

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

/** When the oldest of a card's routes reaches the stale limit, in server time; `Infinity` where none can. */
export function stalesAt(spec: Spec, { routes, interval }: Pick<Known, 'routes' | 'interval'>): number {
  const made = routesOf(spec)
    .flatMap((route) => routes[route]?.last ?? [])
    .map(madeAt);
  return Math.min(...made) + freshnessLimits(interval).bad;
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
  const { routes, logs } = known;
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
    logs: { sd_latency_log: logs.sd_latency_log ?? [], pecks: logs.pecks ?? [] },
    // The names are those of `spec.records`.
    records: Object.fromEntries(records) as Moment<S>['records'],
    site: known.site,
    stale: known.now >= stalesAt(spec, known),
  };
}

/** The phase of a card: the first that holds, in the order that the design pins. `empty` is the card's own word. */
export function phaseOf(spec: Spec, known: Known, replay: boolean, empty: boolean): Phase {
  const states = routesOf(spec).map((route) => known.routes[route]);
  if (replay) return 'replay';
  if (states.length === 0) return empty ? 'empty' : 'local';
  if (known.pausedSince !== undefined) return 'paused';
  if (states.some((state) => !state?.last && !state?.failing)) return 'loading';
  if (states.some((state) => state?.failing)) return 'failed';
  if (known.now >= stalesAt(spec, known)) return 'stale';
  if (missingFrom(spec, known).needed.length > 0) return 'unoffered';
  return empty ? 'empty' : 'live';
}
