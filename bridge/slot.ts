import type { Clients } from './clients.ts';
import type { Config } from './config.ts';
import type { Bounded, Collector, Context, Found, Target } from './collector.ts';
import { Failure, failureOf } from './failure.ts';

/** The longest that is waited after failures in a row, in ms. */
const LONGEST_WAIT_MS = 300_000;
/** Failures after which AWS is left alone for longer. */
const WAITED_FOR = new Set(['throttled', 'late', 'unreachable']);

/** What a collection has in common. */
export interface Collecting {
  clients: Clients;
  target: Target;
  config: Config;
  now: number;
  signal: AbortSignal;
  of: Context['of'];
}

/** What was asked of AWS in one reading, by IAM action: calls, and what AWS bills for them. */
export type Asked = Map<string, { calls: number; units: number }>;

/** One collector with what it found last and when it is due again. */
export class Slot<R extends Found = Found> {
  /** When it was read last, in ms UTC; absent before. */
  at?: number;
  found?: R | undefined;
  failure?: Failure | undefined;
  /** What the last reading asked of AWS. */
  asked: Asked = new Map();
  dueAt = -Infinity;
  readonly #memory = new Map<string, unknown>();
  #failed = 0;
  #forgotten = false;
  #running: Promise<void> | undefined;

  /** @param random from 0 to 1, for the jitter */
  constructor(
    readonly collector: Collector<R>,
    readonly random: () => number,
  ) {}

  /** Reads the part where it is due; where it is being read already, waits for that. */
  async read(on: Collecting): Promise<void> {
    if (this.#running) return this.#running;
    if (on.now < this.dueAt) return;
    this.#running = this.#read(on).finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** It is due at once, and so is what is being read just now: it may be of before. */
  forget(): void {
    this.dueAt = -Infinity;
    this.#forgotten = this.#running !== undefined;
  }

  /** Reads the part now, however young what is known of it is. */
  async renew(on: Collecting): Promise<void> {
    await this.#running;
    this.dueAt = -Infinity;
    return this.read(on);
  }

  /** What was found last. @throws {Failure} where it failed */
  result(): R {
    if (this.found) return this.found;
    throw this.failure ?? new Failure('refused', `${this.collector.part} was not read.`);
  }

  async #read({ clients, target, config, now, signal, of }: Collecting): Promise<void> {
    const asked: Asked = new Map();
    const call = async <Out>(
      action: string,
      send: (options: Bounded) => Promise<Out>,
      units = 0,
    ): Promise<Out> => {
      const before = asked.get(action) ?? { calls: 0, units: 0 };
      asked.set(action, { calls: before.calls + 1, units: before.units + units });
      try {
        return await send({ abortSignal: signal });
      } catch (error) {
        throw failureOf(error, action, signal.aborted);
      }
    };
    const context: Context = { clients, target, config, now, signal, call, of, memory: this.#memory };
    try {
      this.found = await this.collector.collect(context);
      this.failure = undefined;
    } catch (error) {
      this.found = undefined;
      // Whatever broke here costs this part alone.
      this.failure = failureOf(error, this.collector.part, signal.aborted);
    }
    this.at = now;
    this.asked = asked;
    this.dueAt = this.#forgotten ? -Infinity : now + this.#wait();
    this.#forgotten = false;
  }

  /** Until the next reading; after failures with full jitter up to ever longer times. */
  #wait(): number {
    const { everyMs } = this.collector;
    const failures = [this.failure, ...(this.found?.failures ?? [])];
    this.#failed = failures.some((each) => each && WAITED_FOR.has(each.kind)) ? this.#failed + 1 : 0;
    const longest = Math.min(LONGEST_WAIT_MS, everyMs * 2 ** Math.min(this.#failed, 10));
    return this.#failed === 0 ? everyMs : Math.max(everyMs, this.random() * longest);
  }
}
