import { isObject } from '../api/kinds.ts';

/** Where the shell keeps its own settings in localStorage, which can be read before the first paint. */
export const SETTINGS = 'mission-control/shell';

/** The version of what is kept there. What a newer build wrote is read as far as it fits, and left as it is. */
const VERSION = 1;

export const THEMES = ['auto', 'light', 'dark'] as const;
/** Polling intervals to choose from, in seconds. */
export const INTERVALS = [10, 30, 60, 300] as const;

/** Names in such a list beyond this many are let go, and longer names too. */
const MOST = 300;
const LONGEST = 200;

/** What an operator has set on this page. A name is that of a card: its state-key, else its tag. */
export interface Settings {
  theme: (typeof THEMES)[number];
  compact: boolean;
  /** Whether the operator asked to be notified of what gets worse while the page is hidden. */
  notify: boolean;
  /** Polling interval, in seconds; absent until one is chosen. */
  interval?: (typeof INTERVALS)[number] | undefined;
  /** The cards of a section that was rearranged, by the section's id. */
  order: Readonly<Record<string, readonly string[]>>;
  pinned: readonly string[];
  hidden: readonly string[];
  /** Sections that the operator opened or closed, by id; what is not named follows the findings. */
  sections: Readonly<Record<string, 'open' | 'closed'>>;
  /** What incident mode has raised, and since when (ms since 1970 UTC), so that the next visit begins with it. */
  raised?: { readonly since: number; readonly cards: readonly string[] } | undefined;
}

export const DEFAULTS: Settings = {
  theme: 'auto',
  compact: false,
  notify: false,
  interval: undefined,
  order: {},
  pinned: [],
  hidden: [],
  sections: {},
};

const oneOf = <T>(list: readonly T[], value: unknown): T | undefined => list.find((each) => each === value);

/** The names in anything; each once. */
const names = (raw: unknown): string[] =>
  Array.isArray(raw)
    ? [
        ...new Set(raw.filter((each): each is string => typeof each === 'string' && each.length <= LONGEST)),
      ].slice(0, MOST)
    : [];

/** Which sections stand open or closed, in anything. */
const openings = (raw: unknown): Settings['sections'] =>
  Object.fromEntries(
    (isObject(raw) ? Object.entries(raw).slice(0, MOST) : []).flatMap(([id, value]) => {
      const is = oneOf(['open', 'closed'] as const, value);
      return is && id.length <= LONGEST ? [[id, is]] : [];
    }),
  );

/** The settings in a text that anybody may have written; whatever does not fit has its default. */
export function readSettings(text: string | null): Settings {
  let raw: unknown;
  try {
    raw = JSON.parse(text ?? '');
  } catch {
    // Nothing was kept, or it was cut off.
  }
  if (!isObject(raw)) return DEFAULTS;
  const { theme, compact, notify, interval, order, pinned, hidden, sections, raised } = raw;
  const orders = isObject(order) ? Object.entries(order).slice(0, MOST) : [];
  const since = isObject(raised) ? raised['since'] : undefined;
  return {
    theme: oneOf(THEMES, theme) ?? DEFAULTS.theme,
    compact: compact === true,
    notify: notify === true,
    interval: oneOf(INTERVALS, interval),
    order: Object.fromEntries(orders.map(([section, list]) => [section, names(list)])),
    pinned: names(pinned),
    hidden: names(hidden),
    sections: openings(sections),
    ...(isObject(raised) &&
      typeof since === 'number' &&
      Number.isFinite(since) && { raised: { since, cards: names(raised['cards']) } }),
  };
}

/** Whether a newer build wrote this, so that this one must not write over it. */
function isNewer(text: string | null): boolean {
  try {
    const raw: unknown = JSON.parse(text ?? '');
    return isObject(raw) && Number(raw['version']) > VERSION;
  } catch {
    return false;
  }
}

/** The settings of this page: kept in localStorage where that is to be had, else for this page only. */
class StoredSettings {
  #now: Settings = DEFAULTS;
  readonly #listeners = new Set<(now: Settings) => void>();
  /** Empty while everything is kept, else one sentence. */
  notStored = '';

  constructor() {
    this.#now = readSettings(this.#stored() ?? null);
    addEventListener('storage', ({ key }) => {
      if (key !== SETTINGS && key !== null) return;
      this.#now = readSettings(this.#stored() ?? null);
      this.#tell();
    });
  }

  get now(): Settings {
    return this.#now;
  }

  /** Calls back after every change, here or in another tab. */
  listen(listener: (now: Settings) => void): void {
    this.#listeners.add(listener);
  }

  /** Changes some of the settings. What other tabs have set meanwhile stands. */
  change(make: (was: Settings) => Partial<Settings>): void {
    const stored = this.#stored();
    const was = stored && !this.notStored ? readSettings(stored) : this.#now;
    this.#now = { ...was, ...make(was) };
    if (stored !== undefined) this.#store(stored);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#now);
  }

  /** The text that is kept; `null` where there is none, `undefined` where the browser refuses. */
  #stored(): string | null | undefined {
    try {
      return localStorage.getItem(SETTINGS);
    } catch {
      this.notStored = 'This browser refuses storage here, so what you set holds for this page only.';
      return undefined;
    }
  }

  #store(before: string | null): void {
    if (isNewer(before)) {
      this.notStored =
        'A newer version of this page keeps its settings here, so what you set now holds for this page only.';
      return;
    }
    try {
      localStorage.setItem(SETTINGS, JSON.stringify({ version: VERSION, ...this.#now }));
      this.notStored = '';
    } catch {
      this.notStored = 'This browser’s storage is full, so what you set now holds for this page only.';
    }
  }
}

/** The settings of this page. */
export const settings = new StoredSettings();
