import { isObject } from '../api/kinds.ts';
import { Folder } from '../store/folder.ts';
import { Kept } from '../store/kept.ts';
import { logKey } from '../store/logs.ts';
import { keepDeed } from '../store/keep-deed.ts';
import { deedsIn, recordKey } from '../store/records.ts';
import { ServerClock, Ticker } from './clock.ts';
import { Source, sourceKey } from './source.ts';
import { skewKey } from './state.ts';
import { Tabs } from './tabs.ts';
import type { Route } from '../api/fields.ts';
import type { TokenGiver } from '../api/client.ts';
import type { Deed, NewDeed } from '../store/records.ts';
import type { LogName } from './samples.ts';
import type { Known, PageCard } from './moment.ts';

/** Where every build on a page finds the same hub; the 1 is the version of what it shares. */
const PLACE = Symbol.for('mission-control/1');

const isNumber = (raw: unknown): raw is number => typeof raw === 'number';
const isPause = (raw: unknown): raw is { since: number } => isObject(raw) && typeof raw['since'] === 'number';

/** A past moment of a base: what a card knew then, made of what it knows now. */
export interface Rewound {
  base: string;
  /** The moment, in ms since 1970 UTC. */
  at: number;
  show: (known: Known) => Known;
}

/** Answers the thing under a key, made at the first asking. */
function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/**
 * What all cards of a page share, whichever build they come from: sources, clocks, what is kept, and the mode.
 * It has no base of its own; everything is keyed by base. It shares masked JSON, never typed objects.
 */
export class Hub {
  readonly kept = new Kept();
  readonly tabs = new Tabs();
  readonly ticker = new Ticker();
  /** This tab among the tabs of the origin. */
  readonly id = Math.random().toString(36).slice(2);
  /** The writing of logs, one after the other. */
  writing = Promise.resolve();
  /** Every card that observes something, in the order of coming. */
  readonly cards = new Set<{ about: () => PageCard }>();
  readonly #sources = new Map<string, Source>();
  readonly #clocks = new Map<string, ServerClock>();
  readonly #folders = new Map<string, Folder>();
  readonly #paused = new Map<string, number | undefined>();
  readonly #modeListeners = new Set<() => void>();
  #forced = false;
  #rewound: Rewound | undefined;

  constructor() {
    this.kept.onwritten = (keys) => this.tabs.say('kept', keys);
    this.kept.ontrouble = () => this.#tellAll();
    // Only builds that speak this version of the channel are heard; they say keys here and nothing else.
    this.tabs.hear('kept', (keys) => this.kept.tell(keys as string[]));
    this.kept.listen((keys) => void this.#heardMode(keys));
    const arrange = () => this.#arrange();
    for (const name of ['visibilitychange', 'freeze', 'resume']) document.addEventListener(name, arrange);
    addEventListener('pageshow', arrange);
    addEventListener('pagehide', () => this.#leave());
    addEventListener('online', () => this.#each((source) => source.online()));
  }

  /** The source of one route of a base, made when first asked for. */
  source(base: string, route: Route, token?: TokenGiver): Source {
    this.#meet(base);
    const key = sourceKey(base, route, token);
    return getOrMake(
      this.#sources,
      key,
      () => new Source(this, base, route, token, () => this.#sources.delete(key)),
    );
  }

  /** The server clock of a base. */
  clock(base: string): ServerClock {
    return getOrMake(this.#clocks, base, () => {
      const clock = new ServerClock();
      const key = skewKey(base);
      const hear = async () => {
        const offset = await this.kept.getAs(key, isNumber);
        if (offset !== undefined) clock.hear(offset);
      };
      this.kept.listen((keys) => keys.includes(key) && void hear());
      void hear();
      return clock;
    });
  }

  /** The chunks of a log of this base. */
  log(base: string, name: LogName): Folder {
    return this.#folder(logKey(base, name));
  }

  /** The deeds that were kept for this base under a name. */
  records(base: string, name: string): Folder {
    this.#meet(base);
    return this.#folder(recordKey(base, name));
  }

  /** Keeps a deed, stamped with the server's time, and never before the one that came before it. */
  keep(base: string, name: string, deed: NewDeed): Deed {
    // The idea of the server's clock may step back when it learns better.
    const last = deedsIn(this.#folder(recordKey(base, name)).values).at(-1)?.at ?? 0;
    const at = Math.max(this.clock(base).now(), last);
    const kept = keepDeed(this.kept, recordKey(base, name), at, deed);
    // What an operator wrote waits for nobody: the page may be gone in a moment.
    void this.kept.flush();
    return kept;
  }

  /** Since when automatic polling of a base is paused in every tab, in ms since 1970 UTC; else `undefined`. */
  pausedSince(base: string): number | undefined {
    return this.#paused.get(base);
  }

  /** Pauses automatic polling of a base in every tab, or lets it go on. Refresh still works. */
  pause(base: string, paused: boolean): void {
    this.kept.put(pauseKey(base), paused ? { since: this.clock(base).now() } : undefined);
  }

  /** Forced play: this tab polls though it is hidden or paused, for a wall screen. */
  get forced(): boolean {
    return this.#forced;
  }
  set forced(forced: boolean) {
    this.#forced = forced;
    this.#modeChanged();
  }

  /** The past moment that the cards of a base show now, read-only, while polling goes on behind it. */
  get rewound(): Rewound | undefined {
    return this.#rewound;
  }
  set rewound(rewound: Rewound | undefined) {
    this.#rewound = rewound;
    this.#tellAll();
  }

  /** Calls back when polling was paused, let go on or forced, when the page was rewound, and when keeping has failed or works again. */
  listenMode(listener: () => void): () => void {
    this.#modeListeners.add(listener);
    return () => this.#modeListeners.delete(listener);
  }

  /** What the cards of this page say of themselves. */
  get page(): PageCard[] {
    return [...this.cards].map((card) => card.about());
  }

  /** How many bases this page has asked for. */
  get bases(): number {
    return this.#paused.size;
  }

  /** Begins to hear whether a base is paused: a page may hold cards that keep something and ask nothing. */
  #meet(base: string): void {
    if (this.#paused.has(base)) return;
    this.#paused.set(base, undefined);
    void this.#heardMode([pauseKey(base)]);
    // Cards that stood alone until now must name their environment.
    if (this.#paused.size === 2) this.#modeChanged();
  }

  #folder(prefix: string): Folder {
    return getOrMake(this.#folders, prefix, () => new Folder(this.kept, prefix));
  }

  async #heardMode(keys: string[]): Promise<void> {
    for (const base of this.#paused.keys()) {
      if (!keys.includes(pauseKey(base))) continue;
      const pause = await this.kept.getAs(pauseKey(base), isPause);
      if (pause?.since === this.#paused.get(base)) continue;
      this.#paused.set(base, pause?.since);
      this.#modeChanged();
    }
  }

  #modeChanged(): void {
    this.#arrange();
    this.#tellAll();
  }

  #tellAll(): void {
    for (const listener of this.#modeListeners) listener();
  }

  #each(act: (source: Source) => void): void {
    for (const source of this.#sources.values()) act(source);
  }

  #arrange(): void {
    this.#each((source) => source.arrange());
  }

  /** The page goes, perhaps into the back/forward cache: another tab must be free to poll. */
  #leave(): void {
    this.#each((source) => source.leave());
  }
}

const pauseKey = (base: string): string => `1/${base}/mode/paused`;

type Page = typeof globalThis & { [PLACE]?: Hub };

/** The page's hub, made by whichever build comes first. */
export const hub = (): Hub => ((globalThis as Page)[PLACE] ??= new Hub());
