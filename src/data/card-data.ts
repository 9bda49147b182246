import { freshnessLimits } from '../domain/freshness/freshness.ts';
import { datedUntil, readEvents } from '../store/event-log.ts';
import { limitsOf } from './card-limits.ts';
import { recordName, routesOf } from './spec.ts';
import type { LimitsOf } from './card-limits.ts';
import type { Field, Route } from '../api/fields.ts';
import type { Misfit } from '../api/misfit.ts';
import type { EventOf } from '../store/event-log.ts';
import type { OperatorEvent } from '../store/records.ts';
import type { LogName, Logs } from './samples.ts';
import type { Place } from './place.ts';
import type { RouteState, Snapshot } from './state.ts';
import type { Site } from './site-state.ts';
import type { Facts, LogAt, Spec } from './spec.ts';

/** What a page, or a recording, knows of one base at one time. Plain data: as JSON it is a recorded moment. */
export interface ApiState {
  base: string;
  /** Whose data it is, where that is told by a token; else anybody's who asks the base. */
  realm?: string;
  /** Server time, in ms since 1970 UTC. */
  now: number;
  /** Polling interval in ms. */
  interval: number;
  routes: Partial<Record<Route, RouteState>>;
  /** Samples of the logs, oldest first. */
  logs: Partial<{ [L in LogName]: Logs[L][] }>;
  /** Events by the name they are kept under, in the order in which they were written; not yet held to their log. */
  records: Partial<Record<string, OperatorEvent[]>>;
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
  /** What its events are kept under, and its id in a shell; the tag, unless the page says otherwise. */
  stateKey: string;
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
export interface CardData<S extends Spec = Spec> {
  now: number;
  base: string;
  realm?: string;
  interval: number;
  /** The declared facts; `undefined` where the last answer did not offer one. */
  facts: Facts<S>;
  /** The same facts in what `spec.compares` names, and when they were fetched. */
  then: { facts: Facts<S>; at: number } | undefined;
  routes: Partial<Record<Route, RouteState>>;
  /** The samples of the declared logs, oldest first. */
  logs: { [L in LogOf<S>]: Logs[L][] };
  /** The events of the declared logs, in the order in which they were written; those that could not be read are left out. */
  records: { [K in keyof S['records']]: readonly EventOf<LogAt<S, K>>[] };
  site: Site;
  /** The declared limits, as the site's configuration sets them. */
  limits: LimitsOf<S>;
  /** The cards of the page, where the card declares that it shows them. */
  page: readonly PageCard[];
  /** Since when automatic polling is paused, in server time; `undefined` while it is not. */
  pausedSince: number | undefined;
  /** True while the last good values are too old to be judged. */
  stale: boolean;
  /** What came of the declared fields and cannot be read. The base names it, and lets no tone be `ok` then. */
  misfits: readonly Misfit[];
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
export function stalesAt(spec: Spec, { routes, interval }: Pick<ApiState, 'routes' | 'interval'>): number {
  const { bad } = freshnessLimits(interval);
  const limits = routesOf(spec).flatMap((route) => {
    const { last, failing } = routes[route] ?? {};
    if (spec.watches && failing) return failing.at + LONGEST_SILENCE;
    return last ? madeAt(last) + bad : [];
  });
  return Math.min(...limits);
}

/** The declared fields of which the answers that have come give no value. */
export interface Missing {
  needed: Field[];
  optional: Field[];
  /** Those of them that were not sent at all. */
  absent: Field[];
  /** What came and cannot be read, in whole or in part, each once. */
  misfits: Misfit[];
}

/** What the answers that have come lack of what a card reads. */
export function missingFrom(spec: Spec, { routes }: Pick<ApiState, 'routes'>): Missing {
  const missing: Omit<Missing, 'misfits'> = { needed: [], optional: [], absent: [] };
  const found = new Map<string, Misfit>();
  for (const { field, route, needed, from, misfits } of Object.values(spec.reads ?? {})) {
    const last = routes[route]?.last;
    if (!last) continue;
    const own = misfits(last.json);
    for (const misfit of own) found.set(`${route}.${misfit.path}`, misfit);
    if (from(last.json) !== undefined) continue;
    missing[needed ? 'needed' : 'optional'].push(field);
    if (own.length === 0) missing.absent.push(field);
  }
  return { ...missing, misfits: [...found.values()] };
}

/** What a card says of itself to those that show the page's cards. */
export function pageCardOf(
  spec: Spec,
  { tag, stateKey }: Pick<Place, 'tag' | 'stateKey'>,
  apiState: Pick<ApiState, 'now' | 'routes' | 'interval'>,
): PageCard {
  const { title, files, logs, records } = spec;
  const { now, routes } = apiState;
  const at = Math.min(...Object.values(routes).flatMap(({ last }) => (last ? madeAt(last) : [])));
  return {
    tag,
    title,
    stateKey,
    routes: routesOf(spec),
    files: files !== undefined,
    keeps: logs !== undefined || records !== undefined,
    ...(at < Infinity && { at }),
    stale: now >= stalesAt(spec, apiState),
  };
}

/** What is stored of each declared log, read; by the names that the card calls them. */
const recordsOf = (spec: Spec, { records }: ApiState, stateKey: string) =>
  Object.entries(spec.records ?? {}).map(
    ([name, log]) => [name, readEvents(log, records[recordName(log, stateKey)] ?? [])] as const,
  );

/** A sentence for each declared log that holds something which could not be read. */
export const recordProblems = (spec: Spec, apiState: ApiState, stateKey: string): string[] =>
  recordsOf(spec, apiState, stateKey).flatMap(([, { problem }]) => problem ?? []);

/** A card's picture of what is known. */
export function cardDataOf<S extends Spec>(spec: S, apiState: ApiState, stateKey: string): CardData<S> {
  const { routes, logs, pausedSince } = apiState;
  const compares = spec.compares;
  const then = compares && routesOf(spec).flatMap((route) => routes[route]?.[compares] ?? [])[0];
  const records = recordsOf(spec, apiState, stateKey).map(
    ([name, { events }]) => [name, datedUntil(events, apiState.now)] as const,
  );
  return {
    now: apiState.now,
    base: apiState.base,
    ...(apiState.realm !== undefined && { realm: apiState.realm }),
    interval: apiState.interval,
    facts: factsOf(spec, (route) => routes[route]?.last),
    then: then && { facts: factsOf(spec, (route) => routes[route]?.[compares]), at: then.at },
    routes,
    // The names are those of `spec.logs` and `spec.records`.
    logs: Object.fromEntries((spec.logs ?? []).map((log) => [log, logs[log] ?? []])) as CardData<S>['logs'],
    records: Object.fromEntries(records) as CardData<S>['records'],
    site: apiState.site,
    limits: limitsOf(spec, apiState.site.config.thresholds, apiState.interval).limits,
    page: apiState.page ?? [],
    pausedSince,
    stale: apiState.now >= stalesAt(spec, apiState),
    misfits: missingFrom(spec, apiState).misfits,
  };
}

/** The phase of a card: the first that holds, in the order that the design pins. `empty` is the card's own word. */
export function phaseOf(spec: Spec, apiState: ApiState, empty: boolean): Phase {
  const states = routesOf(spec).map((route) => apiState.routes[route]);
  if (apiState.recorded) return 'replay';
  if (states.length === 0) return empty ? 'empty' : 'local';
  if (apiState.pausedSince !== undefined) return 'paused';
  if (states.some((state) => !state?.last && !state?.failing)) return 'loading';
  if (states.some((state) => state?.failing)) return 'failed';
  if (apiState.now >= stalesAt(spec, apiState)) return 'stale';
  if (missingFrom(spec, apiState).needed.length > 0) return 'unoffered';
  return empty ? 'empty' : 'live';
}
