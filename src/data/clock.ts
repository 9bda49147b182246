interface Estimate {
  offset: number;
  /** How far the offset may be wrong, in ms: half the round trip, and half of the second that `Date` rounds to. */
  doubt: number;
}

/** How far one base's server clock is ahead of this machine's. */
export class ServerClock {
  #best: Estimate | undefined;
  #floor = -Infinity;

  /** Takes up what the last visit knew or another tab has learnt, until an answer tells better. @param offset in ms */
  hear(offset: number): void {
    if (!this.#best || Math.abs(offset - this.#best.offset) > 1000) this.#best = { offset, doubt: Infinity };
  }

  /** Whether a `Date` was ever read; without one only lower bounds are known. */
  get known(): boolean {
    return this.#best !== undefined;
  }

  /** Server minus local, in ms. */
  get offset(): number {
    return Math.max(this.#best?.offset ?? 0, this.#best ? -Infinity : this.#floor);
  }

  /** Server time now, in whole ms since 1970 UTC. */
  now(): number {
    return Math.round(Date.now() + this.offset);
  }

  /**
   * Learns from an answer's `Date` (plus `Age`). The lowest round trip wins, until an answer contradicts it:
   * then this machine's clock was set.
   */
  learn(serverTime: number, sentAt: number, ms: number): void {
    const offset = serverTime + 500 - (sentAt + ms / 2);
    const doubt = ms / 2 + 500;
    const best = this.#best;
    const contradicts = best && Math.abs(offset - best.offset) > doubt + best.doubt;
    if (!best || contradicts || doubt < best.doubt) this.#best = { offset, doubt };
  }

  /** An answer made in the future moves an unknown clock; an old answer is just old. */
  atLeast(generatedAt: number): void {
    this.#floor = Math.max(this.#floor === -Infinity ? 0 : this.#floor, generatedAt - Date.now());
  }
}

/** The one second hand of a page: calls everybody together, so that all ages change at once. */
export class Ticker {
  readonly #hands = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    document.addEventListener('visibilitychange', () => this.#arrange());
    addEventListener('pageshow', () => this.tick());
  }

  /** Calls back every second while the page is visible, and at once when it is shown again. */
  join(hand: () => void): () => void {
    this.#hands.add(hand);
    this.#arrange();
    return () => {
      this.#hands.delete(hand);
      this.#arrange();
    };
  }

  /** Calls everybody now. */
  tick(): void {
    for (const hand of this.#hands) hand();
  }

  #arrange(): void {
    const wanted = this.#hands.size > 0 && !document.hidden;
    if (wanted === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = wanted ? setInterval(() => this.tick(), 1000) : undefined;
    if (wanted) this.tick();
  }
}
