import { isObject } from '../api/kinds.ts';
import { diff } from './patch.ts';
import { between } from './past-read.ts';
import type { TimeBounds } from './logs.ts';
import type { SharedStore } from './shared-store.ts';
import type { Patch } from './patch.ts';

const HOUR = 3_600_000;
/** How long the past is kept, in ms; its oldest hour goes as one. */
const KEPT_FOR = 24 * HOUR;
/** How far apart two answers of a route lie at least, in ms: a poll at the usual 30 s is never passed over. */
const APART = 20_000;
/** An answer that was the same for so long (ms) since it was last seen was not looked at in between. */
const HELD = 90_000;
/**
 * Room for the past of one realm, in characters of JSON. A day of the embedded Beak, polled every 30 s, takes 10.6 million
 * as patches; as whole answers it would be 266 million.
 */
const ROOM = 12_000_000;

/** An answer, and when it was fetched (server time, ms since 1970 UTC). */
interface Answer {
  json: unknown;
  at: number;
  made?: number;
}

/** An answer as it is kept: whole, or as what became of the one before it. */
export type PastEntry = {
  at: number;
  made?: number;
  /** The last time that the same was answered; without it, only once. */
  until?: number;
} & ({ json: unknown } | { after: number; patch: Patch });

/** What is kept of a route: its newest entry, when the same was last answered, and the size of each chain by its start. */
export interface Chains {
  newest: number;
  until: number;
  chains: Record<string, number>;
}
export type PastIndex = Record<string, Chains>;

/** The answers of a route's last 24 h lie below this, each under its time in ms since 1970 UTC. */
export const pastPrefix = (realm: string, route: string): string => `1/${realm}/past/${route}/`;
/** What tells of the past of a realm as a whole. */
export const pastIndexKey = (realm: string): string => `1/${realm}/past/index`;

export const isPastIndex = (raw: unknown): raw is PastIndex =>
  isObject(raw) &&
  Object.values(raw).every(
    (each) =>
      isObject(each) &&
      typeof each['newest'] === 'number' &&
      typeof each['until'] === 'number' &&
      isObject(each['chains']),
  );

/** The index as the entries themselves tell it: after an import, or where an older build kept them. */
export function indexOf(
  realm: string,
  found: readonly (readonly [key: string, value: unknown])[],
): PastIndex {
  const index: PastIndex = {};
  for (const [key, value] of found) {
    const [route = '', time = ''] = key.slice(`1/${realm}/past/`.length).split('/');
    if (!isObject(value) || !/^\d+$/.test(time)) continue;
    const known = (index[route] ??= { newest: 0, until: 0, chains: {} });
    known.newest = Number(time);
    known.until = typeof value['until'] === 'number' ? value['until'] : known.newest;
    const start = 'json' in value ? time : Object.keys(known.chains).at(-1);
    if (start !== undefined) known.chains[start] = (known.chains[start] ?? 0) + JSON.stringify(value).length;
  }
  return index;
}

const starts = ({ chains }: Chains): number[] =>
  Object.keys(chains)
    .map(Number)
    .sort((a, b) => a - b);

/** Lets go of the oldest chains, for their age or for want of room; the newest of each route stays. */
async function trim(
  store: SharedStore,
  realm: string,
  index: PastIndex,
  now: number,
  earliest: number,
): Promise<void> {
  const old = Object.entries(index)
    .flatMap(([route, known]) => {
      const all = starts(known);
      return all.slice(0, -1).map((start, n) => ({ route, start, end: all[n + 1] ?? now, known }));
    })
    .sort((a, b) => a.end - b.end);
  let left = Object.values(index).reduce(
    (sum, { chains }) => Object.values(chains).reduce((all, size) => all + size, sum),
    0,
  );
  for (const { route, start, end, known } of old) {
    if (left <= ROOM && end > earliest - KEPT_FOR) return;
    const prefix = pastPrefix(realm, route);
    for (const [key] of await between(prefix + String(start), prefix + String(end)))
      store.put(key, undefined);
    left -= known.chains[String(start)] ?? 0;
    delete known.chains[String(start)];
  }
}

/** Lets go of what was kept while the clock was ahead. */
async function forgetFuture(
  store: SharedStore,
  prefix: string,
  known: Chains,
  latest: number,
): Promise<void> {
  if (Math.max(known.newest, known.until) <= latest) return;
  for (const [key] of await between(prefix + String(latest + 1), `${prefix}\uffff`))
    store.put(key, undefined);
  for (const start of starts(known)) if (start > latest) delete known.chains[String(start)];
  known.newest = Math.min(known.newest, latest);
  known.until = Math.min(known.until, latest);
}

/** What this tab has kept last of each route. */
const written = new Map<string, Answer>();

/**
 * Keeps an answer for the slider and `at="…"`, as what became of the one before; every hour one is kept whole. The same
 * answer again costs nothing but its time. Only ever under the lock of the realm's logs.
 * @param before the answer before it, as far as the tab that polls knows it
 */
export async function keepPast(
  store: SharedStore,
  realm: string,
  route: string,
  { at, json, made }: Answer,
  before: Answer | undefined,
  bounds: TimeBounds = [at, Infinity],
): Promise<void> {
  const index =
    (await store.getAs(pastIndexKey(realm), isPastIndex)) ??
    indexOf(realm, await store.under(`1/${realm}/past/`));
  const prefix = pastPrefix(realm, route);
  const known = (index[route] ??= { newest: 0, until: 0, chains: {} });
  await forgetFuture(store, prefix, known, bounds[1]);
  const { newest, until } = known;
  if (Math.abs(at - until) < APART) return;
  const last = at > until ? [written.get(prefix), before].find((each) => each?.at === until) : undefined;
  const patch = last && diff(last.json, json);
  written.set(prefix, { at, json });
  known.until = at;
  if (last && !patch && at - until <= HELD) {
    const entry = await store.get(prefix + String(newest));
    if (isObject(entry)) {
      store.put(prefix + String(newest), { ...entry, until: at });
      return store.put(pastIndexKey(realm), index);
    }
  }
  const start = starts(known).at(-1) ?? 0;
  const whole = !last || at - start >= HOUR;
  const entry: PastEntry = {
    at,
    ...(made !== undefined && { made }),
    ...(whole ? { json } : { after: newest, patch: patch ?? { in: {} } }),
  };
  const chain = String(whole ? at : start);
  known.newest = at;
  known.chains[chain] = (known.chains[chain] ?? 0) + JSON.stringify(entry).length;
  store.put(prefix + String(at), entry);
  await trim(store, realm, index, at, bounds[0]);
  store.put(pastIndexKey(realm), index);
}
