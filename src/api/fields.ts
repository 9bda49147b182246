import { amount, count, flag, list, map, oneOf, orNull, read, share, text, time } from './kinds.ts';
import { rawAt } from './field.ts';
import type { Kind, Shape } from './kinds.ts';

/** One line of the audit, newest first in every list that holds them. */
const entry = {
  id: text,
  event_type: text,
  timestamp: time,
  actor: text,
  reason: text,
  target: text,
};

const version = {
  version: text,
  code_sha256: text,
  config_sha256: text,
  last_modified: time,
  description: text,
};

/** The release part of the status answer: the alias, its versions, the deployment and the traffic. */
const release = {
  function: text,
  alias: text,
  stable: text,
  routing: map(share),
  revision_id: text,
  latest: { code_sha256: text, config_sha256: text, last_modified: time },
  versions: list(version),
  deployment: orNull({
    id: text,
    config: text,
    status: text,
    started_at: time,
    shift_started_at: time,
    finished_at: time,
    from_version: text,
    to_version: text,
    weight: share,
    steps: list({ at_s: amount, weight: share }),
    alarms: list(text),
    error: { code: text, message: text },
  }),
  traffic: {
    from: time,
    to: time,
    by_version: map({
      invocations: count,
      errors: count,
      throttles: count,
      p50_ms: amount,
      p90_ms: amount,
      p99_ms: amount,
    }),
  },
};

/**
 * Every field of the Beak API, once: route, then the path within its answer, then its kind.
 * A count never goes below zero, a time is UTC, a share lies from 0 to 1; units stand in the names.
 */
export const fields = {
  metrics: {
    ducklings_registered: count,
    ducklings_certified: count,
    spaceducks_bonded: count,
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
      memory_mb: count,
      timeout_s: count,
      last_modified: time,
      invoked_version: text,
      region: text,
      architecture: oneOf('x86_64', 'arm64'),
      concurrency: count,
      env_names: list(text),
      memory_used_mb: amount,
    },
    lambda_alias_version: text,
    lambda_alias_parity: flag,
    agents: {
      alive: count,
      slow: count,
      dead: count,
      total_bonded: count,
      stale_list: list({ id: text, state: text, last_pulse_at: orNull(time) }),
    },
    database: map(count),
    database_billing: map(oneOf('PAY_PER_REQUEST', 'PROVISIONED')),
    database_status: map(text),
    peck_protocol: {
      running: count,
      succeeded: count,
      failed: count,
      failure_breakdown: { denied: count, expired: count, callback_error: count },
    },
    recent_audit: list(entry),
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
    collected: map({ at: time, ok: flag, reason: text }),
  },
  audit: { entries: list(entry), covers_from: time, truncated: flag },
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

/** Reads one field from its route's answer; `undefined` says that the backend does not offer it. */
export function readField<F extends Field>(field: F, answer: unknown): ValueOf<F> | undefined {
  let node: unknown = fields;
  for (const name of field.split('.')) node = (node as Record<string, unknown>)[name];
  return read(node, rawAt(field, answer)) as ValueOf<F> | undefined;
}
