import type { Answer, Route } from '../api/fields.ts';
import type { Attempt } from '../api/client.ts';
import type { FailureKind } from '../api/failure.ts';
import type { Sample } from '../store/logs.ts';

/** One request that this browser sent. */
export interface LatencySample extends Sample {
  route: Route;
  /** Time to the response's headers, or to the failure, in ms. */
  ms: number;
  /** How it failed; absent where it did not. */
  failure?: FailureKind;
  /** HTTP status of a refusal. */
  status?: number;
  /** Sent while the tab was hidden or had just woken: kept, but not counted. */
  disturbed?: true;
}

/** The running totals of the approval workflow at one poll. */
export interface PeckSample extends Sample {
  succeeded: number;
  failed: number;
  denied?: number;
  expired?: number;
  callback_error?: number;
}

/** The certificates that were issued so far. */
export interface CertificateSample extends Sample {
  certificates: number;
}

/** What was counted so far, for what a day has brought. */
export interface TotalsSample extends Sample {
  eggs?: number;
  ducklings?: number;
  certificates?: number;
  peck_requests?: number;
}

/** The calls of a window, by CloudWatch; times in ms since 1970 UTC. */
export interface InvocationSample extends Sample {
  from: number;
  to: number;
  invocations: number;
}

/** Peak memory of a recent invocation, in MB. */
export interface MemorySample extends Sample {
  used: number;
}

/** A slow answer, which may have been a cold start. */
export interface ColdStartSample extends Sample {
  route: Route;
  ms: number;
}

/** When agents pulsed last, in ms since 1970 UTC; `null` for never. */
export interface FleetSample extends Sample {
  pulses: Record<string, number | null>;
}

/** The status of each table. */
export interface TablesSample extends Sample {
  tables: Record<string, string>;
}

/** Audit entries that were not in the answer before, newest first; their times in ms since 1970 UTC. */
export interface AuditSample extends Sample {
  entries: AuditEntry[];
}

/** A line of the audit. */
export type AuditEntry = NonNullable<Answer<'audit'>['entries']>[number];

/** Mails: how many the audit newly tells of, or how many SES counts in the last 24 h. */
export interface MailSample extends Sample {
  mails?: number;
  sent?: number;
}

/** The reputation of the SES account, as shares. */
export interface ReputationSample extends Sample {
  bounce?: number;
  complaint?: number;
}

/** The version that an alias points to. */
export interface AliasSample extends Sample {
  alias: string;
  version: string;
}

/** The names of the function's environment variables, sorted. */
export interface EnvironmentSample extends Sample {
  names: string[];
}

/** The anomalies that a poll of the status route found. */
export interface AnomalySample extends Sample {
  found: { id: string; title: string; score: number }[];
  /** The poll failed, so that nothing but this was looked at. */
  unanswered?: true;
}

/** What stood in the way of the stack, as far as a poll tells it; a member is absent where it does not. */
export interface BlockerSample extends Sample {
  ses?: boolean;
  sns?: boolean;
  /** There is no certificate yet. */
  certs?: boolean;
}

/** The samples of each log, by its name. Names that begin with `sd_` or `missionControl` are the older page's. */
export interface Logs {
  sd_latency_log: LatencySample;
  pecks: PeckSample;
  sd_cert_rate_log: CertificateSample;
  sd_activity_baseline: TotalsSample;
  sd_invocation_log: InvocationSample;
  missionControlMemoryLog: MemorySample;
  sd_cold_starts: ColdStartSample;
  sd_fleet_cache: FleetSample;
  sd_dynamo_status: TablesSample;
  sd_audit_cache: AuditSample;
  sd_ses_rate_log: MailSample;
  sd_ses_events: ReputationSample;
  sd_deployment_log: AliasSample;
  missionControlEnvVarSnapshotV1: EnvironmentSample;
  missionControlAnomalyLog: AnomalySample;
  blockers: BlockerSample;
}

export type LogName = keyof Logs;

/** What a poll tells the recorders. */
export interface Polling {
  route: Route;
  attempt: Attempt;
  /** The good answer before it. */
  before?: unknown;
  disturbed: boolean;
}
