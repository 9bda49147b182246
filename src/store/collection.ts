import type { SharedCollection } from './shared-store.ts';
import type { Store } from './store.ts';

/** Everything kept below one prefix, held in memory and up to date while somebody listens. */
export class Collection implements SharedCollection {
  /** False until the first read has ended. */
  loaded = false;
  #values = new Map<string, unknown>();
  #sorted: readonly unknown[] | undefined;
  readonly #listeners = new Set<() => void>();
  #silence: (() => void) | undefined;
  /** Keys that changed while the first read was under way. */
  #meanwhile: string[] = [];

  constructor(
    readonly store: Store,
    readonly prefix: string,
  ) {}

  /** The values in the order of their keys. */
  get values(): readonly unknown[] {
    return (this.#sorted ??= [...this.#values]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, value]) => value));
  }

  /** Calls back after the first read and after every change, here or in another tab. */
  listen(listener: () => void): () => void {
    if (this.#listeners.size === 0) {
      this.#silence = this.store.listen((keys) => void this.#update(keys));
      void this.#load();
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#silence?.();
      this.loaded = false;
      this.#values.clear();
      this.#sorted = undefined;
    };
  }

  async #load(): Promise<void> {
    const found = await this.store.under(this.prefix);
    // Whoever listened may have gone meanwhile.
    if (this.#listeners.size === 0) return;
    this.#values = new Map(found);
    this.loaded = true;
    const keys = this.#meanwhile.splice(0);
    if (keys.length > 0) await this.#update(keys);
    else this.#tell();
  }

  async #update(keys: string[]): Promise<void> {
    if (keys.some((key) => key.endsWith('/') && this.prefix.startsWith(key))) return this.#load();
    const ours = keys.filter((key) => key.startsWith(this.prefix));
    if (ours.length === 0) return;
    // What was read before this change must not come over it.
    if (!this.loaded) return void this.#meanwhile.push(...ours);
    for (const key of ours) {
      const value = await this.store.get(key);
      if (value === undefined) this.#values.delete(key);
      else this.#values.set(key, value);
    }
    this.#tell();
  }

  #tell(): void {
    this.#sorted = undefined;
    for (const listener of this.#listeners) listener();
  }
}
