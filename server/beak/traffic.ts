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
  /** The sums since the last shift began, however long ago: its steps are forgotten. */
  #shift = new Map<number, Counted>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Calls of one version within one step; so many of them fail by chance. */
  add(at: number, version: number, invocations: number, errorRate: number): void {
    const errors = this.#random.successes(invocations, errorRate);
    const throttles = this.#random.chance(0.01) ? 1 : 0;
    const counted = { invocations, errors, throttles: Math.min(throttles, invocations) };
    this.#steps.push({ at, version, ...counted });
    sumUp(this.#shift, version, counted);
  }

  /** A shift begins: its calls are counted from now on. */
  begin(): void {
    this.#shift = new Map();
  }

  /** The sums of each version since the shift began. */
  sinceShift(): Map<number, Counted> {
    return this.#shift;
  }

  /** Forgets the steps of which this is true. */
  forget(which: (at: number) => boolean): void {
    this.#steps = this.#steps.filter(({ at }) => !which(at));
  }

  /** The sums of each version from a time on. */
  since(from: number): Map<number, Counted> {
    const by = new Map<number, Counted>();
    for (const step of this.#steps) if (step.at >= from) sumUp(by, step.version, step);
    return by;
  }
}

/** Adds what was counted of a version to its sum. */
function sumUp(by: Map<number, Counted>, version: number, { invocations, errors, throttles }: Counted): void {
  const sum = by.get(version) ?? { invocations: 0, errors: 0, throttles: 0 };
  sum.invocations += invocations;
  sum.errors += errors;
  sum.throttles += throttles;
  by.set(version, sum);
}
