/**
 * What builds of different age share of what this browser keeps; see `src/data/hub-contract.ts`, which says what may
 * change here.
 */

/** What is kept, by key, as one page sees it: {@link Store} of whichever build came first. */
export interface SharedStore {
  /** Empty while everything is saved, else one sentence. */
  readonly notSaved: string;
  /** One sentence where what was kept before went while the page was open; a hub of an older build notices no such thing. */
  readonly lost?: string;
  /** Sentences on values that were found broken and were set aside. */
  readonly setAside: readonly string[];
  /** One value, as it will be once all is written. */
  get: (key: string) => Promise<unknown>;
  /** A value of a known shape; one that does not fit is set aside, and not used. */
  getAs: <T>(key: string, fits: (value: unknown) => value is T) => Promise<T | undefined>;
  /** Every key and value below a prefix, in the order of the keys. */
  under: (prefix: string) => Promise<[key: string, value: unknown][]>;
  /** Keeps a value, or with `undefined` lets it go. */
  put: (key: string, value: unknown) => void;
  /** Writes what is pending; settles when that is saved, or cannot be. */
  flush: () => Promise<void>;
  /** Calls back with the keys that changed, here or in another tab, or with what they begin with; answers how to stop. */
  listen: (listener: (keys: string[]) => void) => () => void;
  /** Says to those who listen here that keys have changed. */
  tell: (keys: string[]) => void;
  /** Called with the keys that were written, so that other tabs hear of them. */
  onwritten?: ((keys: string[]) => void) | undefined;
}

/** Everything that is kept below one prefix, up to date while somebody listens. */
export interface SharedCollection {
  readonly prefix: string;
  /** False until the first read has ended. */
  readonly loaded: boolean;
  /** The values in the order of their keys; the same list until one changes. */
  readonly values: readonly unknown[];
  /** Calls back after the first read and after every change; answers how to stop. */
  listen: (listener: () => void) => () => void;
}
