import { explain } from '../api/failure.ts';
import { isSnapshot, snapshotKey } from './state.ts';
import { Lead } from './tabs.ts';
import type { TokenGiver } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import type { Route } from '../api/fields.ts';
import type { Hub } from './hub.ts';
import type { Failing, RouteState, StateChange } from './state.ts';

/** One observer's wish: how often, in ms, and whom to call when the state changes. */
interface Watch {
  every: number;
  changed: () => void;
}

/** `ended`: when the last request ended, by the local clock, which all tabs share; server time may be set anew. */
type Said =
  | { state: StateChange; ended: number; forced: boolean }
  | { want: number; tab: string; ask: boolean; forced: boolean };

/** A source stays this long after its last observer has left, in ms, so that a moved card asks nothing anew. */
const LINGER = 5000;
/** A visit ends when nothing was fetched for this long, in ms. */
const VISIT_GAP = 30 * 60_000;
/** A timer that comes this late was held up by sleep or throttling, in ms. */
const HELD_UP = 5000;

/** What tells sources apart, on a page and among tabs; answers to a token are not those to none. */
export const sourceKey = (base: string, route: Route, token: TokenGiver | undefined): string =>
  `${base} ${route}${token ? ' with token' : ''}`;

/** One route of one base: asked by one tab of this browser, at the smallest interval that anyone wants. */
export class Source {
  state: RouteState = { restored: false };
  readonly #key: string;
  /** The key of the last good answer. */
  readonly keptAs: string;
  readonly #watches = new Set<Watch>();
  readonly #wants = new Map<string, { every: number; until: number }>();
  readonly #lead: Lead;
  readonly #deaf: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lingering: ReturnType<typeof setTimeout> | undefined;
  #asking: Promise<void> | undefined;
  /** Local time at which the last request ended, in ms. */
  #ended = 0;
  /** ±25 %, drawn anew for every poll, so that browsers do not fall into step. */
  #jitter = 1;

  /** @param gone called when nobody has observed the source for a while, to forget it */
  constructor(
    readonly hub: Hub,
    readonly base: string,
    readonly route: Route,
    readonly token: TokenGiver | undefined,
    readonly gone: () => void,
  ) {
    this.#key = sourceKey(base, route, token);
    this.keptAs = snapshotKey(base, route);
    this.#lead = new Lead(`mission-control/1 ${this.#key}`, () => this.arrange());
    this.#deaf = hub.tabs.hear(this.#key, (said) => this.#heard(said as Said));
    void this.#restore();
  }

  /** Watches the state; answers how to stop. The last one to stop lets the source go. */
  watch(watch: Watch): () => void {
    clearTimeout(this.#lingering);
    this.#watches.add(watch);
    this.arrange();
    return () => {
      this.#watches.delete(watch);
      if (this.#watches.size > 0) return;
      this.#lingering = setTimeout(() => this.#stop(), LINGER);
    };
  }

  /** Asks now, whatever the mode; one that is under way is joined. */
  refresh(): Promise<void> {
    return (this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
      this.arrange();
    }));
  }

  /** Takes or lets go of the lead, and sets the timer, by what is true now. */
  arrange(): void {
    clearTimeout(this.#timer);
    const { forced } = this.hub;
    const polls =
      this.#watches.size > 0 && (forced || (!document.hidden && !this.hub.pausedSince(this.base)));
    if (!polls || !this.state.restored) return this.#lead.leave();
    if (!this.#lead.wished) {
      this.#lead.join(this.hub.tabs.connected);
      this.#say({ want: this.every, tab: this.hub.id, ask: true, forced });
    }
    if (!this.#lead.held || this.#asking) return;
    // A clock that was set back must not put the next poll off.
    this.#ended = Math.min(this.#ended, Date.now());
    const due = this.state.due ?? this.#ended + this.every * this.#jitter;
    // Joining may have won the lead at once and come here before.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wake(due), Math.max(0, due - Date.now()));
  }

  /** Lets go of the lead at once, until the next {@link Source.arrange}. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#lead.leave();
  }

  /** The network is back: what failed for want of it is asked again at once. */
  online(): void {
    const kind = this.state.failing?.kind;
    if (kind !== 'offline' && kind !== 'network') return;
    this.#ended = 0;
    this.#set({ due: undefined });
    this.arrange();
  }

  /** The failures so far with one more. */
  failing(failure: Failure): Failing {
    const at = this.hub.clock(this.base).now();
    const { since = at, count = 0 } = this.state.failing ?? {};
    return { ...failure, said: explain(this.route, failure), at, since, count: count + 1 };
  }

  /** The smallest interval that anyone wants, here or in another tab, in ms. */
  get every(): number {
    const now = Date.now();
    const wants = [...this.#wants.values()].filter(({ until }) => until > now);
    return Math.min(...[...this.#watches, ...wants].map(({ every }) => every));
  }

  #wake(due: number): void {
    // Timers may fire early or after a sleep; only the clock counts.
    if (Date.now() < due) return this.arrange();
    this.#heldUp = Date.now() - due > HELD_UP && this.#ended > 0;
    void this.refresh();
  }
  #heldUp = false;

  async #ask(): Promise<void> {
    const disturbed = document.hidden || this.#heldUp;
    this.#heldUp = false;
    // Only a tab that asks needs what asking takes.
    const { poll } = await import('./poll.ts').catch(() => ({ poll: undefined }));
    this.#set(poll ? await poll(this, disturbed) : { failing: this.failing({ kind: 'network' }) });
    this.#ended = Date.now();
    this.#jitter = 0.75 + Math.random() / 2;
    this.#tellState();
  }

  /** Tells the other tabs what is known now; what came before they know themselves. */
  #tellState(): void {
    const state = { ...this.state, before: undefined, visit: undefined };
    this.#say({ state, ended: this.#ended, forced: this.hub.forced });
  }

  #heard(said: Said): void {
    if ('want' in said) {
      this.#wants.set(said.tab, { every: said.want, until: Date.now() + Math.max(60_000, 3 * said.want) });
      if (!this.#lead.held) return;
      if (said.ask && this.state.last) this.#tellState();
      // A wall screen that polls though hidden makes room for a tab that somebody looks at.
      if (document.hidden && !said.forced) this.#lead.leave();
      return this.arrange();
    }
    if (said.forced && !this.hub.forced && this.hub.pausedSince(this.base)) return;
    const { state, ended } = said;
    // What lies in the future was noted before the clock was set back.
    if (ended <= this.#ended && this.#ended <= Date.now()) return;
    this.#ended = ended;
    this.#set({ ...state, before: this.state.last, visit: this.state.visit, restored: true });
    if (!this.#lead.held)
      this.#say({ want: this.every, tab: this.hub.id, ask: false, forced: this.hub.forced });
    this.arrange();
  }

  async #restore(): Promise<void> {
    const { kept } = this.hub;
    const visited = `1/${this.base}/visit/${this.route}`;
    const [last, visit] = await Promise.all([
      kept.getAs(this.keptAs, isSnapshot),
      kept.getAs(visited, isSnapshot),
    ]);
    const clock = this.hub.clock(this.base);
    const returning = last && clock.now() - last.at > VISIT_GAP;
    if (returning) kept.put(visited, last);
    // What another tab has told meanwhile is newer than what was kept.
    this.#ended ||= last ? last.at - clock.offset : 0;
    this.#set({ last, ...this.state, visit: returning ? last : visit, restored: true });
    this.arrange();
  }

  #say(said: Said): void {
    this.hub.tabs.say(this.#key, said);
  }

  #set(change: StateChange): void {
    // A member that is let go is dropped, not set to `undefined`, so that states compare and clone alike.
    this.state = Object.fromEntries(
      Object.entries({ ...this.state, ...change }).filter(([, value]) => value !== undefined),
    ) as unknown as RouteState;
    for (const { changed } of this.#watches) changed();
  }

  #stop(): void {
    this.leave();
    this.#deaf();
    this.gone();
  }
}
