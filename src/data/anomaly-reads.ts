import { field } from '../api/field.ts';
import { amount, integer, flag, list, map, share, text, whole } from '../api/kinds.ts';
import { alarmsRead } from './alarm-reads.ts';
import { aliasReads } from './alias-reads.ts';

/** What parity is judged by, read once for all cards that tell anomalies and their kin. */
export const parityReads = {
  ...aliasReads,
  release: field('status.release?', {
    stable: text,
    routing: whole(map(share)),
    latest: { code_sha256: text, config_sha256: text },
    versions: list({ version: text, code_sha256: text, config_sha256: text }),
  }),
} as const;

/** What every card that tells anomalies reads: it adds these to its own `reads`, and {@link anomalyLogs} to its `logs`. */
export const anomalyReads = {
  agents: field('status.agents', { alive: integer, slow: integer, dead: integer, total_bonded: integer }),
  pecks: field('status.peck_protocol', {
    succeeded: integer,
    failed: integer,
    failure_breakdown: { denied: integer, expired: integer, callback_error: integer },
  }),
  sesSandbox: field('status.ses.sandbox', flag),
  quota: field('status.ses.daily_quota', amount),
  sent: field('status.ses.sent_24h?', amount),
  snsSandbox: field('status.sns.sandbox', flag),
  alarms: alarmsRead,
  ...parityReads,
} as const;
