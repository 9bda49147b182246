import { duration, stamp } from '../format/values.ts';
import type { Freeze } from './governance.ts';

/** The longest window of a freeze, in ms. */
export const LONGEST_FREEZE = 30 * 86_400_000;

/** Times are typed to the minute, so one of the present minute is not past yet, in ms. */
const MINUTE = 60_000;

const UTC = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d))? ?(?:UTC|Z)?$/i;

/** A time as it is typed, in ms since 1970 UTC: `YYYY-MM-DD HH:MM`, seconds and `UTC` or `Z` as one likes. */
export function utcTime(text: string): number | undefined {
  const [, day, minute, second = '00'] = UTC.exec(text.trim().replace(/\s+/g, ' ')) ?? [];
  const iso = `${day}T${minute}:${second}`;
  const at = Date.parse(`${iso}Z`);
  // 30 February parses, as a day in March: a date must come back as it was written.
  return at < Infinity && new Date(at).toISOString().startsWith(iso) ? at : undefined;
}

/** What was typed, checked: a value, or a sentence that says what is wrong and what to do, and of which field. */
export type Checked<T, Name extends string = string> =
  { value: T; wrong?: undefined } | { wrong: string; field: Name };

const FORM = 'Type it in UTC, like 2026-03-21 05:40.';
const DAYS = duration(LONGEST_FREEZE);

/** The window of a freeze to be started; an empty `from` is now. Times in ms since 1970 UTC. */
export function freezeWindow(
  typed: { from: string; until: string },
  now: number,
): Checked<{ from: number; until: number }, 'from' | 'until'> {
  const from = typed.from.trim() ? utcTime(typed.from) : now;
  const until = utcTime(typed.until);
  if (from === undefined)
    return { field: 'from', wrong: `“From” is no time. ${FORM} Leave it empty for now.` };
  if (from <= now - MINUTE)
    return {
      field: 'from',
      wrong: `“From” is in the past: it is ${stamp(now)}. Leave it empty for now, or type a later time.`,
    };
  return ending(until, from, now, { from, until: until ?? NaN });
}

/** A later end of a freeze that holds or is to come. */
export function extension(typed: string, freeze: Freeze, now: number): Checked<number, 'until'> {
  const until = utcTime(typed);
  if (until !== undefined && until <= freeze.until)
    return {
      field: 'until',
      wrong: `“Until” does not lengthen the freeze, which lasts until ${stamp(freeze.until)}. Type a later time; to shorten it, end it early.`,
    };
  return ending(until, freeze.from, now, until ?? NaN);
}

function ending<T>(until: number | undefined, from: number, now: number, value: T): Checked<T, 'until'> {
  const wrong = (sentence: string) => ({ field: 'until' as const, wrong: sentence });
  if (until === undefined) return wrong(`“Until” is no time. ${FORM}`);
  if (until <= now) return wrong(`“Until” is in the past: it is ${stamp(now)}. Type a later time.`);
  if (until <= from) return wrong('“Until” is not after “From”. Type a later end, or an earlier start.');
  if (until - from > LONGEST_FREEZE)
    return wrong(
      `A freeze lasts at most ${DAYS}. End this one by ${stamp(from + LONGEST_FREEZE)}, and start another one after it.`,
    );
  return { value };
}

/** Longest texts that are kept, in characters. */
export const LONGEST_TYPED = { request: 100, version: 20, reason: 300, name: 100 };

/** A request to be opened, as it is typed. */
export interface AskedFor {
  request: string;
  version: string;
  reason: string;
}

/** A request to be opened: an id, a version's number, and why. */
export function askedFor(typed: AskedFor): Checked<AskedFor, keyof AskedFor> {
  const request = typed.request.trim();
  const version = typed.version.trim().replace(/^v(?=\d)/i, '');
  const reason = typed.reason.trim();
  if (!request)
    return { field: 'request', wrong: 'The request has no id. Type the one that it goes by, like CHG-7.' };
  if (!/^[1-9]\d*$/.test(version))
    return {
      field: 'version',
      wrong: 'The target version is no version number. Type the number of a published version, like 42.',
    };
  if (!reason) return { field: 'reason', wrong: 'The request has no reason. Say why the change is wanted.' };
  return { value: { request, version, reason } };
}
