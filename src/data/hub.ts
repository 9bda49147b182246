import { Collection } from '../store/collection.ts';
import { baseIn } from '../store/realm.ts';
import { Store } from '../store/store.ts';
import { logKey } from '../store/logs.ts';
import { storeEvent } from '../store/keep-event.ts';
import { eventsIn, recordKey } from '../store/records.ts';
import { ServerClock, Ticker } from './clock.ts';
import { PLACE } from './hub-contract.ts';
import { Session } from './session.ts';
import { Source } from './source.ts';
import { isPause, pauseKey, skewKey, sourceKey } from './state.ts';
import { Tabs } from './tabs.ts';
import type { Route } from '../api/fields.ts';
import type { TokenGiver } from '../api/token.ts';
import type { OperatorEvent, NewOperatorEvent } from '../store/records.ts';
import type { LogName } from './samples.ts';
import type { PageCard } from './card-data.ts';
import type { SharedHub, TimeTravel } from './hub-contract.ts';
import type { SourceHub } from './polled.ts';

const isNumber = (raw: unknown): raw is number => typeof raw === 'number';

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
export class Hub implements SharedHub, SourceHub {
  readonly store = new Store();
  readonly tabs = new Tabs();
  readonly ticker = new Ticker();
  /** This tab among the tabs of the origin. */
  readonly id = Math.random().toString(36).slice(2);
  readOnly = false;
  /** The writing of logs, one after the other. */
  writing = Promise.resolve();
  /** Every card that observes something, in the order of coming. */
  readonly cards = new Set<{ about: () => PageCard }>();
  readonly #open = new Map<string, Session>();
  readonly #sessions = new WeakMap<TokenGiver, Map<string, Session>>();
  readonly #sources = new Map<string, Source>();
  readonly #clocks = new Map<string, ServerClock>();
  readonly #collections = new Map<string, Collection>();
  readonly #paused = new Map<string, number | undefined>();
  readonly #modeListeners = new Set<() => void>();
  #forced = false;
  #timeTravel: TimeTravel | undefined;

  constructor() {
    this.store.onwritten = (keys) => this.tabs.say('kept', keys);
    this.store.ontrouble = () => this.#tellAll();
    // Another build may say anything here; only keys are heard.
    this.tabs.hear('kept', (said) => {
      const keys = Array.isArray(said) ? said.filter((key) => typeof key === 'string') : [];
      if (keys.length > 0) this.store.tell(keys);
    });
    this.store.listen((keys) => void this.#heardMode(keys));
    const reconcile = () => this.#reconcile();
    for (const name of ['visibilitychange', 'freeze', 'resume']) document.addEventListener(name, reconcile);
    addEventListener('pageshow', reconcile);
    addEventListener('pagehide', () => this.#leave());
    addEventListener('online', () => this.#each((source) => source.online()));
  }

  /** In whose name a base is asked: in nobody's, or in that of the user whose token a giver gives. */
  session(base: string, giver?: TokenGiver): Session {
    if (!giver) return getOrMake(this.#open, base, () => new Session(base, undefined));
    let sessions = this.#sessions.get(giver);
    if (!sessions) this.#sessions.set(giver, (sessions = new Map()));
    return getOrMake(sessions, base, () => new Session(base, giver));
  }

  /** The source of one route of a realm, made when first asked for. */
  source(realm: string, route: Route): Source {
    this.#meet(baseIn(realm));
    const key = sourceKey(realm, route);
    return getOrMake(
      this.#sources,
      key,
      () => new Source(this, realm, route, () => this.#sources.delete(key)),
    );
  }

  /** The server clock of a base, or of a realm's base. */
  clock(realm: string): ServerClock {
    const base = baseIn(realm);
    return getOrMake(this.#clocks, base, () => {
      const clock = new ServerClock();
      const key = skewKey(base);
      const hear = async () => {
        const offset = await this.store.getAs(key, isNumber);
        if (offset !== undefined) clock.hear(offset);
      };
      this.store.listen((keys) => concerns(keys, key) && void hear());
      void hear();
      return clock;
    });
  }

  /** The chunks of a log of this realm. */
  log(realm: string, name: LogName): Collection {
    return this.#collection(logKey(realm, name));
  }

  /** The events that were kept for this realm under a name. */
  records(realm: string, name: string): Collection {
    this.#meet(baseIn(realm));
    return this.#collection(recordKey(realm, name));
  }

  /** Keeps an event, stamped with the server's time, in the place after the last one. */
  keep(realm: string, name: string, event: NewOperatorEvent): OperatorEvent {
    const key = recordKey(realm, name);
    const last = eventsIn(this.#collection(key).values).at(-1);
    const stored = storeEvent(this.store, key, this.clock(realm).now(), event, last);
    // What an operator wrote waits for nobody: the page may be gone in a moment.
    void this.store.flush();
    return stored;
  }

  /** Since when automatic polling of a base is paused in every tab, in ms since 1970 UTC; else `undefined`. */
  pausedSince(base: string): number | undefined {
    return this.#paused.get(base);
  }

  /** Pauses automatic polling of a base in every tab, or lets it go on. Refresh still works. */
  pause(base: string, paused: boolean): void {
    this.store.put(pauseKey(base), paused ? { since: this.clock(base).now() } : undefined);
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
  get timeTravel(): TimeTravel | undefined {
    return this.#timeTravel;
  }
  set timeTravel(timeTravel: TimeTravel | undefined) {
    this.#timeTravel = timeTravel;
    this.#tellAll();
  }

  /** Calls back when polling was paused, let go on or forced, when the page travels in time, and when keeping has failed or works again. */
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

  #collection(prefix: string): Collection {
    return getOrMake(this.#collections, prefix, () => new Collection(this.store, prefix));
  }

  async #heardMode(keys: string[]): Promise<void> {
    for (const base of this.#paused.keys()) {
      if (!concerns(keys, pauseKey(base))) continue;
      const pause = await this.store.getAs(pauseKey(base), isPause);
      if (pause?.since === this.#paused.get(base)) continue;
      this.#paused.set(base, pause?.since);
      this.#modeChanged();
    }
  }

  #modeChanged(): void {
    this.#reconcile();
    this.#tellAll();
  }

  #tellAll(): void {
    for (const listener of this.#modeListeners) listener();
  }

  #each(act: (source: Source) => void): void {
    for (const source of this.#sources.values()) act(source);
  }

  #reconcile(): void {
    this.#each((source) => source.reconcile());
  }

  /** The page goes, perhaps into the back/forward cache: another tab must be free to poll. */
  #leave(): void {
    this.#each((source) => source.leave());
  }
}

/** Whether a key is among those that changed, or below one of them. */
const concerns = (keys: string[], key: string): boolean => keys.some((each) => key.startsWith(each));

type Page = typeof globalThis & { [PLACE]?: SharedHub };

/** The page's hub, made by whichever build comes first. */
export const hub = (): SharedHub => ((globalThis as Page)[PLACE] ??= new Hub());
