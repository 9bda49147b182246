import { field } from '../api/field.ts';
import { amount, count, flag, list, map, oneOf, share, text } from '../api/kinds.ts';
import { anomalies, anomalyLimits, unchecked } from '../rules/anomalies.ts';
import { limitsFrom } from '../rules/limits.ts';
import { failureLimits } from '../rules/outages.ts';
import { peckLimits, pecks } from '../rules/pecks.ts';
import { quotaLimits, quotaUse } from '../rules/quota.ts';
import type { Anomaly, AnomalyFacts, Unchecked } from '../rules/anomalies.ts';
import type { Moment } from './moment.ts';
import type { Spec } from './spec.ts';

/** What parity is judged by, read once for all cards that tell anomalies and their kin. */
export const parityReads = {
  target: field('status.lambda_alias_version', text),
  invoked: field('status.lambda.invoked_version?', text),
  reported: field('status.lambda.version', text),
  backendParity: field('status.lambda_alias_parity?', flag),
  release: field('status.release?', {
    stable: text,
    routing: map(share),
    latest: { code_sha256: text, config_sha256: text },
    versions: list({ version: text, code_sha256: text, config_sha256: text }),
  }),
} as const;

/** What every card that tells anomalies reads: it adds these to its own `reads`, and {@link anomalyLogs} to its `logs`. */
export const anomalyReads = {
  agents: field('status.agents', { alive: count, slow: count, dead: count, total_bonded: count }),
  pecks: field('status.peck_protocol', {
    succeeded: count,
    failed: count,
    failure_breakdown: { denied: count, expired: count, callback_error: count },
  }),
  sesSandbox: field('status.ses.sandbox', flag),
  quota: field('status.ses.daily_quota', amount),
  sent: field('status.ses.sent_24h?', amount),
  snsSandbox: field('status.sns.sandbox', flag),
  alarms: field('status.alarms?', list({ name: text, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') })),
  ...parityReads,
} as const;

/** The logs that anomalies are found by. */
export const anomalyLogs = ['pecks'] as const;

/** A moment of a card that tells anomalies, whatever else it shows. */
type Shows = Pick<
  Moment<Spec & { reads: typeof anomalyReads; logs: typeof anomalyLogs }>,
  'facts' | 'logs' | 'routes' | 'now' | 'site'
>;

function told({ facts, logs, routes, now, site }: Shows): AnomalyFacts {
  const { thresholds } = site.config;
  return {
    statusFailures: routes.status?.failing?.count ?? 0,
    agents: facts.agents ?? {},
    pecks: pecks(facts.pecks ?? {}, logs.pecks, now, limitsFrom(thresholds, 'pecks', peckLimits)),
    quota: quotaUse(facts.sent, facts.quota, limitsFrom(thresholds, 'quota', quotaLimits)),
    ses: { sandbox: facts.sesSandbox, daily_quota: facts.quota, sent_24h: facts.sent },
    snsSandbox: facts.snsSandbox,
    alarms: facts.alarms,
    alias: facts,
  };
}

/** The anomalies of a moment, worst first: the same on every card that tells them. */
export function anomaliesOf(moment: Shows): Anomaly[] {
  const { thresholds } = moment.site.config;
  // A route that is down elsewhere on the page is down here, unless anomalies have a limit of their own.
  const failures = limitsFrom(thresholds, 'failures', failureLimits).bad;
  return anomalies(told(moment), limitsFrom(thresholds, 'anomaly', { ...anomalyLimits, failures }));
}

/** What a moment does not tell, so that no anomaly could be found in it. */
export const uncheckedOf = (moment: Shows): Unchecked => unchecked(told(moment));
