import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { amount } from '../../src/api/kinds.ts';
import { bar, barStyles } from '../../src/card/bar.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { link } from '../../src/card/link.ts';
import { facts, mark } from '../../src/card/parts.ts';
import { spark, sparkStyles } from '../../src/card/spark.ts';
import { auditReads } from '../../src/data/audit.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { quotaLimits, quotaUse } from '../../src/rules/quota.ts';
import { count, percent } from '../../src/rules/words.ts';
import { mailsPerHour, sentToday } from './mails.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Tone } from '../../src/rules/tone.ts';
import type { Sent } from './mails.ts';

const spec = {
  title: 'SES Sending Rate',
  section: 'runtime',
  size: 'medium',
  height: 443,
  narrow: 502,
  reads: {
    quota: field('status.ses.daily_quota?', amount),
    sent: field('status.ses.sent_24h?', amount),
    ...auditReads,
  },
  logs: ['sd_ses_rate_log'],
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

/**
 * How many mails are sent in an hour, and how much of the day's quota is used.
 *
 * @tag mc-ses-rate
 * @summary Mails per hour, sent of the quota in 24 h, and a sparkline of the day.
 */
export class McSesRate extends Card<typeof spec, SesRateView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, barStyles, sparkStyles];

  view({ facts: { quota, sent, entries = [], ...rest }, logs, now, site }: Moment<typeof spec>): SesRateView {
    const audit = { entries, ...rest };
    const told = sentToday(sent, audit, now);
    const limits = limitsFrom(site.config.thresholds, 'quota', quotaLimits);
    const use = quotaUse(told.count, quota ?? SANDBOX_QUOTA, limits);
    return {
      tone: use.tone,
      words:
        use.used === undefined
          ? 'Not told'
          : `${percent(use.used)} of ${quota === undefined ? 'an assumed' : 'the'} quota used`,
      hours: mailsPerHour(audit, logs.sd_ses_rate_log, now),
      sent: told,
      quota: quota ?? SANDBOX_QUOTA,
      assumed: quota === undefined,
      use,
      limits,
      ses: site.config.links?.ses,
    };
  }

  protected renderBody({ hours, sent, quota, assumed, use, limits, ses }: SesRateView): TemplateResult {
    const last = hours.at(-1);
    const known = hours.flatMap((n) => n ?? []);
    return html`
      ${facts(
        [
          ['Last hour', last === undefined ? 'not known' : count(last), 'mail events of the audit'],
          [
            'Sent in 24 h',
            sent.count === undefined ? 'not known' : `${sent.atLeast ? 'at least ' : ''}${count(sent.count)}`,
            sent.source,
          ],
          ['Daily quota', count(quota), assumed ? 'assumed: that of the sandbox' : undefined],
        ],
        'large',
      )}
      ${
        use.used === undefined
          ? nothing
          : html`<div>
              ${bar([{ tone: use.tone, share: Math.min(use.used, 1) }])}
              <small>
                ${mark(use.tone)} ${percent(use.used)} used; warning from ${percent(limits.warn)}, bad from
                ${percent(limits.bad)}
              </small>
            </div>`
      }
      ${
        known.length > 0
          ? html`${spark(hours, 'info', 'bars')}
              <small>
                Mails per hour over 24 h, the last on the right; most in one: ${count(Math.max(...known))}.
              </small>`
          : html`<small>No mail event is told of, so there are no mails per hour to show.</small>`
      }
      ${link(ses, 'SES details')}
    `;
  }
}

define('mc-ses-rate', McSesRate);

declare global {
  interface HTMLElementTagNameMap {
    'mc-ses-rate': McSesRate;
  }
}
