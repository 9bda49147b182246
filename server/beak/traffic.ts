import type { Random } from './random.ts';

/** What CloudWatch counts of one version. */
export interface Counted {
  invocations: number;
  errors: number;
  throttles: number;
}

/** The calls of the alias, per executed version and step; times are ms UTC. */
export class Traffic {
  readonly #random: Random;
  #steps: (Counted & { at: number; version: number })[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Calls of one version within one step; so many of them fail by chance. */
  add(at: number, version: number, invocations: number, errorRate: number): void {
    const errors = this.#random.successes(invocations, errorRate);
    const throttles = this.#random.chance(0.01) ? 1 : 0;
    this.#steps.push({ at, version, invocations, errors, throttles: Math.min(throttles, invocations) });
  }

  /** Forgets the steps of which this is true. */
  forget(which: (at: number) => boolean): void {
    this.#steps = this.#steps.filter(({ at }) => !which(at));
  }

  /** The sums of each version from a time on. */
  since(from: number): Map<number, Counted> {
    const by = new Map<number, Counted>();
    for (const step of this.#steps) {
      if (step.at < from) continue;
      const sum = by.get(step.version) ?? { invocations: 0, errors: 0, throttles: 0 };
      sum.invocations += step.invocations;
      sum.errors += step.errors;
      sum.throttles += step.throttles;
      by.set(step.version, sum);
    }
    return by;
  }
}
