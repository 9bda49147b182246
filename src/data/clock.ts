import type { SharedClock, SharedTicker } from './hub-contract.ts';

/** How far one estimate of a server's time is from another before it counts as another time, in ms. */
const FAR = 60_000;
/** So many answers over so long (ms) confirm a time that jumped far. */
const CONFIRMED_BY = 3;
const CONFIRMED_OVER = 60_000;
/** A backend that says that it made its answer further ahead than this (ms) has no idea of the time. */
const FARTHEST_AHEAD = 366 * 86_400_000;

interface Estimate {
  offset: number;
  /** How far the offset may be wrong, in ms: half the round trip, and half of the second that `Date` rounds to. */
  doubt: number;
}

/** How far one base's server clock is ahead of this machine's. */
export class ServerClock implements SharedClock {
  #best: Estimate | undefined;
  /** How far ahead of this machine's clock each route's last answer was made, in ms. */
  readonly #ahead = new Map<string, number>();
  /** Server time minus the page's own steady time, as far as it is sure, in ms: this machine's, until answers tell. */
  #sure = Date.now() - performance.now();
  #answered = false;
  /** A time that jumped far, until it is confirmed. */
  #jump: { to: number; since: number; answers: number } | undefined;

  /** Takes up what the last visit knew or another tab has learnt, until an answer tells better. @param offset in ms */
  hear(offset: number): void {
    if (!this.#best || Math.abs(offset - this.#best.offset) > 1000) this.#best = { offset, doubt: Infinity };
    if (!this.#answered) this.#sure = Date.now() + offset - performance.now();
  }

  /** Whether a `Date` was ever read; without one only lower bounds are known. */
  get known(): boolean {
    return this.#best !== undefined;
  }

  /** Server minus local, in ms. */
  get offset(): number {
    return this.#best?.offset ?? Math.max(0, ...this.#ahead.values());
  }

  /** Server time now, in whole ms since 1970 UTC. */
  now(): number {
    return Math.round(Date.now() + this.offset);
  }

  /**
   * Learns from an answer's `Date` (plus `Age`). The lowest round trip wins, until an answer contradicts it:
   * then one of the clocks was set.
   */
  learn(serverTime: number, sentAt: number, ms: number): void {
    const offset = serverTime + 500 - (sentAt + ms / 2);
    const doubt = ms / 2 + 500;
    const best = this.#best;
    const contradicts = best && Math.abs(offset - best.offset) > doubt + best.doubt;
    if (!best || contradicts || doubt < best.doubt) this.#best = { offset, doubt };
  }

  /**
   * An answer made in the future moves an unknown clock; an old answer is just old. What a route answers next counts in
   * place of what it answered before.
   */
  atLeast(route: string, generatedAt: number): void {
    const ahead = generatedAt - Date.now();
    if (ahead < FARTHEST_AHEAD) this.#ahead.set(route, ahead);
    else this.#ahead.delete(route);
  }

  /** A route that is asked no more tells nothing of the time. */
  forget(route: string): void {
    this.#ahead.delete(route);
  }

  /** Takes note that an answer has come, after it has taught what it could: a time that jumped is confirmed by several. */
  confirm(): void {
    const steady = performance.now();
    const time = this.now() - steady;
    this.#answered = true;
    if (Math.abs(time - this.#sure) <= FAR) {
      this.#sure = time;
      this.#jump = undefined;
      return;
    }
    if (!this.#jump || Math.abs(time - this.#jump.to) > FAR)
      this.#jump = { to: time, since: Date.now(), answers: 0 };
    this.#jump.to = time;
    this.#jump.answers += 1;
    if (this.#jump.answers < CONFIRMED_BY || Date.now() - this.#jump.since < CONFIRMED_OVER) return;
    this.#sure = time;
    this.#jump = undefined;
  }

  /**
   * What server time may be, in ms since 1970 UTC; for a while after it has jumped, that is much. What is not too old at
   * the first expires not yet, and what comes before the second is not from the future.
   */
  bounds(): readonly [earliest: number, latest: number] {
    const now = this.now();
    const sure = Math.round(this.#sure + performance.now());
    return Math.abs(now - sure) <= FAR ? [now, now + FAR] : [Math.min(now, sure), Math.max(now, sure) + FAR];
  }
}

/** The one second hand of a page: calls everybody together, so that all ages change at once. */
export class Ticker implements SharedTicker {
  readonly #hands = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    document.addEventListener('visibilitychange', () => this.#reconcile());
    addEventListener('pageshow', () => this.tick());
  }

  /** Calls back every second while the page is visible, and at once when it is shown again. */
  join(hand: () => void): () => void {
    this.#hands.add(hand);
    this.#reconcile();
    return () => {
      this.#hands.delete(hand);
      this.#reconcile();
    };
  }

  /** Calls everybody now. */
  tick(): void {
    for (const hand of this.#hands) hand();
  }

  #reconcile(): void {
    const wanted = this.#hands.size > 0 && !document.hidden;
    if (wanted === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = wanted ? setInterval(() => this.tick(), 1000) : undefined;
    if (wanted) this.tick();
  }
}
