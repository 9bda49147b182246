import type { Declared } from '../api/field.ts';
import type { Route } from '../api/fields.ts';
import type { EventLog } from '../store/event-log.ts';
import type { CauseId } from '../domain/findings/finding.ts';
import type { Limits } from '../domain/judgement/limits.ts';
import type { LogName } from './samples.ts';
import type { SiteFile } from './site-state.ts';

/** The sections of the shell, in their order. */
export type Section = 'banners' | 'posture' | 'latency' | 'runtime' | 'release' | 'incident';

/** What a card declares: plain data, known without an instance. */
export interface Spec {
  /** Heading, unless the page sets another. */
  title: string;
  section: Section;
  /** How wide it wants to be on the shell. */
  size: 'small' | 'medium' | 'wide' | 'full';
  /** The fields it shows, by the names it calls them. */
  reads?: Readonly<Record<string, Declared<unknown>>>;
  /** Routes that it needs asked though it reads no field of theirs. */
  probes?: readonly Route[];
  /** Logs of this browser that it shows. */
  logs?: readonly LogName[];
  /** Logs of operators' events that it shows or writes, by the names it calls them; see {@link own}. */
  records?: Readonly<Record<string, EventLog>>;
  /**
   * Limits that it judges by, and their defaults: `latency: {warn: 400}` is set by the site's `latency_warn`. Where they
   * follow from the polling interval, a function of it in ms.
   */
  limits?: Readonly<Record<string, Limits | ((interval: number) => Limits)>>;
  /** Files of the site that it shows. */
  files?: readonly SiteFile[];
  /** The causes that it judges: while one of them stands, it is not `ok`. */
  causes?: readonly CauseId[];
  /** A checklist, a history or an export: it informs and alarms nobody, whatever it lists. */
  informs?: true;
  /** Whether it shows the other cards of the page. */
  page?: true;
  /** Whether it tells how the polls fare: to such a card a failure is news, where to others only an answer is. */
  watches?: true;
  /** What a value is compared with: the poll before, or the last visit. */
  compares?: 'before' | 'visit';
}

/** The values of the declared fields; `undefined` where the backend does not offer one. */
export type Facts<S extends Spec> = {
  [K in keyof S['reads']]: S['reads'][K] extends Declared<infer T> ? T | undefined : never;
};

/** A log of which each `state-key` has one of its own: what is under another one is another card's. */
export const own = <const L extends EventLog>(log: L): L & { own: true } => ({ ...log, own: true });

/** The log that a spec declares under a name. */
export type LogAt<S extends Spec, K> = S extends { records: infer R }
  ? K extends keyof R
    ? R[K] extends EventLog
      ? R[K]
      : never
    : never
  : never;

/** What the events of a declared log are kept under. */
export const recordName = (log: EventLog, stateKey: string): string => (log.own ? stateKey : log.name);

/** What all the events that a spec shows are kept under. */
export const namesOf = (spec: Spec, stateKey: string): string[] =>
  Object.values(spec.records ?? {}).map((log) => recordName(log, stateKey));

const routes = new WeakMap<Spec, Route[]>();

/** Every route that a spec needs asked, each once. */
export function routesOf(spec: Spec): Route[] {
  let known = routes.get(spec);
  if (!known) {
    const read = Object.values(spec.reads ?? {}).map(({ route }) => route);
    routes.set(spec, (known = [...new Set([...read, ...(spec.probes ?? [])])]));
  }
  return known;
}
