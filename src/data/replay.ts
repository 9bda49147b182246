import { isObject } from '../api/kinds.ts';
import { mask } from '../api/mask.ts';
import { under } from '../store/reading.ts';
import { deedsIn } from '../store/records.ts';
import { isSample } from '../store/logs.ts';
import { pastPrefix } from '../store/past.ts';
import { remembered } from './remembered.ts';
import { NO_SITE } from './site.ts';
import { routesOf } from './spec.ts';
import { isSnapshot } from './state.ts';
import type { Route } from '../api/fields.ts';
import type { Known } from './moment.ts';
import type { Sample } from '../store/logs.ts';
import type { RouteState, Snapshot } from './state.ts';
import type { Spec } from './spec.ts';

/** Where a recorded moment is looked for. */
export interface Wanted {
  base?: string;
  /** Polling interval in ms, for the limits of freshness. */
  interval: number;
  /** A time of this browser's history. */
  at?: string | undefined;
  /** URL of a recorded pack. */
  pack?: string | undefined;
  own: string;
}

/** The version of a pack that this build reads. */
const VERSION = 1;

/** A state as it was: whatever does not fit is left out. */
function stateFrom(raw: unknown): RouteState {
  const state: RouteState = { restored: true };
  if (!isObject(raw)) return state;
  for (const name of ['last', 'before', 'visit'] as const) {
    const snapshot = raw[name];
    // A pack may have been edited by hand: it is masked like any answer.
    if (isSnapshot(snapshot)) state[name] = { ...snapshot, json: mask(snapshot.json) };
  }
  const { failing } = raw;
  if (isObject(failing) && typeof failing['said'] === 'string')
    state.failing = {
      kind: 'network',
      said: failing['said'],
      at: Number(failing['at']) || 0,
      since: Number(failing['since']) || 0,
      count: Number(failing['count']) || 1,
    };
  return state;
}

const each = <V>(raw: unknown, value: (inner: unknown) => V): Record<string, V> =>
  Object.fromEntries(Object.entries(isObject(raw) ? raw : {}).map(([name, inner]) => [name, value(inner)]));

const listed = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : []);

/** Reads a pack: `{mission_control_pack: 1, base, now, interval, routes, logs, records}`. */
async function fromPack(url: string): Promise<Known> {
  const response = await fetch(url, { cache: 'no-cache' }).catch(() => undefined);
  if (!response?.ok) throw new Error(`The pack ${url} could not be fetched.`);
  const raw: unknown = await response.json().catch(() => undefined);
  if (!isObject(raw) || typeof raw['now'] !== 'number' || !('mission_control_pack' in raw))
    throw new Error(`${url} is not a pack of Mission Control.`);
  if (raw['mission_control_pack'] !== VERSION)
    throw new Error(`The pack ${url} was written by another version, which this one cannot read.`);
  const { base, now, interval } = raw;
  return {
    base: typeof base === 'string' ? base : '',
    now,
    interval: typeof interval === 'number' && interval > 0 ? interval : 30_000,
    routes: each(raw['routes'], stateFrom),
    // Which samples a log has is known to the card that reads it; here each only has to have a time.
    logs: each(raw['logs'], (log) => listed(log).filter(isSample)),
    records: each(raw['records'], (deeds) => deedsIn(listed(deeds))),
    site: NO_SITE,
  };
}

/** The last two snapshots of a route that this browser kept up to a time. */
async function upTo(base: string, route: Route, time: number): Promise<RouteState> {
  const kept = (await under(pastPrefix(base, route))).flatMap(([, value]) =>
    isSnapshot(value) ? value : [],
  );
  const [last, before] = kept.filter(({ at }: Snapshot) => at <= time).reverse();
  return { restored: true, ...(last && { last }), ...(before && { before }) };
}

/** The moment of this browser's history at a time: what was known then, and nothing that came later. */
async function fromHistory(spec: Spec, { base, interval, at = '', own }: Wanted): Promise<Known> {
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new Error(`at="${at}" is not a time such as 2026-03-21T05:40Z.`);
  if (!base) throw new Error('Without a usable api-base there is no history to show.');
  const known = await remembered(spec, base, interval, own);
  const past = <T extends { at: number }>(list: readonly T[] | undefined): T[] =>
    (list ?? []).filter((entry) => entry.at <= time);
  const routes = await Promise.all(
    routesOf(spec).map(async (route) => [route, await upTo(base, route, time)] as const),
  );
  if (routes.length > 0 && routes.every(([, { last }]) => !last))
    throw new Error(`This browser kept nothing of ${base} up to ${at}.`);
  return {
    ...known,
    now: time,
    routes: Object.fromEntries(routes),
    logs: Object.fromEntries(
      Object.entries(known.logs).map(([name, samples]) => [name, past<Sample>(samples)]),
    ),
    records: Object.fromEntries(Object.entries(known.records).map(([name, deeds]) => [name, past(deeds)])),
  };
}

/**
 * Finds a recorded moment: of a pack, or of this browser's own history.
 * @throws {Error} with a sentence that names what was wrong and, for an attribute, what would be right
 */
export const recall = (spec: Spec, wanted: Wanted): Promise<Known> =>
  wanted.pack === undefined ? fromHistory(spec, wanted) : fromPack(wanted.pack);
