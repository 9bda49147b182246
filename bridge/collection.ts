import type { Clients } from './clients.ts';
import type { Config } from './config.ts';
import { PARTS } from './collector.ts';
import type { Collector, Found, Target } from './collector.ts';
import { collectors as all } from './collectors.ts';
import { audit } from './collectors/audit.ts';
import { http } from './collectors/http.ts';
import { lambda } from './collectors/lambda.ts';
import { Failure, inWords } from './failure.ts';
import { merge } from './merge.ts';
import { Slot } from './slot.ts';
import type { Collecting } from './slot.ts';
import { maskAnswer } from '../src/api/mask.ts';
import type { Polled } from '../src/api/fields.ts';

/** A collection ends after so long, in ms: before the page gives up on it, which it does after 10 s. */
const DEADLINE_MS = 8_000;

/** What collections of a bridge share. */
export interface Shared {
  clients: Clients;
  config: Config;
  /** The clock, ms UTC. */
  now: () => number;
  random: () => number;
  deadlineMs?: number | undefined;
  /** The parts that are read; by default all. */
  collectors?: readonly Collector[] | undefined;
}

/** The parts that are the same for every function, read once for all of them. */
export const accountSlots = (shared: Shared): Slot[] => slotsOf('account', shared);

const slotsOf = (wanted: Collector['scope'], { random, collectors = all }: Shared): Slot[] =>
  collectors.filter(({ scope }) => scope === wanted).map((collector) => new Slot(collector, random));

/** The answers about one function, put together of parts that are each read no more often than they may be. */
export class Collection {
  readonly #slots: readonly Slot[];
  #answers: Record<Polled, string> | undefined;
  #running: Promise<void> | undefined;

  /** @param account the parts that are shared with other functions */
  constructor(
    readonly target: Target,
    readonly shared: Shared,
    account: readonly Slot[],
  ) {
    this.#slots = [...slotsOf('function', shared), ...account];
  }

  /** Every part, to see how it stands. */
  get slots(): readonly Slot[] {
    return this.#slots;
  }

  /** An answer, as it would travel. Who asks while it is put together waits for the same one. */
  async answer(route: Polled): Promise<string> {
    await this.#refresh();
    return this.#answers?.[route] ?? '{}';
  }

  /** Why parts that are in use are missing, a sentence for each. */
  problems(): string[] {
    return this.#used().flatMap(({ collector, failure, found }) => {
      const failures = [failure, ...(found?.failures ?? [])].filter((each) => each !== undefined);
      const { function: name, alias } = this.target;
      return failures.length > 0 ? [`${name}:${alias} ${collector.part}: ${inWords(failures)}`] : [];
    });
  }

  /** What a page needs to name the function in commands; the account where AWS told it. */
  async place(): Promise<{ function: string; alias: string; region: string; account?: string }> {
    await this.#refresh();
    const account = this.#slotOf(lambda).found?.arn?.split(':')[4];
    return { ...this.target, ...(account && { account }) };
  }

  /** The next answer reads the alias anew, since it has been changed. */
  forget(): void {
    this.#slotOf(lambda).forget();
  }

  /** A part as it is now, however young what is known of it is. @throws {Failure} */
  async fresh<R extends Found>(collector: Collector<R>): Promise<R> {
    const slot = this.#slotOf(collector);
    await this.#within(this.shared.now(), (on) => slot.renew(on));
    return slot.result();
  }

  #refresh(): Promise<void> {
    const now = this.shared.now();
    this.#running ??= this.#used().some(({ dueAt }) => now >= dueAt)
      ? this.#collect(now).finally(() => (this.#running = undefined))
      : undefined;
    return this.#running ?? Promise.resolve();
  }

  #used(): Slot[] {
    return this.#slots.filter(({ collector }) => collector.lacks?.(this.shared.config) === undefined);
  }

  async #collect(now: number): Promise<void> {
    await this.#within(now, async (on) => {
      await Promise.all(this.#used().map((slot) => slot.read(on)));
    });
    this.#answers = this.#assemble(now);
  }

  /** Does something within the time that a collection has. */
  async #within(now: number, work: (on: Collecting) => Promise<void>): Promise<void> {
    const { clients, config, deadlineMs = DEADLINE_MS } = this.shared;
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(), deadlineMs);
    const on: Collecting = {
      clients,
      config,
      now,
      target: this.target,
      signal: over.signal,
      of: async (collector) => {
        const slot = this.#slotOf(collector);
        await slot.read(on);
        return slot.result();
      },
    };
    try {
      await work(on);
    } finally {
      clearTimeout(timer);
    }
  }

  #slotOf<R extends Found>(collector: Collector<R>): Slot<R> {
    const slot = this.#find(collector);
    if (!slot) throw new Error(`There is no part ${collector.part}.`);
    return slot;
  }

  #find<R extends Found>({ part }: Collector<R>): Slot<R> | undefined {
    // A part has one collector, so what its slot finds is what that finds.
    return this.#slots.find(({ collector }) => collector.part === part) as Slot<R> | undefined;
  }

  #assemble(now: number): Record<Polled, string> {
    const collected: Record<string, object> = {};
    let status: object = {
      lambda: { function: this.target.function, region: this.target.region },
      release: { function: this.target.function, alias: this.target.alias },
    };
    const points = this.#versions();
    // What AWS says stands over what a JSON endpoint says, so that comes first.
    for (const part of [...PARTS].reverse()) {
      const slot = this.#slots.find(({ collector }) => collector.part === part);
      if (!slot) continue;
      const { collector, found, failure, at } = slot;
      const lacks = collector.lacks?.(this.shared.config);
      const old = found?.about !== undefined && points !== undefined && found.about !== points;
      if (found && !old) status = merge(status, found.fields);
      const failures = [
        failure,
        ...(found?.failures ?? []),
        old ? new Failure('refused', 'The alias has changed since: read again within a minute.') : undefined,
      ].filter((each) => each !== undefined);
      const reason = lacks ?? [inWords(failures), found?.note].filter(Boolean).join(' ');
      collected[part] = {
        at: new Date(at ?? now).toISOString(),
        ok: lacks === undefined && failures.length === 0,
        ...(reason && { reason }),
      };
    }
    const write = (route: Polled, answer: object): string => JSON.stringify(maskAnswer(route, answer));
    return {
      status: write('status', { generated_at: new Date(now).toISOString(), ...status, collected }),
      metrics: write('metrics', this.#find(http)?.found?.metrics ?? {}),
      audit: write('audit', this.#find(audit)?.found?.answer ?? {}),
    };
  }

  /** The versions that the alias sends calls to, as far as that is known. */
  #versions(): string | undefined {
    const { stable, routing } = this.#slotOf(lambda).found?.fields.release ?? {};
    return stable === undefined || !routing ? undefined : [stable, ...Object.keys(routing)].join(' ');
  }
}
