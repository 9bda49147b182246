import { html, nothing } from 'lit';
import { bar, barStyles } from '../../src/card/stacked-bar.ts';
import { Card } from '../../src/card/card.ts';
import { link } from '../../src/card/link.ts';
import { factList, mark } from '../../src/card/parts.ts';
import { spark, sparkStyles } from '../../src/card/spark.ts';
import { count, percent } from '../../src/domain/format/values.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { SesRateView } from './model.ts';

/**
 * How many mails are sent in an hour, and how much of the day's quota is used.
 *
 * @tag mc-ses-rate
 * @summary Mails per hour, sent of the quota in 24 h, and a sparkline of the day.
 */
export class McSesRate extends Card<typeof spec, SesRateView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, barStyles, sparkStyles];

  view(data: CardData<typeof spec>): SesRateView {
    return viewOf(data);
  }

  protected renderBody({ hours, sent, quota, assumed, use, limits, ses }: SesRateView): TemplateResult {
    const last = hours.at(-1);
    const known = hours.flatMap((n) => n ?? []);
    return html`
      ${factList(
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
