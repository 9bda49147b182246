import { mask, maskAnswer, maskEntry, maskFile, maskText } from '../api/mask.ts';
import { routes as table } from '../api/routes.ts';
import { fileNameOf } from '../domain/format/file-name.ts';
import { datedUntil } from '../store/event-log.ts';
import { entryOf } from '../store/store-keys.ts';
import { logKey, samplesIn } from '../store/logs.ts';
import { eventsIn } from '../store/records.ts';
import { History } from './past-chains.ts';
import { hub } from './hub.ts';
import { logShapes } from './log-shapes.ts';
import { PACK_VERSION } from './pack-read.ts';
import { pastFor } from './pack-past.ts';
import { isSnapshot, snapshotKey } from './state.ts';
import type { Route } from '../api/fields.ts';
import type { Sample } from '../store/logs.ts';
import type { OperatorEvent } from '../store/records.ts';
import type { ApiState, PageCard } from './card-data.ts';
import type { PackPast } from './pack-past.ts';
import type { Failing, RouteState } from './state.ts';
import type { Site, SiteFile } from './site-state.ts';

/** The files of the site as text, and when they were read. */
type PackFiles = Partial<Record<SiteFile, { text: string; at: number }>>;

/** A recorded moment as a file: everything known of one base, masked. */
export interface Pack {
  mission_control_pack: typeof PACK_VERSION;
  base: string;
  /** The moment, in server time (ms since 1970 UTC). */
  now: number;
  /** Polling interval in ms. */
  interval: number;
  /** The name of the environment, where the site has one. */
  environment?: string;
  routes: Partial<Record<Route, Omit<RouteState, 'restored' | 'due'>>>;
  /** Samples of the last 24 h, oldest first. */
  logs: Record<string, Sample[]>;
  /** Events by the name they are kept under, oldest first. */
  records: Record<string, OperatorEvent[]>;
  /** The configuration as `mission-control.json` has it, without its links, and the files. */
  site?: { config: unknown; files: PackFiles };
  page?: PageCard[];
  /** What was answered before. */
  past?: PackPast;
  /** Since when automatic polling was paused, in ms since 1970 UTC; absent where it was not. */
  pausedSince?: number;
  /** Names of what had no room in full: its oldest part is missing. */
  cut?: string[];
}

/** What a pack is made of, as far as the card that makes it knows. */
export interface Captured extends Pick<ApiState, 'base' | 'realm' | 'now' | 'interval' | 'routes' | 'site'> {
  pausedSince?: number | undefined;
}

const DAY = 24 * 3_600_000;
/** A moment this near to the present is the present, as it was last rendered, in ms. */
const LIVE_WITHIN = 60_000;
/** The room for each part, in bytes of JSON, so that a pack stays well under 5 MB. */
const ROOM = { routes: 800_000, logs: 1_800_000, records: 600_000, files: 300_000 };
/** Most entries of one log or record. */
const MOST = 12_000;

/** The times of the configuration, which its file has as texts. */
const TIMES = new Set(['from', 'until', 'as_of', 'site_deployed_at']);

const encoder = new TextEncoder();
const sizeOf = (value: unknown): number => encoder.encode(JSON.stringify(value)).length;

/**
 * The newest entries of lists that have room together; a short list leaves what it does not need to the longer ones.
 * @param room in bytes of JSON
 * @param cut takes the names of the lists that have lost something
 */
function newestOf<T>(
  lists: readonly (readonly [name: string, list: readonly T[]])[],
  room: number,
  cut: Set<string>,
): Record<string, T[]> {
  const sized = lists
    .map(([name, list]) => {
      const sizes = list.map((entry) => sizeOf(entry) + 1);
      return { name, list, sizes, whole: sizes.reduce((sum, size) => sum + size, 0) };
    })
    .sort((a, b) => a.whole - b.whole);
  let left = room;
  const chosen = sized.map(({ name, list, sizes }, index) => {
    const share = left / (sized.length - index);
    let from = list.length;
    let used = 0;
    for (; from > 0 && list.length - from < MOST; from -= 1) {
      const size = sizes[from - 1] ?? 0;
      if (used + size > share) break;
      used += size;
    }
    left -= used;
    if (from > 0) cut.add(name);
    return [name, list.slice(from)] as const;
  });
  return Object.fromEntries(chosen);
}

/** A failure without the advice, which is of its moment. */
function failingIn(failing: Failing): Failing {
  const kept = { ...failing, message: maskText(failing.message) };
  delete kept.advice;
  return kept;
}

/** The states of the routes; where there is no room for all, what came before goes first. */
function routesIn(states: ApiState['routes'], cut: Set<string>): Pack['routes'] {
  // `Object.entries` forgets the names of the keys.
  const all = Object.entries(states) as [Route, RouteState][];
  const kept: Pack['routes'] = {};
  for (const [route, { failing }] of all) kept[route] = failing ? { failing: failingIn(failing) } : {};
  let left = ROOM.routes;
  for (const name of ['last', 'before', 'visit'] as const)
    for (const [route, { [name]: snapshot }] of all) {
      if (!snapshot) continue;
      const { at, made } = snapshot;
      const whole = { json: maskAnswer(route, snapshot.json), at, ...(made !== undefined && { made }) };
      const size = sizeOf(whole);
      if (size > left) {
        cut.add(table[route].path);
        continue;
      }
      left -= size;
      kept[route] = { ...kept[route], [name]: whole };
    }
  return kept;
}

/** The configuration as its file has it: times as texts, and no link, for what a pack links to nobody vouches for. */
function configIn({ config: { links: _, ...config } }: Site): unknown {
  const text = JSON.stringify(config, (name, value: unknown) =>
    TIMES.has(name) && typeof value === 'number' ? new Date(value).toISOString() : value,
  );
  return mask(JSON.parse(text));
}

/** The files, each masked line by line; of one that is too long the first part. */
function filesIn({ files }: Site, cut: Set<string>): PackFiles {
  const kept: PackFiles = {};
  // `Object.entries` forgets the names of the keys.
  for (const [name, { text, at }] of Object.entries(files) as [SiteFile, { text: string; at: number }][]) {
    const room = ROOM.files / Object.keys(files).length;
    if (text.length > room) cut.add(name);
    kept[name] = { text: maskFile(text.slice(0, room)), at };
  }
  return kept;
}

/**
 * A moment as a pack, masked once more as a whole.
 * @param before names of what had no room already
 */
export function packOf(known: ApiState & { past?: PackPast }, before: readonly string[] = []): Pack {
  const { base, now, interval, site, page, past = {}, pausedSince } = known;
  const { environment } = site.config;
  const cut = new Set(before);
  const lately = Object.entries(known.logs).map(([name, samples]): [string, Sample[]] => [
    name,
    // Each log has samples of a type of its own; here only their times count.
    (samples as Sample[]).filter(({ at }) => at > now - DAY && at <= now).map(maskEntry),
  ]);
  const events = Object.entries(known.records).map(([name, list = []]): [string, OperatorEvent[]] => [
    maskText(name),
    list.filter(({ at }) => at <= now).map(maskEntry),
  ]);
  const pack: Pack = {
    mission_control_pack: PACK_VERSION,
    base: maskText(base),
    now,
    interval,
    ...(environment !== undefined && { environment: maskText(environment) }),
    routes: routesIn(known.routes, cut),
    logs: newestOf(lately, ROOM.logs, cut),
    records: newestOf(events, ROOM.records, cut),
    site: { config: configIn(site), files: filesIn(site, cut) },
    ...(page && { page: page.map(maskEntry) }),
    ...(Object.keys(past).length > 0 && { past }),
    ...(pausedSince !== undefined && { pausedSince }),
  };
  return cut.size > 0 ? { ...pack, cut: [...cut] } : pack;
}

/** The last good answer that this browser kept of a route which the card knows nothing of. */
async function keptState(realm: string, route: Route): Promise<RouteState | undefined> {
  const last = await hub().store.get(snapshotKey(realm, route));
  return isSnapshot(last) ? { restored: true, last } : undefined;
}

/**
 * Everything that this browser keeps of operators' events on a base, by name.
 * @param present when given, what is stamped later was stamped by a clock that has been set back since, and counts as of then
 */
async function recordsOf(realm: string, present: number | undefined): Promise<ApiState['records']> {
  const found = new Map<string, unknown[]>();
  for (const [key, value] of await hub().store.under(`1/${realm}/record/`)) {
    const entry = entryOf(key);
    // A longer base may begin alike.
    if (entry?.kind !== 'record' || entry.base !== realm) continue;
    found.set(entry.name, [...(found.get(entry.name) ?? []), value]);
  }
  return Object.fromEntries(
    [...found].map(([name, values]) => {
      const events = eventsIn(values);
      return [name, present === undefined ? events : [...datedUntil(events, present)]];
    }),
  );
}

/**
 * Captures everything known of one base: what the card knows of the routes and the site, and all that this browser
 * keeps, read or not by a card of this page. Never rejects: what cannot be read is missing.
 */
export async function capture({
  base,
  realm = base,
  now,
  interval,
  routes,
  site,
  pausedSince,
}: Captured): Promise<Pack> {
  const { store, page } = hub();
  // What was answered lately may wait to be written.
  await store.flush();
  // `Object.keys` forgets the names of the keys.
  const names = Object.keys(table) as Route[];
  const isLive = !hub().timeTravel && Math.abs(hub().clock(base).now() - now) < LIVE_WITHIN;
  const [states, logs, records] = await Promise.all([
    Promise.all(
      names.map(async (route) => {
        const state = routes[route];
        const known = state?.last ? undefined : await keptState(realm, route);
        return [route, { restored: true, ...known, ...state }] as const;
      }),
    ),
    Promise.all(
      Object.keys(logShapes).map(async (log) => {
        const chunks = await store.under(logKey(realm, log));
        return [log, samplesIn(chunks.map(([, chunk]) => chunk))] as const;
      }),
    ),
    recordsOf(realm, isLive ? now : undefined),
  ]);
  const known: ApiState = {
    base,
    now,
    interval,
    routes: Object.fromEntries(states),
    logs: Object.fromEntries(logs),
    records,
    site,
    page,
    ...(pausedSince !== undefined && { pausedSince }),
  };
  const cut = new Set<string>();
  const past = await pastFor(await new History(realm).read(), known, cut);
  return packOf({ ...known, past }, [...cut]);
}

/** The name of a file of a moment: `handoff-2026-03-21-0540Z.json`. @param now ms since 1970 UTC */
export const fileName = (now: number, ending: 'json' | 'md'): string => fileNameOf('handoff', now, ending);
