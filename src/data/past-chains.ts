import { explain } from '../api/failure.ts';
import { logKey, samplesIn } from '../store/logs.ts';
import { indexOf, isPastIndex, pastIndexKey, pastPrefix } from '../store/past-write.ts';
import { answersIn, between, timesUnder } from '../store/past-read.ts';
import { get, under } from '../store/reading.ts';
import type { Route } from '../api/fields.ts';
import type { PastIndex } from '../store/past-write.ts';
import type { PastAnswer } from '../store/past-read.ts';
import type { ApiState } from './card-data.ts';
import type { LatencySample } from './samples.ts';
import type { Failing, RouteState, Snapshot } from './state.ts';

/** So many chains of answers are held; a slider stays near where it is. */
const HELD = 12;
/** The longest chain, in ms. */
const HOUR = 3_600_000;
/** For so long cards of a page share what one of them has read, in ms. */
const SHARED = 5000;

/** A state that says what it was at a time: an answer is as old as when it, or the same, was last given. */
const asSnapshot = ({ json, at, until, made }: PastAnswer, time: number): Snapshot => ({
  json,
  at: until <= time ? until : at,
  ...(made !== undefined && { made }),
});

/** The past of one realm, as far as this browser kept it. */
export class History {
  #index: PastIndex = {};
  #requests: LatencySample[] = [];
  readonly #times = new Map<string, number[]>();
  readonly #chains = new Map<string, Promise<PastAnswer[]>>();

  constructor(readonly realm: string) {}

  /** Reads anew what is kept. */
  async read(): Promise<this> {
    const [index, log] = await Promise.all([
      get(pastIndexKey(this.realm)),
      under(logKey(this.realm, 'sd_latency_log')),
    ]);
    this.#index = isPastIndex(index) ? index : indexOf(this.realm, await under(`1/${this.realm}/past/`));
    // Only samples of requests are written there.
    this.#requests = samplesIn(log.map(([, chunk]) => chunk)) as LatencySample[];
    const routes = Object.keys(this.#index);
    const times = await Promise.all(routes.map((route) => timesUnder(pastPrefix(this.realm, route))));
    routes.forEach((route, n) => this.#times.set(route, times[n] ?? []));
    return this;
  }

  /** The times of all answers of some routes that are kept, or of all, oldest first, in ms since 1970 UTC. */
  times(routes: readonly string[] = [...this.#times.keys()]): number[] {
    const all = new Set(routes.flatMap((route) => this.#times.get(route) ?? []));
    return [...all].sort((a, b) => a - b);
  }

  /** The requests that are logged, oldest first. */
  get requests(): readonly LatencySample[] {
    return this.#requests;
  }

  /** The states of routes as they were at a time (ms since 1970 UTC). */
  async at(routes: readonly Route[], time: number): Promise<ApiState['routes']> {
    const states = await Promise.all(routes.map((route) => this.#state(route, time)));
    return Object.fromEntries(routes.map((route, n) => [route, states[n]]));
  }

  async #state(route: Route, time: number): Promise<RouteState> {
    const starts = Object.keys(this.#index[route]?.chains ?? {})
      .map(Number)
      .filter((start) => start <= time)
      .sort((a, b) => b - a);
    const found: PastAnswer[] = [];
    // What came before the first answer of a chain ends the one before.
    for (const start of starts) {
      const chain = await this.#chain(route, start);
      found.push(...chain.filter(({ at }) => at <= time).reverse());
      if (found.length > 1) break;
    }
    return stateOf(found, failingAt(this.#requests, route, time), time);
  }

  /** Every answer of a route that is kept, hour by hour, oldest first. */
  async *answers(route: Route): AsyncGenerator<PastAnswer[]> {
    const starts = Object.keys(this.#index[route]?.chains ?? {}).map(Number);
    for (const start of starts.sort((a, b) => a - b)) yield await this.#chain(route, start);
  }

  #chain(route: Route, start: number): Promise<PastAnswer[]> {
    const { chains = {}, until = 0 } = this.#index[route] ?? {};
    const next = Object.keys(chains)
      .map(Number)
      .filter((each) => each > start)
      .sort((a, b) => a - b)[0];
    const key = `${route} ${start} ${next ?? until}`;
    let chain = this.#chains.get(key);
    if (!chain) {
      this.#chains.set(key, (chain = this.#readChain(pastPrefix(this.realm, route), start, next)));
      for (const old of [...this.#chains.keys()].slice(0, -HELD)) this.#chains.delete(old);
    }
    return chain;
  }

  async #readChain(prefix: string, start: number, next: number | undefined): Promise<PastAnswer[]> {
    const end = next === undefined ? `${prefix}\uffff` : prefix + String(next);
    const entries = await between(prefix + String(start), end);
    const answers = answersIn(entries.map(([, entry]) => entry));
    if (answers.length === entries.length) return answers;
    // Chains of two browsers lie across each other after an import: what is missing began before.
    const more = await between(prefix + String(start - HOUR), end);
    return answersIn(more.map(([, entry]) => entry)).filter(({ at }) => at >= start);
  }
}

/** The failures since the last good answer before a time, as a log of requests (oldest first) tells them. */
export function failingAt(
  requests: readonly LatencySample[],
  route: Route,
  time: number,
): Failing | undefined {
  let last: LatencySample | undefined;
  let since = 0;
  let count = 0;
  for (const sample of requests.toReversed()) {
    if (sample.at > time || sample.route !== route) continue;
    if (!sample.failure) break;
    last ??= sample;
    since = sample.at;
    count += 1;
  }
  if (!last?.failure) return undefined;
  const failure = { kind: last.failure, ...(last.status !== undefined && { status: last.status }) };
  return { ...failure, message: explain(route, failure), at: last.at, since, count };
}

/** The state of a route at a time, by its newest answers until then, the newest first, and its failures. */
export function stateOf(
  [last, before]: readonly PastAnswer[],
  failing: Failing | undefined,
  time: number,
): RouteState {
  return {
    restored: true,
    ...(last && { last: asSnapshot(last, time) }),
    ...(before && { before: asSnapshot(before, time) }),
    ...(failing && { failing }),
  };
}

let shared: { realm: string; at: number; history: Promise<History> } | undefined;

/** The past of a realm; the cards of a page read it together. */
export function historyOf(realm: string): Promise<History> {
  const now = Date.now();
  if (shared?.realm !== realm || Math.abs(now - shared.at) > SHARED)
    shared = { realm, at: now, history: new History(realm).read() };
  return shared.history;
}
