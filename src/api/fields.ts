import { amount, integer, flag, list, map, oneOf, orNull, share, text, time, whole } from './kinds.ts';
import { auditEntry, release } from './nodes.ts';
import { staleAgent } from './stale-agent.ts';
import type { Kind, Shape } from './kinds.ts';

/** Calls of the alias in one hour or one day, as CloudWatch counted them. */
const counted = { from: time, count: integer, errors: integer, throttles: integer };

/**
 * Every field of the Beak API, once: route, then the path within its answer, then its kind.
 * A count never goes below zero, a time is UTC, a share lies from 0 to 1; units stand in the names.
 */
export const fields = {
  metrics: {
    ducklings_registered: integer,
    ducklings_certified: integer,
    spaceducks_bonded: integer,
    galaxy_version: text,
    last_cert_issued_at: orNull(time),
  },
  status: {
    generated_at: time,
    auth: {
      cognito_pool: text,
      ses_sender: text,
      signout: flag,
      signup: flag,
      verify: flag,
      phone_verify: flag,
      forgot_reset: flag,
      mfa: oneOf('ON', 'OPTIONAL', 'OFF'),
    },
    ses: {
      sandbox: flag,
      daily_quota: amount,
      sent_24h: amount,
      max_send_rate: amount,
      bounce_rate: share,
      complaint_rate: share,
      spf: flag,
    },
    sns: { sandbox: flag, monthly_spend_limit: amount },
    lambda: {
      function: text,
      version: text,
      runtime: text,
      memory_mb: integer,
      timeout_s: integer,
      last_modified: time,
      invoked_version: text,
      region: text,
      architecture: oneOf('x86_64', 'arm64'),
      concurrency: integer,
      env_names: whole(list(text)),
      memory_used_mb: amount,
    },
    lambda_alias_version: text,
    lambda_alias_parity: flag,
    agents: {
      alive: integer,
      slow: integer,
      dead: integer,
      total_bonded: integer,
      stale_list: list(staleAgent),
    },
    database: map(integer),
    database_billing: map(oneOf('PAY_PER_REQUEST', 'PROVISIONED')),
    database_status: map(text),
    peck_protocol: {
      running: integer,
      succeeded: integer,
      failed: integer,
      failure_breakdown: { denied: integer, expired: integer, callback_error: integer },
    },
    recent_audit: list(auditEntry),
    alarms: list({
      name: text,
      state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA'),
      metric: text,
      threshold: amount,
      updated_at: time,
    }),
    release,
    cloudfront: {
      distribution_id: text,
      invalidations: list({ id: text, status: text, created_at: time, paths: list(text) }),
    },
    emails: list({ kind: text, to: text, sent_at: time }),
    invocations: { hours: list(counted), days: list(counted) },
    reports: {
      from: time,
      to: time,
      sampled: integer,
      init: { count: integer, p50_ms: amount, p95_ms: amount, max_ms: amount },
      memory: { max_mb: amount, p95_mb: amount },
      billed_ms: { mean: amount },
    },
    collected: map({ at: time, ok: flag, reason: text }),
  },
  audit: { entries: list(auditEntry), covers_from: time, truncated: flag },
};

/** The whole table as a type. */
export type Fields = typeof fields;

/** A route whose answer has fields: `metrics`, `status` or `audit`. */
export type Polled = keyof Fields;

/** Any route of the API; `beak` is the probe, whose body is not read. */
export type Route = Polled | 'beak';

/** What a whole answer of a route holds, each member only where it was sent and of its kind. */
export type Answer<R extends Polled> = Shape<Fields[R]>;

type Under<N, P extends string> =
  N extends Kind<unknown>
    ? never
    : { [K in keyof N & string]: `${P}.${K}` | Under<N[K], `${P}.${K}`> }[keyof N & string];

/** The name of a field: its route and its path, such as `status.lambda.version`. */
export type Field = { [R in Polled]: Under<Fields[R], R> }[Polled];

type At<N, P> = P extends `${infer Head}.${infer Rest}`
  ? Head extends keyof N
    ? At<N[Head], Rest>
    : never
  : P extends keyof N
    ? Shape<N[P]>
    : never;

/** The type of a field's value. */
export type ValueOf<F extends string> = At<Fields, F>;
