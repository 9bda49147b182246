/**
 * A small seeded source of chance: the same seed gives the same run, in every engine.
 * Mulberry32 by Tommy Ettinger (public domain): 32 bits of state, good enough for ducks.
 */
export class Random {
  #state: number;

  /** @param seed any number; its low 32 bits count */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, but not reaching, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A number from `low` up to, but not reaching, `high`. */
  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Heads, with the given share from 0 to 1. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number that is `mean` on average and a fifth off at most, give or take one. */
  about(mean: number): number {
    return Math.floor(mean * this.between(0.8, 1.2) + this.next());
  }

  /** How many of `tries` succeed, each with the given share. */
  successes(tries: number, share: number): number {
    let count = 0;
    for (let n = 0; n < tries; n += 1) if (this.chance(share)) count += 1;
    return count;
  }

  /** One entry of a list; `undefined` when it is empty. */
  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.next() * list.length)];
  }

  /** So many hexadecimal digits. */
  hex(digits: number): string {
    return Array.from({ length: digits }, () => Math.floor(this.next() * 16).toString(16)).join('');
  }
}
