import { connection } from './database.ts';
import { get, under } from './reading.ts';
import { isPassing } from './realm.ts';
import { EPOCH, allKeys, begun, epoch, write } from './writing.ts';
import type * as Trouble from './trouble.ts';
import type { SharedStore } from './shared-store.ts';

/** Writes wait this long for company, in ms, so that a poll is one transaction. */
const GATHER = 50;

type Listener = (keys: string[]) => void;

/**
 * What this browser keeps, by key: a queue before one IndexedDB database, and memory behind it when the
 * database is refused, full or broken. Nothing here rejects: a value that cannot be saved stays readable
 * until the page goes, and {@link Store.notSaved} says why.
 *
 * Keys are `1/<realm>/<kind>/<name>`; a realm is a base, or a scope and a base (see `realm.ts`). The 1 is the version: a newer build writes under its own number.
 */
export class Store implements SharedStore {
  /** Empty while everything is saved, else one sentence. */
  notSaved = '';
  /** One sentence where what was kept before went while the page was open. */
  lost = '';
  /** Sentences on values that were found broken and were set aside. */
  readonly setAside: string[] = [];
  /** Called with the keys that a flush has written, so that other tabs can be told. */
  onwritten?: Listener | undefined;
  /** Called when one of these sentences has changed, so that the cards can say it. */
  ontrouble: (() => void) | undefined;

  /** Not yet written, or never to be: `undefined` is a deletion. */
  readonly #pending = new Map<string, unknown>();
  /** What is never to be written; see {@link passingRealm}. */
  readonly #passing = new Map<string, unknown>();
  readonly #listeners = new Set<Listener>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A flush that was asked for in this turn and has not begun. */
  #flushing: Promise<void> | undefined;
  /** What the database was called when it was last looked at; `undefined` where it was empty. */
  #epoch: unknown;
  #deleted = false;
  /** Why the last flush saved nothing, if it did not. */
  #failure: unknown;

  constructor() {
    const flush = () => void this.flush();
    addEventListener('pagehide', flush);
    // A worker has no document.
    if ('document' in globalThis) document.addEventListener('visibilitychange', flush);
    connection.ontaken = (deleted) => {
      this.#deleted = deleted;
      flush();
    };
    flush();
  }

  /** One value, as it will be once all is written. */
  get(key: string): Promise<unknown> {
    const map = passes(key) ? this.#passing : this.#pending;
    return map.has(key) || passes(key) ? Promise.resolve(map.get(key)) : get(key);
  }

  /** A value of a known shape; one that does not fit is set aside under `1/aside/…`, told, and not used. */
  async getAs<T>(key: string, fits: (value: unknown) => value is T): Promise<T | undefined> {
    const value = await this.get(key);
    if (value === undefined || fits(value)) return value;
    if (!passes(key)) this.put(`1/aside/${key}`, value);
    this.put(key, undefined);
    this.setAside.push(`What was kept under ${key} could not be read and was set aside.`);
    this.ontrouble?.();
    return undefined;
  }

  /** Every key and value below a prefix, pending writes included. */
  async under(prefix: string): Promise<[string, unknown][]> {
    const memory = passes(prefix) ? this.#passing : this.#pending;
    const found = new Map<string, unknown>(passes(prefix) ? [] : await under(prefix));
    for (const [key, value] of memory) if (key.startsWith(prefix)) found.set(key, value);
    return [...found].filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Keeps a value (anything that can be cloned), or with `undefined` lets it go. Listeners hear it at once. */
  put(key: string, value: unknown): void {
    if (passes(key)) {
      if (value === undefined) this.#passing.delete(key);
      else this.#passing.set(key, value);
      return this.tell([key]);
    }
    // Who empties the database has lost nothing.
    if (key === EPOCH) this.#epoch = undefined;
    this.#pending.set(key, value);
    this.#timer ??= setTimeout(() => void this.flush(), GATHER);
    this.tell([key]);
  }

  /**
   * Calls back with the keys that changed, here or (through {@link Store.tell}) in another tab. One that ends in `/` is
   * everything below it.
   */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Says that keys have changed. */
  tell(keys: string[]): void {
    if (keys.includes(EPOCH)) void this.flush();
    for (const listener of this.#listeners) listener(keys);
  }

  /**
   * Writes what is pending: what an operator did first, in a transaction of its own that no large value can make fail, then
   * the rest in another. What is put in the turn of the call goes along, so that of two events that belong together none is
   * kept alone, whatever becomes of the page. Either way it is noticed whether what was kept is still there.
   */
  flush(): Promise<void> {
    return (this.#flushing ??= Promise.resolve().then(() => this.#write()));
  }

  async #write(): Promise<void> {
    this.#flushing = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changes = [...this.#pending];
    const parts = [true, false].map((own) => changes.filter(([key]) => isRecord(key) === own));
    // Both begin in this turn: the page may not live to see another.
    const attempts = parts.flatMap((each) => (each.length > 0 ? this.#save(each) : []));
    const outcomes = await Promise.allSettled(attempts.length > 0 ? attempts : [epoch()]);
    this.#failure = undefined;
    for (const outcome of outcomes)
      if (outcome.status === 'fulfilled') this.#compare(outcome.value);
      else this.#failure = outcome.reason;
    const failure = this.#failure;
    const notSaved = failure === undefined ? '' : await inWords(({ notSavedFor }) => notSavedFor(failure));
    // What ended meanwhile tells more.
    if (failure !== this.#failure || notSaved === this.notSaved) return;
    this.notSaved = notSaved;
    this.ontrouble?.();
  }

  /** Writes in one transaction, making room once. @returns the epoch of the database */
  async #save(changes: readonly [string, unknown][]): Promise<unknown> {
    const attempt = () => write(changes);
    const found = await attempt().catch(async (reason: unknown) => {
      if (!isFull(reason)) throw reason;
      await trimOldest();
      return attempt();
    });
    for (const [key, value] of changes) if (this.#pending.get(key) === value) this.#pending.delete(key);
    this.onwritten?.(changes.map(([key]) => key));
    return found === undefined && this.#epoch === undefined ? begun() : found;
  }

  /** Where another epoch is found than before, what was kept is gone. */
  #compare(found: unknown): void {
    const known = this.#epoch;
    this.#epoch = found;
    if (known === undefined || known === found) return;
    // Whoever shows something that was kept reads anew, here and in other tabs.
    this.tell(['1/']);
    this.onwritten?.([EPOCH]);
    const deleted = this.#deleted;
    void inWords(({ lostBy }) => lostBy(deleted)).then((lost) => {
      this.lost = lost;
      this.ontrouble?.();
    });
  }
}

/** A sentence on trouble: they are loaded only where there is some. */
const inWords = (sentence: (words: typeof Trouble) => string): Promise<string> =>
  import('./trouble.ts').then(sentence, () => 'This browser’s storage failed.');

/** Whether a key is of what ends with this page. */
const passes = (key: string): boolean => isPassing(key.slice(2));

/** Whether a key is that of an operator's event. */
const isRecord = (key: string): boolean => /^1\/.+\/record\/.+\/[^/]+$/.test(key);

/** Whether a write failed because there is no room. */
export const isFull = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === 'QuotaExceededError';

/** Makes room by letting go of the oldest quarter of the samples; what an operator wrote is never touched. */
async function trimOldest(): Promise<void> {
  // The key of a log's chunk ends in its hour, that of a past snapshot in its ms.
  const time = (key: string) => {
    const end = Number(key.slice(key.lastIndexOf('/') + 1));
    return key.includes('/past/') ? end : end * 3_600_000;
  };
  const samples = (await allKeys())
    .filter((key) => /^1\/.+\/(log|past)\/[^/]+\/\d+$/.test(key))
    .sort((a, b) => time(a) - time(b));
  await write(samples.slice(0, Math.ceil(samples.length / 4)).map((key) => [key, undefined]));
}
