import { css, html, nothing } from 'lit';
import { bar, barStyles } from '../../src/card/stacked-bar.ts';
import { Card } from '../../src/card/card.ts';
import { checks, checksStyles } from '../../src/card/check-rows.ts';
import { factList } from '../../src/card/parts.ts';
import { count, plural } from '../../src/domain/format/values.ts';
import { spec, viewOf, how } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { CanarySetupView } from './model.ts';

/**
 * The thirteen things that a canary pipeline needs: what the data shows is ticked by it, the rest by the operator.
 *
 * @tag mc-canary-setup
 * @summary The thirteen set-up checks of a canary pipeline, ticked by the data where it shows them, else by hand.
 */
export class McCanarySetup extends Card<typeof spec, CanarySetupView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    barStyles,
    checksStyles,
    css`
      .checks {
        grid-template-columns: repeat(auto-fit, minmax(min(20em, 100%), 1fr));
        gap: 8px 16px;
      }
    `,
  ];

  view(data: CardData<typeof spec>): CanarySetupView {
    return viewOf(data);
  }

  protected renderBody({ list, done, days }: CanarySetupView): TemplateResult {
    const tick = this.writable
      ? (item: string, now: boolean) => void this.keep('ticks', { type: now ? 'tick' : 'untick', item })
      : undefined;
    const missing = how(list, 'warn');
    const unverified = how(list, 'unknown');
    const byHand = list.filter((each) => each.byHand && each.done).length;
    return html`
      ${factList(
        [
          [
            'In place',
            `${done} of ${list.length}`,
            `${count(done - byHand)} seen in the data, ${count(byHand)} by hand`,
          ],
          [
            'Open',
            count(how(list, 'info')),
            unverified > 0 ? `and ${count(unverified)} unverified` : nothing,
          ],
        ],
        'large',
      )}
      ${bar([{ tone: missing > 0 ? 'warn' : done === list.length ? 'ok' : 'info', share: done / list.length }])}
      ${checks(list, this.tz, tick)}
      <small>
        A tick by hand is a record and no measurement; it holds for ${plural(days, 'day')}. The first
        deployment of an alias shifts nothing, and an alarm that is already on blocks a deployment.
      </small>
    `;
  }
}
