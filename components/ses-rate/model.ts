import { field } from '../../src/api/field.ts';
import { amount } from '../../src/api/kinds.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { quotaLimits, quotaUse } from '../../src/domain/mail/quota.ts';
import { percent } from '../../src/domain/format/values.ts';
import { mailsPerHour, sentToday } from './mails.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';
import type { Sent } from './mails.ts';

/** What this card declares. */
export const spec = {
  title: 'SES Sending Rate',
  section: 'runtime',
  size: 'medium',
  causes: ['quota'],
  reads: {
    quota: field('status.ses.daily_quota?', amount),
    sent: field('status.ses.sent_24h?', amount),
    ...auditReads,
  },
  logs: ['sd_ses_rate_log'],
  limits: { quota: quotaLimits },
} as const satisfies Spec;

/** What SES allows in its sandbox, in 24 h: the quota of an account that does not tell its own. */
const SANDBOX_QUOTA = 200;

/** What the card shows of a moment. */
export interface SesRateView extends View {
  hours: (number | undefined)[];
  sent: Sent;
  quota: number;
  assumed: boolean;
  use: { used: number | undefined; tone: Tone };
  limits: typeof quotaLimits;
  ses: string | undefined;
}

/** What the card shows of what is known. */
export function viewOf({
  facts: { quota, sent, entries = [], ...rest },
  logs,
  now,
  site,
  limits: { quota: limits },
}: CardData<typeof spec>): SesRateView {
  const audit = { entries, ...rest };
  const reported = sentToday(sent, audit, now);
  const use = quotaUse(reported.count, quota ?? SANDBOX_QUOTA, limits);
  return {
    tone: use.tone,
    label:
      use.used === undefined
        ? 'Not told'
        : `${percent(use.used)} of ${quota === undefined ? 'an assumed' : 'the'} quota used`,
    hours: mailsPerHour(audit, logs.sd_ses_rate_log, now),
    sent: reported,
    quota: quota ?? SANDBOX_QUOTA,
    assumed: quota === undefined,
    use,
    limits,
    ses: site.config.links?.ses,
  };
}
