import { get, under } from './reading.ts';
import { allKeys, write } from './writing.ts';

/** Writes wait this long for company, in ms, so that a poll is one transaction. */
const GATHER = 50;

type Listener = (keys: string[]) => void;

/**
 * What this browser keeps, by key: a queue before one IndexedDB database, and memory behind it when the
 * database is refused, full or broken. Nothing here rejects: a value that cannot be saved stays readable
 * until the page goes, and {@link Kept.notSaved} says why.
 *
 * Keys are `1/<base>/<kind>/<name>`. The 1 is the version: a newer build writes under its own number.
 */
export class Kept {
  /** Empty while everything is saved, else one sentence. */
  notSaved = '';
  /** Sentences on values that were found broken and were set aside. */
  readonly setAside: string[] = [];
  /** Called with the keys that a flush has written, so that other tabs can be told. */
  onwritten: Listener | undefined;
  /** Called when {@link Kept.notSaved} or {@link Kept.setAside} has changed, so that the cards can say it. */
  ontrouble: (() => void) | undefined;

  /** Not yet written, or never to be: `undefined` is a deletion. */
  readonly #pending = new Map<string, unknown>();
  readonly #listeners = new Set<Listener>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A flush that was asked for in this turn and has not begun. */
  #flushing: Promise<void> | undefined;

  constructor() {
    const flush = () => void this.flush();
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
  }

  /** One value, as it will be once all is written. */
  get(key: string): Promise<unknown> {
    return this.#pending.has(key) ? Promise.resolve(this.#pending.get(key)) : get(key);
  }

  /** A value of a known shape; one that does not fit is set aside under `1/aside/…`, told, and not used. */
  async getAs<T>(key: string, fits: (value: unknown) => value is T): Promise<T | undefined> {
    const value = await this.get(key);
    if (value === undefined || fits(value)) return value;
    this.put(`1/aside/${key}`, value);
    this.put(key, undefined);
    this.setAside.push(`What was kept under ${key} could not be read and was set aside.`);
    this.ontrouble?.();
    return undefined;
  }

  /** Every key and value below a prefix, pending writes included. */
  async under(prefix: string): Promise<[string, unknown][]> {
    const found = new Map<string, unknown>(await under(prefix));
    for (const [key, value] of this.#pending) if (key.startsWith(prefix)) found.set(key, value);
    return [...found].filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Keeps a value (anything that can be cloned), or with `undefined` lets it go. Listeners hear it at once. */
  put(key: string, value: unknown): void {
    this.#pending.set(key, value);
    this.#timer ??= setTimeout(() => void this.flush(), GATHER);
    this.tell([key]);
  }

  /** Calls back with the keys that changed, here or (through {@link Kept.tell}) in another tab. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Says that keys have changed. */
  tell(keys: string[]): void {
    for (const listener of this.#listeners) listener(keys);
  }

  /**
   * Writes what is pending in one transaction. What is put in the turn of the call goes along, so that of two deeds that
   * belong together none is kept alone, whatever becomes of the page.
   */
  flush(): Promise<void> {
    return (this.#flushing ??= Promise.resolve().then(() => this.#write()));
  }

  async #write(): Promise<void> {
    this.#flushing = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changes = [...this.#pending];
    if (changes.length === 0) return;
    try {
      await write(changes).catch(async (reason: unknown) => {
        if (!isFull(reason)) throw reason;
        await trimOldest();
        await write(changes);
      });
    } catch (reason) {
      const why = isFull(reason) ? 'This browser’s storage is full' : 'This browser refuses storage here';
      return this.#tellSaved(`${why}, so new values are not saved.`);
    }
    this.#tellSaved('');
    for (const [key, value] of changes) if (this.#pending.get(key) === value) this.#pending.delete(key);
    this.onwritten?.(changes.map(([key]) => key));
  }

  #tellSaved(notSaved: string): void {
    if (notSaved === this.notSaved) return;
    this.notSaved = notSaved;
    this.ontrouble?.();
  }
}

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
