import type { Field } from '../../src/api/fields.ts';
import { isObject } from '../../src/api/kinds.ts';
import type { Answers } from './answers.ts';

/** What the backend did not publish before the bridge came: the ○ fields of the contract, and one more. */
const later: Field[] = [
  'metrics.ducklings_registered',
  'metrics.ducklings_certified',
  'metrics.galaxy_version',
  'metrics.last_cert_issued_at',
  'status.auth.mfa',
  'status.ses.sent_24h',
  'status.ses.max_send_rate',
  'status.ses.bounce_rate',
  'status.ses.complaint_rate',
  'status.ses.spf',
  'status.lambda.invoked_version',
  'status.lambda.region',
  'status.lambda.architecture',
  'status.lambda.concurrency',
  'status.lambda.env_names',
  'status.lambda.memory_used_mb',
  'status.agents.stale_list',
  'status.database_status',
  'status.alarms',
  'status.release',
  'status.cloudfront',
  'status.emails',
  'status.collected',
  'audit.covers_from',
  'audit.truncated',
];

const neverEmitted = ['duck.signup', 'duck.cert_issued', 'duck.cert_emailed'];
const emitted = ({ event_type }: { event_type: string }): boolean => !neverEmitted.includes(event_type);

/** The answers as a backend of the time before the bridge would give them. */
export function oldBackend(fresh: Answers): Record<string, unknown> {
  const old = structuredClone(fresh);
  old.audit.entries = old.audit.entries.filter(emitted);
  old.status.recent_audit = old.status.recent_audit.filter(emitted);
  for (const field of later) drop(old, field.split('.'));
  return old;
}

function drop(from: unknown, [name, ...rest]: string[]): void {
  if (!isObject(from) || name === undefined) return;
  if (rest.length > 0) drop(from[name], rest);
  else delete from[name];
}
