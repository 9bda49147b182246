import { usualPlan } from './deployment.ts';
import { moves } from './moves.ts';
import { Random } from './random.ts';
import { Release, STEP } from './release.ts';
import { Stack } from './stack.ts';
import type { ReleasePlan } from './deployment.ts';
import type { Move, MoveName } from './moves.ts';

const HOUR = 3_600_000;
/** The audit keeps a day, and at most so many entries of it. */
const AUDIT_LIMIT = 600;

/** What a scenario changes in the way the world moves. */
export interface Mood {
  /** Factors on the likelihood of single moves; 0 stops one. */
  weights?: Partial<Record<MoveName, number>>;
  /** How releases go. */
  release?: ReleasePlan;
}

/**
 * The simulated stack. It moves in whole steps of 5 s by seed and clock alone: two worlds with one seed
 * that are moved to the same time are alike, however often each was asked in between.
 */
export class World extends Stack {
  readonly release: Release;
  /** The time of the last whole step, ms UTC. */
  now: number;
  mood: Mood = {};
  /** Entries younger than a day were dropped at some time, to keep the list short. */
  truncated = false;
  #nextMove: number;

  /** @param now ms UTC; a slow day has passed by then, so that nothing looks empty */
  constructor(seed: number, now: number) {
    super(new Random(seed));
    this.now = Math.floor(now / STEP) * STEP;
    const dawn = this.now - 24 * HOUR;
    for (let n = 0; n < 26; n += 1) this.bond(dawn);
    for (let at = dawn; at < this.now; at += this.random.between(200_000, 600_000)) this.#move(at);
    if (this.invalidations.length === 0) moves.invalidate.happen(this, dawn);
    for (const agent of this.agents) Object.assign(agent, { state: 'alive', pulsedAt: this.now });
    this.release = new Release(this.random, this.now);
    this.#nextMove = this.now + 4000;
  }

  /** Moves the world on to `now`, ms UTC; a clock that ran backwards moves nothing. */
  advance(now: number): void {
    while (this.now + STEP <= now) {
      this.now += STEP;
      while (this.#nextMove <= this.now) {
        this.#move(this.#nextMove);
        this.#nextMove += this.random.between(4000, 14_000);
      }
      this.release.step(this.now);
      this.#forget();
    }
  }

  /** Lets another mood take over; what it does to releases shows at once. */
  feel(mood: Mood): void {
    this.mood = mood;
    this.release.follow(mood.release ?? usualPlan, this.now);
  }

  #move(at: number): void {
    const options = Object.entries(moves).map(([name, move]: [string, Move]) => {
      // `Object.entries` forgets the names of the keys.
      const factor = this.mood.weights?.[name as MoveName] ?? 1;
      return { move, weight: move.weight(this) * factor };
    });
    let point = this.random.between(
      0,
      options.reduce((sum, { weight }) => sum + weight, 0),
    );
    const chosen = options.find(({ weight }) => (point -= weight) < 0);
    chosen?.move.happen(this, at);
  }

  #forget(): void {
    const dawn = this.now - 24 * HOUR;
    if (this.audit.length > AUDIT_LIMIT) {
      this.audit.length = AUDIT_LIMIT;
      this.truncated = true;
    }
    for (const list of [this.audit, this.mails]) while ((list.at(-1)?.at ?? dawn) < dawn) list.pop();
  }
}
