import { count, percent } from '../format/values.ts';
import { quotaUse } from '../mail/quota.ts';
import { ofQuota } from './severity.ts';
import type { quotaLimits } from '../mail/quota.ts';
import type { Judged } from './finding.ts';

/** The use of the daily SES quota. @param sent mails in the last 24 h */
export function quota(
  sent: number | undefined,
  daily: number | undefined,
  limits: typeof quotaLimits,
): Judged {
  const { used, tone } = quotaUse(sent, daily, limits);
  const severity = ofQuota(tone);
  if (tone === 'unknown') return 'unknown';
  if (!severity) return 'fine';
  const bad = tone === 'bad';
  return {
    ...severity,
    cause: 'quota',
    tone: bad ? 'bad' : 'warn',
    headline: `SES quota ${percent(used)} used (limit ${percent(bad ? limits.bad : limits.warn)})`,
    evidence: `${count(sent)} of ${count(daily)} mails sent in 24 h.`,
    scope: 'Everybody who waits for a mail',
    notices: 'At 100% no mail leaves: no sign-up code, no certificate.',
    impact: bad ? 'Sign-up stops when the quota is used up.' : 'None yet.',
    next: 'Ask AWS for a higher sending quota, or hold back bulk mail.',
    card: 'mc-ses-rate',
  };
}
