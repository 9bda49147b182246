import {
  amount,
  integer,
  flag,
  isObject,
  list,
  map,
  number,
  oneOf,
  orNull,
  text,
  whole,
} from '../api/kinds.ts';
import { auditEntry } from '../api/nodes.ts';
import { routes } from '../api/routes.ts';
import type { Kind } from '../api/kinds.ts';
import type { AnomalySample, AuditEntry, LogName, Logs } from './samples.ts';

/** A member that a sample need not have. */
interface Maybe<T> {
  maybe: Kind<T>;
}

/** For each member of a log's samples the kind of its value, held to the samples' type. */
type Members<S> = {
  [K in keyof Omit<S, 'at'>]-?: Record<never, never> extends Pick<S, K & keyof S>
    ? Maybe<Exclude<S[K & keyof S], undefined>>
    : Kind<S[K & keyof S]>;
};

const maybe = <T>(kind: Kind<T>): Maybe<T> => ({ maybe: kind });

type Fits = (sample: Record<string, unknown>) => boolean;

const fits =
  (members: Readonly<Record<string, Kind<unknown> | Maybe<unknown>>>): Fits =>
  (sample) =>
    Object.entries(members).every(([name, member]) => {
      const raw = sample[name];
      if (typeof member === 'function') return member(raw) !== undefined;
      return raw === undefined || member.maybe(raw) !== undefined;
    });

// `Object.keys` forgets the names of the keys.
const route = oneOf(...(Object.keys(routes) as (keyof typeof routes)[]));

/** An entry as it is stored: its time was read already. */
const storedEntry = Object.fromEntries(
  Object.entries({ ...auditEntry, timestamp: number }).map(([name, kind]) => [name, maybe<unknown>(kind)]),
);
const isAuditEntry = (raw: unknown): raw is AuditEntry => isObject(raw) && fits(storedEntry)(raw);
const auditEntries: Kind<AuditEntry[]> = (raw) =>
  Array.isArray(raw) && raw.every(isAuditEntry) ? raw : undefined;

const isFound = (raw: unknown): raw is AnomalySample['found'][number] =>
  isObject(raw) && fits({ id: text, title: text, score: amount })(raw);
const anomalies: Kind<AnomalySample['found']> = (raw) =>
  Array.isArray(raw) && raw.every(isFound) ? raw : undefined;

const shapes: { [L in LogName]: Members<Logs[L]> } = {
  sd_latency_log: {
    route,
    ms: amount,
    failure: maybe(oneOf('timeout', 'offline', 'network', 'http', 'not-json', 'not-contract', 'no-token')),
    status: maybe(integer),
    disturbed: maybe((raw) => (flag(raw) ? true : undefined)),
  },
  pecks: {
    succeeded: integer,
    failed: integer,
    denied: maybe(integer),
    expired: maybe(integer),
    callback_error: maybe(integer),
  },
  sd_cert_rate_log: { certificates: integer },
  sd_activity_baseline: {
    eggs: maybe(integer),
    ducklings: maybe(integer),
    certificates: maybe(integer),
    peck_requests: maybe(integer),
  },
  sd_invocation_log: { from: number, to: number, invocations: integer },
  missionControlMemoryLog: { used: amount },
  sd_cold_starts: { route, ms: amount },
  sd_fleet_cache: { pulses: whole(map(orNull(number))) },
  sd_dynamo_status: { tables: whole(map(text)) },
  sd_audit_cache: { entries: auditEntries },
  sd_ses_rate_log: { mails: maybe(integer), sent: maybe(amount) },
  sd_ses_events: { bounce: maybe(amount), complaint: maybe(amount) },
  sd_deployment_log: { alias: text, version: text },
  missionControlEnvVarSnapshotV1: { names: whole(list(text)) },
  missionControlAnomalyLog: { found: anomalies, unanswered: maybe((raw) => (flag(raw) ? true : undefined)) },
  blockers: { ses: maybe(flag), sns: maybe(flag), certs: maybe(flag) },
};

/**
 * For each log, whether a thing is one of its samples. Cards trust what a log holds, so what comes from a file is held to
 * this before it gets there.
 */
export const logShapes: Readonly<Record<LogName, Fits>> = Object.fromEntries(
  Object.entries(shapes).map(([name, members]) => [name, fits(members)]),
  // `fromEntries` forgets the names of the keys.
) as Record<LogName, Fits>;
