import { isObject } from '../api/kinds.ts';
import { mask, maskAnswer, maskKept, rootOf } from '../api/mask.ts';
import { routes } from '../api/routes.ts';
import { count, plural } from '../domain/format/values.ts';
import { entryOf } from './store-keys.ts';
import { EXPORT_VERSION } from './export.ts';
import { isSample } from './logs.ts';
import { mergeEntries, mergeLog } from './merge.ts';
import { importOld, keptText, OLD_VERSION } from './old-page.ts';
import { maskPatch } from './patch-mask.ts';
import { misfitOf } from './event-log.ts';
import { eventFrom } from './records.ts';
import { Account, refusal } from './import-report.ts';
import { objection } from './weigh.ts';
import { EPOCH } from './writing.ts';
import type { EventLog } from './event-log.ts';
import type { Entry, EntryKind } from './store-keys.ts';
import type { SharedStore } from './shared-store.ts';
import type { Sample } from './logs.ts';
import type { Report } from './import-report.ts';

/** What an import has to know that the store does not. */
export interface ImportOptions {
  /** The base that texts of the older page belong to. */
  base: string;
  /** Server time of a base, in ms since 1970 UTC. */
  now: (base: string) => number;
  /** What each log of operators' events may hold; what is under another name is another card's, and is taken as it is. */
  events: readonly EventLog[];
  /** For each log, whether a thing with a time is one of its samples. */
  logs: Readonly<Record<string, (sample: Record<string, unknown>) => boolean>>;
  /** Masks a recorded moment. */
  pack: (raw: Record<string, unknown>) => unknown;
}

/** What an import leaves behind. */
export interface Imported extends Report {
  /** The text of the shell's settings in the file, for the shell to judge. */
  settings?: string;
}

/** The largest file that is read, in bytes: no engine has a text that is much longer. */
const LARGEST_FILE = 400_000_000;

/** Longest single values, in characters; an event is something that a person wrote. */
const LONGEST = 6_000_000;
const LONGEST_DEED = 200_000;
const LONGEST_SETTINGS = 200_000;

/** No sample is older than this, nor newer than a day from now: clocks differ, but not by more. */
const EARLIEST = Date.UTC(2000, 0);
const DAY = 86_400_000;

const isRoute = (name: string): boolean => Object.hasOwn(routes, name);

/** A value that is not taken, and why. */
class LeftOut {
  constructor(readonly why: string) {}
}

const NO_ANSWER = new LeftOut('not an answer of the Beak API with its time');

type Judge = (
  value: unknown,
  entry: Entry,
  isTime: (at: unknown) => boolean,
  options: ImportOptions,
) => unknown;

const snapshot: Judge = (value, { name }, isTime) =>
  isRoute(name) && isObject(value) && isObject(value['json']) && isTime(value['at'])
    ? {
        // A file may have been edited by hand: what came from a backend is masked again.
        json: maskAnswer(name, value['json']),
        at: value['at'],
        ...(isTime(value['made']) && { made: value['made'] }),
      }
    : NO_ANSWER;

/** How a value of each kind is judged, all but logs: it comes back as it will be kept, or left out. */
const JUDGES: Readonly<Record<Exclude<EntryKind, 'log'>, Judge>> = {
  snapshot,
  visit: snapshot,
  past: (value, entry, isTime, options) => {
    if (!isObject(value) || String(value['at']) !== entry.part) return NO_ANSWER;
    const { until, after, patch } = value;
    const seen = isTime(until) ? { until } : {};
    const whole = 'json' in value ? snapshot(value, entry, isTime, options) : undefined;
    if (whole) return isObject(whole) && !(whole instanceof LeftOut) ? { ...whole, ...seen } : whole;
    const clean = maskPatch(patch, rootOf(entry.name));
    if (!clean || !isRoute(entry.name) || !isTime(value['at']) || !isTime(after)) return NO_ANSWER;
    const { at, made } = value;
    return { at, ...(isTime(made) && { made }), ...seen, after, patch: clean };
  },
  // What an operator wrote stays as it was written.
  record: (value, { name, part }, isTime, { events }) => {
    const event = eventFrom(value);
    if (!event || event.id !== part || !/^[\w.-]{1,100}$/.test(event.id) || !isTime(event.at))
      return new LeftOut('not an event with its id and time');
    const log = events.find((each) => each.name === name);
    // A type of another build stays for that build; here the card says that it cannot be read.
    const why = log && Object.hasOwn(log.events, event.type) ? misfitOf(log, event) : undefined;
    return why === undefined ? event : new LeftOut(`not an event of ${log?.title}: ${why}`);
  },
  imported: (value, { name }) => {
    if (!isObject(value) || (typeof value['text'] !== 'string' && value['cleared'] !== true))
      return new LeftOut('not a text of the older page');
    return typeof value['text'] === 'string' ? { ...value, text: keptText(name, value['text']) } : value;
  },
  packs: (value, { name }, _, { pack }) =>
    isObject(value) && 'mission_control_pack' in value && name.length <= 300
      ? pack(value)
      : new LeftOut('not a recorded moment'),
  aside: (value, { name }) => (name.length <= 1000 ? maskKept(value) : new LeftOut('its name is too long')),
  mode: () => new LeftOut('a mode belongs to the browser that it was set in'),
  skew: () => new LeftOut('a clock’s offset belongs to the machine that it was measured on'),
};

/** The log of environment variables holds their names: a value never travels. */
const withoutValues = (sample: unknown): unknown =>
  isObject(sample) && Array.isArray(sample['names'])
    ? { ...sample, names: mask(sample['names'], 'env') }
    : sample;

interface Log {
  base: string;
  name: string;
  samples: Sample[];
}

/** Sorts the entries of a file by what they are; what cannot be taken is accounted for. */
function sift(
  entries: Record<string, unknown>,
  options: ImportOptions,
  account: Account,
): { logs: Map<string, Log>; groups: Map<string, { kind: EntryKind; entries: [string, unknown][] }> } {
  const { now, logs: kinds } = options;
  const logs = new Map<string, Log>();
  const groups = new Map<string, { kind: EntryKind; entries: [string, unknown][] }>();
  for (const [key, value] of Object.entries(entries)) {
    // An export of an older build holds what the other database was known by.
    if (key === EPOCH) continue;
    const entry = entryOf(key);
    if (!entry) {
      account.leave('its name is none of this version’s', key);
      continue;
    }
    const { kind, base, name, part } = entry;
    const isTime = (at: unknown): boolean =>
      typeof at === 'number' && at >= EARLIEST && at <= now(base) + DAY;
    const against = objection(value, kind === 'record' ? LONGEST_DEED : LONGEST);
    if (against) {
      account.leave(against, key);
    } else if (kind === 'past' && part === undefined) {
      // It is made anew from what is then kept.
    } else if (kind !== 'log') {
      const judged = JUDGES[kind](value, entry, isTime, options);
      if (judged instanceof LeftOut) {
        account.leave(judged.why, key);
        continue;
      }
      const prefix = base ? `1/${base}/${kind}/` : `1/${kind}/`;
      const group = groups.get(prefix) ?? { kind, entries: [] };
      group.entries.push([key, judged]);
      groups.set(prefix, group);
    } else if (part === undefined) {
      // An index is made anew from what the log then holds.
    } else if (!Object.hasOwn(kinds, name) || !Array.isArray(value)) {
      account.leave('not a log of this version', key);
    } else {
      const log = logs.get(`${base} ${name}`) ?? { base, name, samples: [] };
      logs.set(`${base} ${name}`, log);
      for (const raw of value) {
        const sample = withoutValues(mask(raw));
        if (isObject(sample) && isSample(sample) && isTime(sample.at) && kinds[name]?.(sample))
          log.samples.push(sample);
        else account.leave('not a sample of its log', key);
      }
    }
  }
  return { logs, groups };
}

/** What an operator wrote comes first: where there is room for a part only, it is that. */
const ORDER: readonly EntryKind[] = ['record', 'imported', 'packs', 'snapshot', 'visit', 'past', 'aside'];

async function importEntries(
  store: SharedStore,
  file: Record<string, unknown>,
  options: ImportOptions,
): Promise<Imported> {
  const account = new Account();
  const { entries, settings } = file;
  if (!isObject(entries)) return refusal('This export holds no entries. Nothing was taken.');
  const { logs, groups } = sift(entries, options, account);
  for (const kind of ORDER)
    for (const [prefix, group] of groups)
      if (group.kind === kind) {
        await mergeEntries(store, prefix, kind, group.entries, account);
        if (kind === 'past') store.put(`${prefix}index`, undefined);
      }
  for (const { base, name, samples } of logs.values()) await mergeLog(store, base, name, samples, account);
  const { incomplete } = file;
  if (typeof incomplete === 'string')
    account.notes.push('The file says of itself that it is incomplete: the database could not be read then.');
  return {
    ...account.report,
    ...(typeof settings === 'string' && settings.length <= LONGEST_SETTINGS && { settings }),
  };
}

/** Whether a text that cannot be parsed at least begins as our files do. */
const beginsAsOurs = (text: string): boolean =>
  /^\s*\{\s*"mission_control_(export|old_page)"/.test(text.slice(0, 200));

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** Reports on the texts of the older page in one report. */
async function importOldFile(
  store: SharedStore,
  items: Record<string, unknown>,
  { base, now }: ImportOptions,
): Promise<Report> {
  const texts = Object.entries(items).filter((item): item is [string, string] => typeof item[1] === 'string');
  const { reports, account } = await importOld(store, base, Object.fromEntries(texts), now(base));
  const others = Object.keys(items).length - texts.length;
  if (others > 0) account.notes.push(`${plural(others, 'item')} of the file is no text and was left out.`);
  const { report } = account;
  return { ...report, notes: [...report.notes, ...reports.map(({ sentence }) => sentence)] };
}

/**
 * Takes up a file: an export, or what the older page's snippet has saved. All that fits is merged with what is kept, and
 * nothing that is kept is lost; what does not fit is left out, with the reason. Never rejects.
 */
export async function importText(
  store: SharedStore,
  text: string,
  options: ImportOptions,
): Promise<Imported> {
  const file = parse(text);
  if (file === undefined)
    return refusal(
      beginsAsOurs(text)
        ? 'The file breaks off or was damaged, so it cannot be read. Nothing was taken.'
        : 'The file is not JSON, so it is not an export of Mission Control. Nothing was taken.',
    );
  if (!isObject(file)) return refusal('The file is not an export of Mission Control. Nothing was taken.');
  if ('mission_control_pack' in file)
    return refusal('This file is a recorded moment: open it as a pack instead. Nothing was taken.');
  const isOld = 'mission_control_old_page' in file;
  const version = file[isOld ? 'mission_control_old_page' : 'mission_control_export'];
  const ours = isOld ? OLD_VERSION : EXPORT_VERSION;
  if (!Number.isSafeInteger(version) || Number(version) < 1)
    return refusal('The file is not an export of Mission Control. Nothing was taken.');
  if (Number(version) > ours)
    return refusal(
      `The file was written by a newer version (${count(Number(version))}); this page reads up to version ${ours}. Nothing was taken.`,
    );
  if (!isOld) return importEntries(store, file, options);
  return isObject(file['items'])
    ? importOldFile(store, file['items'], options)
    : refusal('This file of the older page holds no items. Nothing was taken.');
}

/** Takes up a file that an operator chose, if it can be read: see {@link importText}. Never rejects. */
export async function importFile(store: SharedStore, file: Blob, options: ImportOptions): Promise<Imported> {
  if (file.size > LARGEST_FILE)
    return refusal(`The file is larger than ${LARGEST_FILE / 1e6} MB. Nothing was taken.`);
  const text = await file.text().catch(() => undefined);
  return text === undefined
    ? refusal('The file could not be read; it may have been moved or changed. Nothing was taken.')
    : importText(store, text, options);
}
