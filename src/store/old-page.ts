import { isObject } from '../api/kinds.ts';
import { maskKeptText } from '../api/mask.ts';
import { plural } from '../domain/format/values.ts';
import { under } from './database.ts';
import { importedKey } from './store-keys.ts';
import { isMark, mergeEntries, mergeLog } from './merge.ts';
import { isOldKey, OLD_KEYS } from './old-keys.ts';
import { governance, incident, latency, todo } from './old-shapes.ts';
import { recordKey } from './records.ts';
import { Account } from './import-report.ts';
import { Stamper } from './old-stamper.ts';
import { objection } from './weigh.ts';
import type { SharedStore } from './shared-store.ts';
import type { Convert, OldPageEvent } from './old-shapes.ts';
import type { Sample } from './logs.ts';

/** The version of the file that the snippet saves. */
export const OLD_VERSION = 1;

/** What a key of the older page becomes: samples of a log, or events of a record. */
interface Conversion {
  log?: string;
  record?: string;
  each: Convert;
}

/** Every key that the older page is known to have kept. Those without a conversion are kept as they were. */
const KEYS: Readonly<Record<string, Conversion | undefined>> = {
  sd_latency_log: { log: 'sd_latency_log', each: latency },
  sd_todos: { record: 'mc-todos', each: todo },
  sd_gov_actions: { record: 'mc-governance-actions', each: governance },
  sd_fleet_cache: undefined,
  sd_dynamo_status: undefined,
  sd_audit_cache: undefined,
  sd_cert_rate_log: undefined,
  sd_activity_baseline: undefined,
  sd_invocation_log: undefined,
  sd_cold_starts: undefined,
  sd_ses_rate_log: undefined,
  sd_ses_events: undefined,
  sd_deployment_log: undefined,
  sd_sandbox_exit_checklist: undefined,
  missionControlMemoryLog: undefined,
  missionControlAnomalyLog: undefined,
  missionControlEnvVarSnapshotV1: undefined,
};

/** How a list of incidents may have been named: the older page's text shows that it kept some, not under which key. */
const INCIDENT_KEYS = /incident(?:s|_?log)$/i;

/** What a key becomes; `undefined` where it is kept as it was. */
const conversionOf = (key: string): Conversion | undefined =>
  Object.hasOwn(KEYS, key)
    ? KEYS[key]
    : INCIDENT_KEYS.test(key)
      ? { record: 'mc-incident-escalation', each: incident }
      : undefined;

/** The text of a key as it is kept: what an operator wrote as it was written, anything else masked. */
export const keptText = (key: string, text: string): string =>
  conversionOf(key)?.record === undefined ? maskKeptText(text) : text;

/** What an operator runs on the console of an older page that has another origin: it saves a file to import here. */
export const SNIPPET = `(() => {
  const items = Object.fromEntries(Object.entries(localStorage).filter(([key]) => ${String(OLD_KEYS)}.test(key)));
  const file = new Blob([JSON.stringify({ mission_control_old_page: ${OLD_VERSION}, items })], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = 'mission-control-old-page.json';
  link.click();
})();`;

/** What became of one key of the older page. */
export interface OldReport {
  key: string;
  /** How many of its entries were taken, and how many could not be read. */
  taken: number;
  skipped: number;
  /** Whether its text is kept as it was. */
  verbatim: boolean;
  /** All of this in one sentence. */
  sentence: string;
}

/** What is kept of a key of the older page, so that it is imported once and nothing of it is lost. */
interface OldText extends Omit<OldReport, 'key' | 'verbatim'> {
  text: string;
}

/** The older page's items in a storage; none where it throws. */
export function oldItems(storage: () => Storage): Record<string, string> {
  try {
    const items = storage();
    const keys = Array.from({ length: items.length }, (_, n) => items.key(n) ?? '').filter(isOldKey);
    return Object.fromEntries(keys.map((key) => [key, items.getItem(key) ?? '']));
  } catch {
    return {};
  }
}

/** Members that the older page may have kept its list under. */
const LISTS = ['entries', 'items', 'todos', 'actions', 'log', 'list', 'history', 'samples', 'data', 'queue'];

/** The entries in a parsed text, each with the name that it stood under; `undefined` where there is no list. */
function entriesIn(raw: unknown): [entry: unknown, name?: string][] | undefined {
  if (Array.isArray(raw)) return raw.map((entry: unknown) => [entry]);
  if (!isObject(raw)) return undefined;
  const list = LISTS.map((name) => raw[name]).find(Array.isArray);
  if (list) return list.map((entry: unknown) => [entry]);
  return Object.entries(raw).flatMap(([name, inner]): [unknown, string][] =>
    Array.isArray(inner) ? inner.map((entry: unknown) => [entry, name]) : [[inner, name]],
  );
}

interface Made {
  samples: Sample[];
  events: OldPageEvent[];
  taken: number;
  skipped: number;
}

/** Latest that a time may lie after now, in ms: clocks differ, but not by more. */
const DAY = 86_400_000;
/** Longest single entry, in characters. */
const LONGEST = 200_000;

/** Converts each entry by itself; `undefined` where the text is no list of entries. */
function convert(text: string, { each }: Conversion, now: number): Made | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const entries = entriesIn(raw);
  if (!entries) return undefined;
  const made: Made = { samples: [], events: [], taken: 0, skipped: 0 };
  for (const [entry, name] of entries) {
    const { samples = [], events = [] } = objection(entry, LONGEST) ? {} : (each(entry, name) ?? {});
    const times = [...samples, ...events].flatMap(({ at }) => at ?? []);
    if (samples.length + events.length === 0 || times.some((at) => at > now + DAY)) {
      made.skipped += 1;
      continue;
    }
    made.taken += 1;
    made.samples.push(...samples);
    made.events.push(...events);
  }
  return made;
}

/** What is said of a key. */
function sentenceOf(key: string, converted: boolean, made: Made | undefined): string {
  if (!converted) return `${key}: kept as it was; nothing shows it in this version.`;
  if (!made) return `${key}: it holds no list that can be read, and is kept as it was.`;
  const skipped = made.skipped > 0 ? `, ${plural(made.skipped, 'entry', 'entries')} could not be read` : '';
  return `${key}: ${plural(made.taken, 'entry', 'entries')} read${skipped}; its text is kept as it was.`;
}

/** What was read of the older page for a base, by its key: also what was let go since. */
export async function importedOld(base: string): Promise<Map<string, unknown>> {
  const prefix = importedKey(base, '');
  const found = await under(prefix);
  return new Map(found.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** The report that was kept with a text of the older page. */
export function reportOf(key: string, value: unknown): OldReport | undefined {
  if (!isObject(value)) return undefined;
  const { taken, skipped, sentence } = value;
  if (typeof sentence !== 'string') return undefined;
  return {
    key,
    taken: Number(taken) || 0,
    skipped: Number(skipped) || 0,
    verbatim: !isMark(value),
    sentence,
  };
}

async function importItem(
  store: SharedStore,
  base: string,
  key: string,
  text: string,
  now: number,
  account: Account,
): Promise<OldReport> {
  const conversion = conversionOf(key);
  const made = conversion && convert(text, conversion, now);
  const { log, record } = conversion ?? {};
  const before = account.failures;
  if (made && log) await mergeLog(store, base, log, made.samples, account);
  if (made && record) {
    const prefix = recordKey(base, record);
    const known = await under(prefix).catch(() => []);
    const stamper = new Stamper(
      known.map(([each]) => each.slice(prefix.length)),
      now,
    );
    const events = made.events.map((event) => stamper.stamp(event));
    const entries = events.map((event): [string, unknown] => [prefix + event.id, event]);
    await mergeEntries(store, prefix, 'record', entries, account);
  }
  const sentence = sentenceOf(key, conversion !== undefined, made);
  const { taken = 0, skipped = 0 } = made ?? {};
  const whole: OldText = { text: keptText(key, text), taken, skipped, sentence };
  // Where something could not be saved, it is not done: the next visit tries again.
  const failed = account.failures > before;
  if (!failed)
    await mergeEntries(store, importedKey(base, ''), 'imported', [[importedKey(base, key), whole]], account);
  const saved = !failed && account.failures === before;
  return {
    key,
    taken: saved ? taken : 0,
    skipped,
    verbatim: saved,
    sentence: saved ? sentence : `${key}: it could not be saved here.`,
  };
}

/**
 * Takes up items of the older page's localStorage: what can be read becomes samples and events, and every text is kept as
 * it was beside. Taking the same items again changes nothing.
 * @param now server time of the base, in ms since 1970 UTC
 */
export async function importOld(
  store: SharedStore,
  base: string,
  items: Readonly<Record<string, string>>,
  now: number,
): Promise<{ reports: OldReport[]; account: Account }> {
  const account = new Account();
  const reports: OldReport[] = [];
  for (const [key, text] of Object.entries(items)) {
    if (isOldKey(key) && key.length <= 200 && !objection(text, 6_000_000))
      reports.push(await importItem(store, base, key, text, now, account));
    else account.leave('not a key of the older page, or too large', key);
  }
  return { reports, account };
}

/** Takes up those items that were never taken up for this base. Rejects where the database cannot be read. */
export async function importOldOnce(
  store: SharedStore,
  base: string,
  items: Readonly<Record<string, string>>,
  now: number,
): Promise<OldReport[]> {
  if (Object.keys(items).length === 0) return [];
  const done = await importedOld(base);
  const left = Object.entries(items).filter(([key]) => !done.has(key));
  return (await importOld(store, base, Object.fromEntries(left), now)).reports;
}
