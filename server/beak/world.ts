import { usualPlan } from './deployment.ts';
import { moves } from './moves.ts';
import { Random } from './random.ts';
import { Release, STEP } from './release.ts';
import type { ReleasePlan } from './deployment.ts';
import type { Move, MoveName } from './moves.ts';

const HOUR = 3_600_000;
/** The audit keeps a day, and at most so many entries of it. */
const AUDIT_LIMIT = 600;

/** A bonded agent; `pulsedAt` is ms UTC, or null for one that never pulsed. */
export interface Agent {
  id: string;
  state: 'alive' | 'slow' | 'dead';
  pulsedAt: number | null;
}

/** A line of the audit; `at` is ms UTC. */
export interface Entry {
  id: string;
  type: string;
  at: number;
  actor?: string | undefined;
  target?: string | undefined;
  reason?: string | undefined;
}

/** What a scenario changes in the way the world moves. */
export interface Mood {
  /** Factors on the likelihood of single moves; 0 stops one. */
  weights?: Partial<Record<MoveName, number>>;
  /** How releases go. */
  release?: ReleasePlan;
}

const ducks = [
  'mallard',
  'teal',
  'eider',
  'gadwall',
  'pintail',
  'wigeon',
  'smew',
  'pochard',
  'garganey',
  'shoveler',
];

/**
 * The simulated stack. It moves in whole steps of 5 s by seed and clock alone: two worlds with one seed
 * that are moved to the same time are alike, however often each was asked in between.
 */
export class World {
  readonly random: Random;
  readonly release: Release;
  /** The time of the last whole step, ms UTC. */
  now: number;
  mood: Mood = {};
  totals = { eggs: 1840, ducklings: 1622, certificates: 1559, connections: 96 };
  pecks = { succeeded: 1184, denied: 24, expired: 15, callback_error: 2 };
  openPecks: string[] = [];
  agents: Agent[] = [];
  lastCertificateAt: number | null = null;
  invalidations: { id: string; at: number; paths: string[] }[] = [];
  /** Newest first, at most a day old. */
  mails: { kind: string; to: string; at: number }[] = [];
  /** Newest first, at most a day old. */
  audit: Entry[] = [];
  /** Entries younger than a day were dropped at some time, to keep the list short. */
  truncated = false;
  #nextMove: number;

  /** @param now ms UTC; a slow day has passed by then, so that nothing looks empty */
  constructor(seed: number, now: number) {
    this.random = new Random(seed);
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

  /** The name of some duck. */
  someone(): string {
    return `${this.random.pick(ducks) ?? 'duck'}-${Math.floor(this.random.between(1000, 10_000))}`;
  }

  /** Bonds a new agent and tells its id. */
  bond(at: number): string {
    const id = `agent-${this.random.hex(6)}`;
    this.agents.push({ id, state: 'alive', pulsedAt: at });
    return id;
  }

  /** Writes a line of the audit. */
  log(type: string, at: number, rest: Omit<Entry, 'id' | 'type' | 'at'>): void {
    this.audit.unshift({ id: `evt-${this.random.hex(10)}`, type, at, ...rest });
  }

  /** Sends a mail. */
  mail(kind: string, to: string, at: number): void {
    this.mails.unshift({ kind, to, at });
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
