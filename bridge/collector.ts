import type { Clients } from './clients.ts';
import type { Config } from './config.ts';
import type { Failure } from './failure.ts';

/** The parts of the status answer that are read by themselves. */
export const PARTS = [
  'lambda',
  'traffic',
  'invocations',
  'alarms',
  'deployment',
  'ses',
  'sns',
  'tables',
  'workflow',
  'auth',
  'cdn',
  'audit',
  'reports',
  'http',
] as const;
export type Part = (typeof PARTS)[number];

/** The function and alias that an answer is about. */
export interface Target {
  function: string;
  alias: string;
  region: string;
}

/** An IAM action, and what it is needed for. */
export interface Permission {
  action: string;
  /** ARNs; `*` only where AWS knows no better for this action. */
  resources: string[];
}

/** What ARNs are made of. Where the account is not known, `*` stands for it. */
export interface Place extends Target {
  partition: string;
  account: string;
}

/** What a part found out. */
export interface Found<F extends object = object> {
  /** Members of the status answer, raw as they travel. */
  fields: F;
  /** What could not be read; the rest is there all the same. */
  failures?: readonly (Failure | undefined)[];
  /** The versions that it is about. Once the alias points to others, it is not served any more. */
  about?: string;
  /** What a reader has to know of what was read, such as that it is old or a lower bound. */
  note?: string | undefined;
}

/** What a collector works with. */
export interface Context {
  clients: Clients;
  target: Target;
  config: Config;
  /** ms UTC. */
  now: number;
  /**
   * Does a call to AWS, counted and bounded in time.
   * @param action the IAM action that it needs
   * @param units what AWS bills for it, where that is not the call itself: the metrics that are asked for
   * @throws {Failure}
   */
  call<Out>(action: string, send: (options: Bounded) => Promise<Out>, units?: number): Promise<Out>;
  /** What another part finds in this collection. @throws {Failure} where that part failed */
  of<R extends Found>(collector: Collector<R>): Promise<R>;
  /** Ends with the time for the collection. */
  signal: AbortSignal;
  /** What this collector remembers from one collection to the next. */
  memory: Map<string, unknown>;
}

/** The SDK's option that gives a call up. */
export interface Bounded {
  abortSignal: AbortSignal;
}

/** Reads one part of the status answer from AWS. */
export interface Collector<R extends Found = Found> {
  part: Part;
  /** Whether it is about a function and its alias, or the same for all of them. */
  scope: 'function' | 'account';
  /** Time between two readings, in ms. */
  everyMs: number;
  /** What `bridge.json` lacks for it, as a sentence; `undefined` where it is in use. */
  lacks?(config: Config): string | undefined;
  permissions(place: Place, config: Config): Permission[];
  collect(context: Context): Promise<R>;
}

/** A time as the contract has it. */
export const iso = (at: Date | number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

/** An object without the members that are not known. */
export function known<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // What is left has no undefined member, which the types cannot follow through entries.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
