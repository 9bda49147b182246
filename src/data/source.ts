import { REQUEST_TIMEOUT_MS } from '../api/failure.ts';
import { LONGEST_TIMER, intervalFrom, messageFrom } from './tab-messages.ts';
import { baseIn, isPassing } from '../store/realm.ts';
import { failedAgain, isSnapshot, snapshotKey, sourceKey, visitKey } from './state.ts';
import { Leadership, leadLock } from './tabs.ts';
import type { Failure } from '../api/failure.ts';
import type { Route } from '../api/fields.ts';
import type { SharedSession, SharedSource, TabMessage, Watch } from './hub-contract.ts';
import type { Polled, SourceHub } from './polled.ts';
import type { Failing, RouteState, StateChange } from './state.ts';

/** A source stays this long after its last observer has left, in ms, so that a moved card asks nothing anew. */
const LINGER = 5000;
/** A visit ends when nothing was fetched for this long, in ms. */
const VISIT_GAP = 30 * 60_000;
/** So many intervals of silence after its request was due, and the tab that leads is taken for blocked. */
const MISSED = 2;
/** A timer that comes this late was held up by sleep or throttling, in ms. */
const HELD_UP = 5000;

/** One route of one realm: asked by one tab of this browser, at the smallest interval that anyone wants. */
export class Source implements SharedSource, Polled {
  state: RouteState = { restored: false };
  readonly base: string;
  readonly #key: string;
  /** The key of the last good answer. */
  readonly keptAs: string;
  readonly #watches = new Set<Watch>();
  readonly #wants = new Map<string, { every: number; until: number }>();
  readonly #leadership: Leadership;
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
    readonly hub: SourceHub,
    readonly realm: string,
    readonly route: Route,
    readonly gone: () => void,
  ) {
    this.base = baseIn(realm);
    this.#key = sourceKey(realm, route);
    this.keptAs = snapshotKey(realm, route);
    this.#leadership = new Leadership(leadLock(this.#key), () => this.reconcile());
    this.#deaf = hub.tabs.hear(this.#key, (raw) => this.#heard(messageFrom(raw)));
    void this.#restore();
  }

  /** Watches the state; answers how to stop. The last one to stop lets the source go. */
  watch(watch: Watch): () => void {
    clearTimeout(this.#lingering);
    this.#watches.add(watch);
    this.reconcile();
    return () => {
      this.#watches.delete(watch);
      // Nobody's wish is nobody's request, be it due while the source lingers.
      this.reconcile();
      if (this.#watches.size > 0) return;
      clearTimeout(this.#lingering);
      this.#lingering = setTimeout(() => this.#stop(), LINGER);
    };
  }

  /** In whose name to ask; `undefined` while nobody watches. */
  get asker(): SharedSession | undefined {
    return [...this.#watches].find(({ session }) => session.realm === this.realm)?.session;
  }

  /** Asks now, whatever the mode; one that is under way is joined. Nothing is asked while nobody watches. */
  refresh(): Promise<void> {
    if (!this.asker) return Promise.resolve();
    return (this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
      this.reconcile();
    }));
  }

  /** Takes or lets go of the lead, and sets the timer, by what is true now. */
  reconcile(): void {
    clearTimeout(this.#timer);
    const { forced } = this.hub;
    const polls =
      this.asker !== undefined && (forced || (!document.hidden && !this.hub.pausedSince(this.base)));
    if (!polls || !this.state.restored) return this.#leadership.leave();
    if (!this.#leadership.wished) {
      this.#queuedAt = Date.now();
      this.#standsIn = false;
      this.#leadership.join(this.hub.tabs.connected && !isPassing(this.realm));
      this.#say({ want: this.every, tab: this.hub.id, ask: true, forced });
    }
    if (this.#asking) return;
    // A clock that was set back must not put the next poll off.
    this.#ended = Math.min(this.#ended, Date.now());
    const own = this.state.due ?? this.#ended + this.every * this.#jitter;
    const due = own + this.#patience(own);
    // Joining may have won the lead at once and come here before.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wake(due), Math.min(LONGEST_TIMER, Math.max(0, due - Date.now())));
  }

  /** How much later than the tab that leads this one asks, in ms: only where that one is blocked, and says nothing. */
  #patience(due: number): number {
    if (this.#leadership.held || this.#standsIn) return 0;
    return Math.max(0, this.#queuedAt - due) + MISSED * this.every + REQUEST_TIMEOUT_MS;
  }
  /** Since when this tab waits behind the one that leads, by the local clock in ms. */
  #queuedAt = 0;
  /** Whether this tab asks for one that leads and is blocked. */
  #standsIn = false;

  /** Lets go of the lead at once, until the next {@link Source.reconcile}. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#leadership.leave();
  }

  /** The network is back: what failed for want of it is asked again at once. */
  online(): void {
    const kind = this.state.failing?.kind;
    if (kind !== 'offline' && kind !== 'network') return;
    this.#ended = 0;
    this.set({ due: undefined });
    this.reconcile();
  }

  /** The failures so far with one more. */
  failing(failure: Failure): Failing {
    return failedAgain(this.route, failure, this.state.failing, this.hub.clock(this.base).now());
  }

  /** The smallest interval that anyone wants, here or in another tab, in ms. */
  get every(): number {
    const now = Date.now();
    const wants = [...this.#wants.values()].filter(({ until }) => until > now);
    return intervalFrom(Math.min(...[...this.#watches, ...wants].map(({ every }) => every)));
  }

  #wake(due: number): void {
    // Timers may fire early or after a sleep; only the clock counts.
    if (Date.now() < due) return this.reconcile();
    if (!this.#leadership.held) {
      // After a sleep the one that leads may be about to ask.
      if (Date.now() - due > HELD_UP) {
        this.#queuedAt = Date.now();
        return this.reconcile();
      }
      this.#standsIn = true;
    }
    this.#heldUp = Date.now() - due > HELD_UP && this.#ended > 0;
    void this.refresh();
  }
  #heldUp = false;

  async #ask(): Promise<void> {
    const disturbed = document.hidden || this.#heldUp;
    this.#heldUp = false;
    // Only a tab that asks needs what asking takes.
    const { poll } = await import('./poll.ts').catch(() => ({ poll: undefined }));
    const session = this.asker;
    if (!session) return;
    const change = poll
      ? await poll(this, session, disturbed)
      : { failing: this.failing({ kind: 'network' }) };
    if (!change) return;
    this.set(change);
    this.#ended = Date.now();
    this.#jitter = 0.75 + Math.random() / 2;
    this.#tellState();
  }

  /** Tells the other tabs what is known now; what came before they know themselves. */
  #tellState(): void {
    const state = { ...this.state, before: undefined, visit: undefined };
    this.#say({ state, ended: this.#ended, forced: this.hub.forced });
  }

  #heard(message: TabMessage | undefined): void {
    if (!message) return;
    if ('want' in message) {
      this.#wants.set(message.tab, {
        every: message.want,
        until: Date.now() + Math.max(60_000, 3 * message.want),
      });
      if (!this.#leadership.held) return;
      if (message.ask && this.state.last) this.#tellState();
      // A wall screen that polls though hidden makes room for a tab that somebody looks at.
      if (document.hidden && !message.forced) this.#leadership.leave();
      return this.reconcile();
    }
    if (message.forced && !this.hub.forced && this.hub.pausedSince(this.base)) return;
    const { state, ended } = message;
    // What lies in the future was noted before the clock was set back.
    if (ended <= this.#ended && this.#ended <= Date.now()) return;
    this.#ended = ended;
    // Somebody else asks.
    this.#standsIn = false;
    this.set({ ...state, before: this.state.last, visit: this.state.visit, restored: true });
    if (!this.#leadership.held)
      this.#say({ want: this.every, tab: this.hub.id, ask: false, forced: this.hub.forced });
    this.reconcile();
  }

  async #restore(): Promise<void> {
    const { store } = this.hub;
    const visited = visitKey(this.realm, this.route);
    const [last, visit] = await Promise.all([
      store.getAs(this.keptAs, isSnapshot),
      store.getAs(visited, isSnapshot),
    ]);
    const clock = this.hub.clock(this.base);
    const returning = last && clock.now() - last.at > VISIT_GAP;
    if (returning) store.put(visited, last);
    // What another tab has told meanwhile is newer than what was kept.
    this.#ended ||= last ? last.at - clock.offset : 0;
    this.set({ last, ...this.state, visit: returning ? last : visit, restored: true });
    this.reconcile();
  }

  #say(message: TabMessage): void {
    if (!isPassing(this.realm)) this.hub.tabs.say(this.#key, message);
  }

  set(change: StateChange): void {
    // A member that is let go is dropped, not set to `undefined`, so that states compare and clone alike.
    this.state = Object.fromEntries(
      Object.entries({ ...this.state, ...change }).filter(([, value]) => value !== undefined),
    ) as unknown as RouteState;
    for (const { changed } of this.#watches) changed();
  }

  #stop(): void {
    this.leave();
    this.#deaf();
    this.hub.clock(this.base).forget(this.route);
    this.gone();
  }
}
