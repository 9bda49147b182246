import { field } from '../api/field.ts';
import { amount, integer, flag, list, map, oneOf, orNull, share, text, time, whole } from '../api/kinds.ts';

/** Every field of status and metrics that tells one thing, for cards that compare whatever the backend tells. */
export const statusReads = {
  registered: field('metrics.ducklings_registered?', integer),
  certified: field('metrics.ducklings_certified?', integer),
  bonded: field('metrics.spaceducks_bonded', integer),
  galaxy: field('metrics.galaxy_version?', text),
  issued: field('metrics.last_cert_issued_at?', orNull(time)),
  auth: field('status.auth', {
    cognito_pool: text,
    signout: flag,
    signup: flag,
    verify: flag,
    phone_verify: flag,
    forgot_reset: flag,
    mfa: oneOf('ON', 'OPTIONAL', 'OFF'),
  }),
  sender: field('status.auth.ses_sender', text),
  ses: field('status.ses', {
    sandbox: flag,
    daily_quota: amount,
    sent_24h: amount,
    max_send_rate: amount,
    bounce_rate: share,
    complaint_rate: share,
    spf: flag,
  }),
  sns: field('status.sns', { sandbox: flag, monthly_spend_limit: amount }),
  lambda: field('status.lambda', {
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
  }),
  alias: field('status.lambda_alias_version', text),
  parity: field('status.lambda_alias_parity?', flag),
  agents: field('status.agents', { alive: integer, slow: integer, dead: integer, total_bonded: integer }),
  tables: field('status.database', map(integer)),
  billing: field('status.database_billing', map(oneOf('PAY_PER_REQUEST', 'PROVISIONED'))),
  tableStatus: field('status.database_status?', map(text)),
  pecks: field('status.peck_protocol', {
    running: integer,
    succeeded: integer,
    failed: integer,
    failure_breakdown: { denied: integer, expired: integer, callback_error: integer },
  }),
  alarms: field('status.alarms?', list({ name: text, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') })),
  stable: field('status.release.stable?', text),
  routing: field('status.release.routing?', whole(map(share))),
  deployment: field('status.release.deployment?', orNull({ id: text, status: text })),
} as const;

/** A field's name as the contract has it, without its route. */
export const nameOf = (name: string): string => name.slice(name.indexOf('.') + 1);
