import { count, stamp } from '../format/values.ts';

type Maybe<T> = T | undefined;

/** What a rule needs of a line of the audit; `timestamp` in ms since 1970-01-01 UTC. */
export interface AuditLine {
  event_type?: Maybe<string>;
  timestamp?: Maybe<number>;
}

/** The audit as the backend tells it, in whatever order; times in ms since 1970-01-01 UTC. */
export interface Audit {
  entries: readonly AuditLine[];
  covers_from?: Maybe<number>;
  truncated?: Maybe<boolean>;
}

export type Category = 'signups' | 'certs' | 'pecks' | 'reports' | 'mails';

/** The event types of each category; of several lists the first of which anything was seen. Source: the contract. */
const CATEGORIES: Record<Category, readonly [readonly string[], ...(readonly string[])[]]> = {
  signups: [['duck.signup']],
  certs: [['duck.cert_issued'], ['duck.hatched']],
  pecks: [['duck.peck_requested']],
  reports: [['duck.reported']],
  mails: [['duck.cert_emailed', 'duck.signup']],
};

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** So far ahead (ms) an entry is put down to two clocks, and counts as of now; one further ahead is not counted. */
const AHEAD = 60_000;

/** How many there were of something in a window that ends now. */
export interface Counted {
  /** `undefined` where the list holds none of any age: the backend does not emit it. */
  count: Maybe<number>;
  /** Since when the list is whole (ms since 1970 UTC), where that is not the whole window: there may be more. */
  since: Maybe<number>;
  /** Length of the window in ms. */
  window: number;
}

/** An entry's age in ms, never below zero; `undefined` where it has no time, or one that lies in the future. */
function ageOf({ timestamp }: AuditLine, now: number): Maybe<number> {
  if (timestamp === undefined || !happened(timestamp, now)) return undefined;
  return Math.max(0, now - timestamp);
}

/** Whether a time (ms since 1970 UTC) can be that of something that has happened. */
export const happened = (at: number, now: number): boolean => at <= now + AHEAD;

/** The event types that stand for a category in this list: for certificates the hatchings, where none is told. */
export function typesOf(category: Category, entries: readonly AuditLine[]): readonly string[] {
  const lists = CATEGORIES[category];
  return lists.find((types) => ofTypes(entries, types).length > 0) ?? lists[0];
}

/** The entries of some event types. */
export const ofTypes = <E extends AuditLine>(entries: readonly E[], types: readonly string[]): E[] =>
  entries.filter(({ event_type }) => event_type !== undefined && types.includes(event_type));

/** Every entry of a category, or of given event types, of whatever age. */
const seenOf = ({ entries }: Audit, what: Category | readonly string[]): AuditLine[] =>
  ofTypes(entries, typeof what === 'string' ? typesOf(what, entries) : what);

/**
 * Since when the list is whole, where it may lack something of a window that ends now; `undefined` where it lacks
 * nothing. A list that is cut, or does not say what it covers, is whole since its oldest entry; one with an entry that
 * cannot be read is not even whole within the window.
 */
export function wholeSince(
  { entries, covers_from, truncated }: Audit,
  now: number,
  window = DAY,
): Maybe<number> {
  // What cannot be read may be of the window, and of any type.
  const whole = entries.some(unreadable) ? now - window : undefined;
  if (covers_from !== undefined && !truncated)
    return covers_from > now - window + AHEAD ? Math.min(covers_from, now) : whole;
  const oldest = Math.max(...entries.flatMap((entry) => ageOf(entry, now) ?? []));
  return oldest >= 0 && oldest < window ? now - oldest : whole;
}

/** Whether it cannot be told of an entry what happened, or when. */
const unreadable = ({ event_type, timestamp }: AuditLine): boolean =>
  event_type === undefined || timestamp === undefined;

/**
 * Counts a category, or given event types, in a window that ends now: an entry as old as the window is out of it.
 * @param now ms since 1970 UTC: of a kept answer the time it was made, for it knows of nothing later
 */
export function counted(
  audit: Audit,
  what: Category | readonly string[],
  now: number,
  window = DAY,
): Counted {
  const seen = seenOf(audit, what);
  const within = seen.filter((entry) => (ageOf(entry, now) ?? Infinity) < window);
  return {
    // One that does not say what it is may be of those that are counted.
    count: seen.length > 0 || audit.entries.some(({ event_type }) => !event_type) ? within.length : undefined,
    since: wholeSince(audit, now, window),
    window,
  };
}

/** How many entries have no usable time, or one that lies in the future: no window holds them. */
export const untimed = (entries: readonly AuditLine[], now: number): number =>
  entries.filter((entry) => ageOf(entry, now) === undefined).length;

/**
 * The counts of the last hours, oldest first, for a sparkline; the last one ends now. An hour that the list does not
 * reach, or any of what is not emitted, is `undefined`: nobody knows it to be zero.
 */
export function hourly(
  audit: Audit,
  what: Category | readonly string[],
  now: number,
  hours = 24,
): Maybe<number>[] {
  const seen = seenOf(audit, what);
  const since = seen.length > 0 ? (wholeSince(audit, now, hours * HOUR) ?? -Infinity) : Infinity;
  const ages = seen.flatMap((entry) => ageOf(entry, now) ?? []);
  return Array.from({ length: hours }, (_, index) => {
    const from = (hours - 1 - index) * HOUR;
    if (now - from < since) return undefined;
    const n = ages.filter((age) => age >= from && age < from + HOUR).length;
    return n === 0 && audit.entries.some(unreadable) ? undefined : n;
  });
}

/** A count as words: `12`, `at least 12 since 05:40 UTC`, `not emitted by the backend`. @param tz an IANA name */
export function countWords({ count: n, since, window }: Counted, tz?: string): string {
  if (n === undefined) return 'not emitted by the backend';
  return since === undefined ? count(n) : `at least ${count(n)} since ${sinceWords({ since, window }, tz)}`;
}

/** The time of *at least n since*, to the minute, with its zone; with its day where the window is longer than one. */
export const sinceWords = ({ since, window }: Pick<Counted, 'since' | 'window'>, tz?: string): string =>
  stamp(since, tz).replace(window > DAY ? /(:\d\d):\d\d/ : /^\S+ (\d\d:\d\d):\d\d/, '$1');
