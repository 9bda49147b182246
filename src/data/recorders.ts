import { field } from '../api/field.ts';
import { amount, integer, flag, list, map, orNull, text, time, whole } from '../api/kinds.ts';
import { auditEntry } from '../api/nodes.ts';
import { coldStartLimits } from '../domain/latency/latency.ts';
import type { Declared } from '../api/field.ts';
import type { Route } from '../api/fields.ts';
import type { Cap } from '../store/logs.ts';
import type { LogName, Logs, Polling } from './samples.ts';

type SampleOf<L extends LogName> = Omit<Logs[L], 'at'> | undefined;

/** How one log grows. */
export interface Recorder<L extends LogName = LogName> {
  log: L;
  /** The route whose polls leave samples, where it is one. */
  route?: Route;
  cap: Cap;
  /** How far apart samples that tell the same lie at least, in ms; without it every poll leaves one. */
  apart?: number;
  /** The sample that a poll leaves, without its time; `undefined` where it leaves none. */
  from: (polling: Polling) => SampleOf<L>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The catalogue's caps: polled figures 7 days or 20,000 samples, journals 500 entries. */
const POLLED: Cap = { age: 7 * 24 * HOUR, count: 20_000 };
const JOURNAL: Cap = { age: 365 * 24 * HOUR, count: 500 };

/** The types hold each recorder's sample to its log. */
const recorder = <L extends LogName>(each: Recorder<L>): Recorder => each;

/**
 * A recorder of fields of one route: the sample that they make, of a good answer.
 * @param options `strict` where nothing is kept of a value of which a part cannot be read
 */
function ofFields<L extends LogName, T>(
  log: L,
  read: Declared<T>,
  sample: (value: T, before: T | undefined) => SampleOf<L>,
  { cap = POLLED, apart, strict = false }: { cap?: Cap; apart?: number; strict?: boolean } = {},
): Recorder {
  return recorder({
    log,
    route: read.route,
    cap,
    ...(apart && { apart }),
    from: ({ route, attempt: { reply }, before }: Polling) => {
      if (route !== read.route || !reply) return undefined;
      if (strict && read.misfits(reply.json).length > 0) return undefined;
      const value = read.from(reply.json);
      return value === undefined ? undefined : sample(value, read.from(before));
    },
  });
}

const requests = [
  recorder({
    log: 'sd_latency_log',
    cap: POLLED,
    from: ({ route, attempt: { ms, failure }, disturbed }) => ({
      route,
      ms,
      ...(failure && { failure: failure.kind }),
      ...(failure?.status && { status: failure.status }),
      ...(disturbed && { disturbed }),
    }),
  }),
  recorder({
    log: 'sd_cold_starts',
    cap: POLLED,
    from: ({ route, attempt: { ms, failure }, disturbed }) =>
      failure || disturbed || ms < coldStartLimits.slow ? undefined : { route, ms },
  }),
];

const peckTotals = field('status.peck_protocol', {
  succeeded: integer,
  failed: integer,
  failure_breakdown: { denied: integer, expired: integer, callback_error: integer },
});
const tables = field('status.database', map(integer));
const traffic = field('status.release.traffic', {
  from: time,
  to: time,
  by_version: map({ invocations: integer }),
});

const counters = [
  ofFields('pecks', peckTotals, ({ succeeded, failed, failure_breakdown }) =>
    succeeded === undefined || failed === undefined ? undefined : { succeeded, failed, ...failure_breakdown },
  ),
  ofFields(
    'sd_cert_rate_log',
    tables,
    ({ birth_certificates: certificates }) => (certificates === undefined ? undefined : { certificates }),
    { apart: 5 * MINUTE },
  ),
  ofFields(
    'sd_activity_baseline',
    tables,
    ({ eggs, ducklings, birth_certificates: certificates, peck_requests }) => ({
      ...(eggs !== undefined && { eggs }),
      ...(ducklings !== undefined && { ducklings }),
      ...(certificates !== undefined && { certificates }),
      ...(peck_requests !== undefined && { peck_requests }),
    }),
    { apart: 5 * MINUTE },
  ),
  ofFields(
    'sd_invocation_log',
    traffic,
    ({ from, to, by_version }) => {
      const calls = Object.values(by_version ?? {}).flatMap(({ invocations }) => invocations ?? []);
      return from === undefined || to === undefined || calls.length === 0
        ? undefined
        : { from, to, invocations: calls.reduce((sum, each) => sum + each) };
    },
    // Where the calls of one version cannot be read, their sum is not known.
    { apart: 5 * MINUTE, strict: true },
  ),
];

const runtime = [
  ofFields('missionControlMemoryLog', field('status.lambda.memory_used_mb', amount), (used) => ({ used }), {
    apart: 5 * MINUTE,
  }),
  ofFields('sd_dynamo_status', field('status.database_status', map(text)), (status) => ({ tables: status }), {
    apart: HOUR,
    cap: JOURNAL,
  }),
  ofFields(
    'sd_ses_events',
    field('status.ses', { bounce_rate: amount, complaint_rate: amount }),
    ({ bounce_rate: bounce, complaint_rate: complaint }) =>
      bounce === undefined && complaint === undefined
        ? undefined
        : { ...(bounce !== undefined && { bounce }), ...(complaint !== undefined && { complaint }) },
    { apart: HOUR },
  ),
  ofFields(
    'sd_deployment_log',
    field('status.release', { alias: text, stable: text }),
    ({ alias, stable }) => (alias && stable ? { alias, version: stable } : undefined),
    { apart: Infinity, cap: JOURNAL },
  ),
  ofFields(
    'missionControlEnvVarSnapshotV1',
    field('status.lambda.env_names', whole(list(text))),
    (names) => ({ names: [...new Set(names)].sort() }),
    { apart: Infinity, cap: JOURNAL },
  ),
];

const sesSandbox = field('status.ses.sandbox', flag);
const snsSandbox = field('status.sns.sandbox', flag);

const blockers = [
  // One recorder for both, since news is told by log and route.
  recorder({
    log: 'blockers',
    route: 'status',
    cap: JOURNAL,
    apart: Infinity,
    from: ({ route, attempt: { reply } }) => {
      if (route !== 'status' || !reply) return undefined;
      const [ses, sns] = [sesSandbox.from(reply.json), snsSandbox.from(reply.json)];
      if (ses === undefined && sns === undefined) return undefined;
      return { ...(ses !== undefined && { ses }), ...(sns !== undefined && { sns }) };
    },
  }),
  ofFields(
    'blockers',
    field('metrics.last_cert_issued_at', orNull(time)),
    (last) => ({ certs: last === null }),
    { apart: Infinity, cap: JOURNAL },
  ),
];

const entries = field('audit.entries', list(auditEntry));
type Entries = NonNullable<ReturnType<typeof entries.from>>;

/** The entries that the answer before did not hold; of the first answer, no more than a journal's worth. */
function fresh(now: Entries, before: Entries = []): Entries {
  const name = (each: Entries[number]) => each.id ?? JSON.stringify(each);
  const known = new Set(before.map(name));
  return now.filter((each) => !known.has(name(each))).slice(0, 500);
}

const MAILS = new Set(['duck.cert_emailed', 'duck.signup']);
const stale = field('status.agents.stale_list', list({ id: text, last_pulse_at: orNull(time) }));

const events = [
  ofFields(
    'sd_audit_cache',
    entries,
    (now, before) => {
      const some = fresh(now, before);
      return some.length > 0 ? { entries: some } : undefined;
    },
    { cap: JOURNAL },
  ),
  ofFields('sd_fleet_cache', entries, (now, before) => {
    const pulses = fresh(now, before).filter((each) => each.event_type === 'duck.pulse' && each.actor);
    // The newest comes first in the audit, and so it must be written last.
    const known = Object.fromEntries(
      pulses
        .reverse()
        .flatMap(({ actor = '', timestamp }) => (timestamp === undefined ? [] : [[actor, timestamp]])),
    );
    return pulses.length > 0 ? { pulses: known } : undefined;
  }),
  ofFields(
    'sd_fleet_cache',
    stale,
    (agents) => ({
      pulses: Object.fromEntries(
        agents.flatMap(({ id, last_pulse_at }) =>
          id && last_pulse_at !== undefined ? [[id, last_pulse_at]] : [],
        ),
      ),
    }),
    { apart: HOUR },
  ),
  ofFields('sd_ses_rate_log', entries, (now, before) => {
    // What the first answer holds was sent at times that are not this poll's.
    const mails = before ? fresh(now, before).filter((each) => MAILS.has(each.event_type ?? '')).length : 0;
    return mails > 0 ? { mails } : undefined;
  }),
  ofFields('sd_ses_rate_log', field('status.ses.sent_24h', amount), (sent) => ({ sent }), {
    apart: 5 * MINUTE,
  }),
];

/** Every log that grows by itself, written by the tab that polls, whatever cards are loaded. */
export const recorders: readonly Recorder[] = [...requests, ...counters, ...runtime, ...blockers, ...events];

/**
 * The log of anomalies is written on each poll of the status route like the others, but what finds them is far larger than
 * all other recorders together: the tab that polls loads it once the answer is there, see `found.ts`.
 */
export const anomalyRecorder = {
  log: 'missionControlAnomalyLog',
  route: 'status',
  cap: POLLED,
  apart: MINUTE,
} as const satisfies Omit<Recorder, 'from'>;
