import { isObject } from '../api/kinds.ts';
import { under } from './database.ts';
import { lockLogs } from './lock-logs.ts';
import { isChunk, logKey } from './logs.ts';
import { canonical } from './weigh.ts';
import { eventFrom } from './records.ts';
import { reasonOf } from './trouble.ts';
import { write } from './writing.ts';
import type { EntryKind } from './store-keys.ts';
import type { Account } from './import-report.ts';
import type { SharedStore } from './shared-store.ts';
import type { Sample } from './logs.ts';

/** A chunk's width in ms. */
const HOUR = 3_600_000;

/** Why nothing can be added, as a reason to leave something out. */
const UNREADABLE = 'this browser saves nothing at the moment';

type Change = [key: string, value: unknown];

/**
 * Writes at once and all or nothing. It never makes room by what is kept already, as a flush does.
 * @returns why it was not written; empty where it was
 */
async function save(store: SharedStore, changes: readonly Change[]): Promise<string> {
  if (changes.length === 0) return '';
  try {
    await write(changes);
  } catch (reason) {
    return reasonOf(reason);
  }
  const keys = changes.map(([key]) => key);
  store.tell(keys);
  store.onwritten?.(keys);
  return '';
}

/**
 * What is written below a prefix. Unlike `Kept.under` it tells a database that cannot be read from an empty one: who
 * merges with nothing by mistake overwrites what is there.
 */
async function written(store: SharedStore, prefix: string): Promise<Map<string, unknown> | undefined> {
  await store.flush();
  if (store.notSaved) return undefined;
  return under(prefix).then(
    (found) => new Map(found),
    () => undefined,
  );
}

/** The samples that are not among the known ones. Two that are equal stay two: where one list has more of them, it counts. */
function missing(known: readonly Sample[], samples: readonly Sample[]): Sample[] {
  const here = new Map<string, number>();
  for (const sample of known) {
    const text = canonical(sample);
    here.set(text, (here.get(text) ?? 0) + 1);
  }
  return samples.filter((sample) => {
    const text = canonical(sample);
    const left = here.get(text) ?? 0;
    here.set(text, left - 1);
    return left <= 0;
  });
}

/** Adds to a log the samples that it does not hold yet, each in the chunk of its hour, and puts its index right. */
export async function mergeLog(
  store: SharedStore,
  base: string,
  name: string,
  samples: readonly Sample[],
  account: Account,
): Promise<void> {
  const prefix = logKey(base, name);
  await lockLogs(base, async () => {
    const found = await written(store, prefix);
    if (!found) return account.fail(UNREADABLE, prefix);
    const hours = new Map<string, Sample[]>();
    for (const sample of samples) {
      const key = prefix + String(Math.floor(sample.at / HOUR));
      const hour = hours.get(key);
      if (hour) hour.push(sample);
      else hours.set(key, [sample]);
    }
    const changes: Change[] = [];
    let added = 0;
    for (const [key, come] of hours) {
      const chunk = found.get(key) ?? [];
      if (!isChunk(chunk)) changes.push([`1/aside/${key}`, chunk]);
      const known = isChunk(chunk) ? chunk : [];
      const news = missing(known, come);
      added += news.length;
      if (news.length === 0) continue;
      const whole = [...known, ...news].sort((a, b) => a.at - b.at);
      changes.push([key, whole]);
      found.set(key, whole);
    }
    account.know('log', samples.length - added);
    if (added === 0) return;
    const sizes = [...found].map(([key, chunk]) => [
      key.slice(prefix.length),
      isChunk(chunk) ? chunk.length : 0,
    ]);
    changes.push([prefix.slice(0, -1), Object.fromEntries(sizes)]);
    const why = await save(store, changes);
    if (why) account.fail(why, prefix);
    else account.take('log', added);
  });
}

/** What decides between a value that came and the one that is here under its key. */
type Choice =
  /** Both stay: the one that came gets a name of its own. */
  | 'both'
  /** The one that is here stays; another one under its key is told. */
  | 'here'
  /** The newer snapshot. */
  | 'newer';

const CHOICES: Readonly<Partial<Record<EntryKind, Choice>>> = {
  snapshot: 'newer',
  visit: 'newer',
  packs: 'both',
  imported: 'both',
  aside: 'both',
};

/** The time of a snapshot that is kept; one that cannot be read is older than any. */
const timeOf = (value: unknown): number =>
  isObject(value) && typeof value['at'] === 'number' ? value['at'] : -Infinity;

/** Whether a text of the older page was let go on request, so that only a mark is left of it. */
export const isMark = (value: unknown): boolean => isObject(value) && value['cleared'] === true;

/** Adds entries of one kind below one prefix: what is here already is never replaced by anything but something newer. */
export async function mergeEntries(
  store: SharedStore,
  prefix: string,
  kind: EntryKind,
  entries: readonly Change[],
  account: Account,
): Promise<void> {
  const found = await written(store, prefix);
  if (!found) return entries.forEach(([key]) => account.fail(UNREADABLE, key));
  const changes: Change[] = [];
  const choice = CHOICES[kind] ?? 'here';
  // An event that an older build stored is the same as the one that is read from it.
  const textOf = (value: unknown) => canonical(kind === 'record' ? (eventFrom(value) ?? value) : value);
  for (const [key, value] of entries) {
    const text = textOf(value);
    const same = (name: string) => textOf(found.get(name)) === text;
    let name = key;
    if (choice === 'both')
      for (let copy = 2; found.has(name) && !isMark(found.get(name)) && !same(name); copy += 1)
        name = `${key} (${copy})`;
    const here = found.get(name);
    const free = here === undefined || (isMark(here) && !isMark(value));
    if (free || (choice === 'newer' && timeOf(value) > timeOf(here))) {
      changes.push([name, value]);
      found.set(name, value);
    } else if (choice === 'here' && !same(name)) {
      account.leave('something else is kept under its name here, and stays', key);
    } else account.know(kind);
  }
  const why = await save(store, changes);
  if (why) changes.forEach(([key]) => account.fail(why, key));
  else account.take(kind, changes.length);
}
