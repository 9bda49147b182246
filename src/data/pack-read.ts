import { integer, flag, isObject, list, number, oneOf, read, text } from '../api/kinds.ts';
import { mask, maskAnswer, maskEntry, maskKept, maskText } from '../api/mask.ts';
import { routes as table } from '../api/routes.ts';
import { NO_FILE } from '../domain/format/markdown-lines.ts';
import { readDeployLog } from '../domain/release/deploy-log.ts';
import { eventsIn } from '../store/records.ts';
import { isSample } from '../store/logs.ts';
import { logShapes } from './log-shapes.ts';
import { pastFrom } from './pack-past.ts';
import { fileOf } from './markdown-file.ts';
import { siteFields } from './site-fields.ts';
import { NO_SITE } from './site-state.ts';
import type { ApiState, PageCard } from './card-data.ts';
import type { LogName } from './samples.ts';
import type { PackPast } from './pack-past.ts';
import type { Sample } from '../store/logs.ts';
import type { Failing, RouteState } from './state.ts';
import type { Site, SiteFile } from './site-state.ts';

/** A pack that was read: a moment, and what of it had no room. */
export interface Opened extends ApiState {
  page: PageCard[];
  /** What was answered before. */
  past: PackPast;
  /** Names of what is not in it in full. */
  cut: string[];
}

/**
 * The version of a pack. Until version 1 the `type` of an event was called `did`, the `message` of a failure `said`, and the
 * `stateKey` of a card `own`.
 */
export const PACK_VERSION = 2;
/** Longest text of a pack, in characters: four times what any page makes. */
const LONGEST = 20_000_000;
/** No moment lies before or after these, in ms since 1970 UTC. */
const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2200, 0);
/** Most cards of a page. */
const MOST_CARDS = 300;
const isTime = (raw: unknown): raw is number => typeof raw === 'number' && Math.abs(raw) <= LATEST;

const kinds = oneOf('timeout', 'offline', 'network', 'http', 'not-json', 'not-contract', 'no-token');

/** Words of lower-case letters, and names, that can hide nothing; a log says the same few again and again. */
const plainWords = new Set<unknown>();
const names = new Set<unknown>();
const isPlain = (text: unknown, seen: Set<unknown>, look: RegExp): boolean => {
  if (seen.has(text)) return true;
  const plain = typeof text === 'string' && look.test(text);
  if (plain) seen.add(text);
  return plain;
};

/** Whether an entry holds figures and plain words only, as most samples do. */
function hidesNothing(entry: object): boolean {
  // What was parsed from JSON has own members only.
  for (const name in entry) {
    const value: unknown = entry[name as keyof typeof entry];
    if (!isPlain(name, names, /^[A-Za-z_]{1,20}$/)) return false;
    if (typeof value !== 'number' && value !== true && !isPlain(value, plainWords, /^[a-z-]{1,20}$/))
      return false;
  }
  return true;
}

/** A sample or an event, masked; one that hides nothing is taken as it is. */
const cleaned = <T extends object>(entry: T): T => (hidesNothing(entry) ? entry : maskEntry(entry));

function failingFrom(raw: Record<string, unknown>, message: string): Failing {
  const status = integer(raw['status']);
  const at = isTime(raw['at']) ? raw['at'] : 0;
  return {
    kind: kinds(raw['kind']) ?? 'network',
    ...(status !== undefined && { status }),
    message: maskText(message),
    at,
    since: isTime(raw['since']) ? raw['since'] : at,
    count: integer(raw['count']) ?? 1,
  };
}

/** A state as it was: whatever does not fit is left out. */
function stateFrom(raw: unknown, route: string): RouteState {
  const state: RouteState = { restored: true };
  if (!isObject(raw)) return state;
  for (const name of ['last', 'before', 'visit'] as const) {
    const snapshot = raw[name];
    if (!isObject(snapshot) || !isTime(snapshot['at'])) continue;
    const { json, at, made } = snapshot;
    // Of the probe, that it answered is all there is.
    if (!isObject(json) && route !== 'beak') continue;
    // A pack may have been edited by hand: it is masked like any answer.
    state[name] = { json: maskAnswer(route, json), at, ...(isTime(made) && { made }) };
  }
  const { failing } = raw;
  // As version 1 of a pack has it.
  const message = isObject(failing) ? (failing['message'] ?? failing['said']) : undefined;
  if (isObject(failing) && typeof message === 'string') state.failing = failingFrom(failing, message);
  return state;
}

const membersOf = (raw: unknown): [string, unknown][] => Object.entries(isObject(raw) ? raw : {});
const listed = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : []);
const inTime = <T extends { at: number }>(entries: readonly T[]): T[] =>
  entries.filter(({ at }) => isTime(at)).sort((a, b) => a.at - b.at);

/** The samples of a log that are its samples: cards trust what a log holds. */
function logFrom(name: string, raw: unknown): Sample[] {
  const fits = Object.hasOwn(logShapes, name) ? logShapes[name as LogName] : undefined;
  if (!fits) return [];
  // A sample is an object, and the shapes ask for its members by name.
  const isOne = (sample: unknown): sample is Sample =>
    isSample(sample) && fits(sample as unknown as Record<string, unknown>);
  return inTime(listed(raw).filter(isOne)).map(cleaned);
}

const pageCard = {
  tag: text,
  title: text,
  stateKey: text,
  // As version 1 of a pack has it.
  own: text,
  routes: list(oneOf('beak', 'metrics', 'status', 'audit')),
  files: flag,
  keeps: flag,
  at: number,
  stale: flag,
};

/** The cards of the page as they were. */
const pageFrom = (raw: unknown): PageCard[] =>
  (read(list(pageCard), mask(listed(raw).slice(0, MOST_CARDS))) ?? []).flatMap(
    ({
      tag,
      title = tag,
      own = tag,
      stateKey = own,
      routes = [],
      files = false,
      keeps = false,
      stale = false,
      at,
    }) =>
      tag && title && stateKey
        ? { tag, title, stateKey, routes, files, keeps, stale, ...(isTime(at) && { at }) }
        : [],
  );

/** The site as it was. It leads nowhere: nobody vouches for the links of a pack. */
function siteFrom(raw: unknown): Site {
  if (!isObject(raw)) return NO_SITE;
  const config = read(siteFields, mask(raw['config'])) ?? {};
  delete config.links;
  for (const contact of Object.values(config.contacts ?? {})) delete contact.runbook;
  const files: Site['files'] = {};
  // `Object.keys` forgets the names of the keys.
  for (const name of Object.keys(siteFields.files) as SiteFile[]) {
    const file = isObject(raw['files']) ? raw['files'][name] : undefined;
    if (isObject(file) && typeof file['text'] === 'string' && isTime(file['at']))
      files[name] = { ...fileOf(file['text']), at: file['at'] };
  }
  return {
    config,
    files,
    deploys: readDeployLog(files.deploy_log ?? NO_FILE),
    problems: [],
  };
}

/** An address as cards name their bases; empty for any other text. */
function baseFrom(raw: unknown): string {
  const url = typeof raw === 'string' ? URL.parse(raw) : null;
  return url && /^https?:$/.test(url.protocol) ? (url.origin + url.pathname).replace(/\/+$/, '') : '';
}

/**
 * Reads a pack of unknown origin. What does not fit is left out, and the rest counts.
 * @param name what it is called where it is refused
 * @throws {Error} with a sentence, where it is no pack that this build can read
 */
export function readPack(raw: unknown, name: string): Opened {
  if (!isObject(raw) || !('mission_control_pack' in raw))
    throw new Error(`${name} is not a pack of Mission Control.`);
  const { mission_control_pack: version, now, interval, pausedSince } = raw;
  if (!Number.isSafeInteger(version) || Number(version) < 1)
    throw new Error(`${name} is not a pack of Mission Control.`);
  if (Number(version) > PACK_VERSION)
    throw new Error(
      `The pack ${name} was written by a newer version (${Number(version)}); this page reads up to version ${PACK_VERSION}.`,
    );
  if (!isTime(now) || now < EARLIEST)
    throw new Error(`${name} is not a pack of Mission Control: it does not say which moment it shows.`);
  // Names of other versions stay out: no card asks for them.
  const routes = membersOf(raw['routes']).filter(([route]) => Object.hasOwn(table, route));
  return {
    base: baseFrom(raw['base']),
    now,
    interval: isTime(interval) && interval > 0 ? interval : 30_000,
    routes: Object.fromEntries(routes.map(([route, state]) => [route, stateFrom(state, route)])),
    logs: Object.fromEntries(membersOf(raw['logs']).map(([log, samples]) => [log, logFrom(log, samples)])),
    records: Object.fromEntries(
      membersOf(raw['records']).map(([record, events]) => [
        maskText(record),
        eventsIn(listed(events)).map(cleaned),
      ]),
    ),
    site: siteFrom(raw['site']),
    page: pageFrom(raw['page']),
    past: pastFrom(raw['past'], isTime),
    recorded: true,
    ...(isTime(pausedSince) && { pausedSince }),
    cut: listed(raw['cut']).flatMap((each) => (typeof each === 'string' ? maskText(each) : [])),
  };
}

/** A pack that is kept as it came, masked: what of it came from a backend as its answers are, and all the rest. */
export function maskPack({ routes, logs, past, ...rest }: Record<string, unknown>): unknown {
  // `maskKept` answers an object of an object.
  const others = maskKept(rest) as Record<string, unknown>;
  const states = membersOf(routes).map(([route, raw]) => {
    const state: Partial<RouteState> = stateFrom(raw, route);
    // It is of the page that shows a pack.
    delete state.restored;
    return [route, state];
  });
  const samples = membersOf(logs).map(([log, list]) => [log, listed(list).map((each) => maskEntry(each))]);
  return {
    ...others,
    ...(routes !== undefined && { routes: Object.fromEntries(states) as unknown }),
    ...(logs !== undefined && { logs: Object.fromEntries(samples) as unknown }),
    ...(past !== undefined && { past: pastFrom(past, isTime) }),
  };
}

/**
 * Reads the text of a pack.
 * @throws {Error} with a sentence, as {@link readPack}
 */
export function readPackText(text: string, name: string): Opened {
  if (text.length > LONGEST) throw new Error(`${name} is too large to be a pack of Mission Control.`);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new Error(`${name} is not a pack of Mission Control, or it was cut off on its way.`);
  }
  return readPack(raw, name);
}
