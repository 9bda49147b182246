import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { count, percent, plural, stamp } from '../../src/domain/format/values.ts';
import { spec, viewOf, clock } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { TodayView } from './model.ts';

/**
 * What has come since midnight UTC: by the counts of the tables, the audit and the calls that CloudWatch counted.
 *
 * @tag mc-today-activity
 * @summary New eggs, ducklings, certificates, peck attempts, audit events and invocations since 00:00 UTC.
 */
export class McTodayActivity extends Card<typeof spec, TodayView> {
  static override spec: Spec = spec;

  view(data: CardData<typeof spec>): TodayView {
    return viewOf(data);
  }

  protected renderBody({
    grown,
    events,
    untimed,
    eventsSince,
    calls,
    midnight,
    whole,
    now,
  }: TodayView): TemplateResult {
    const share = calls && calls.covered / Math.max(1, now - midnight);
    return html`
      ${factList(
        [
          ...grown.map(({ name, by }) => [name, by === undefined ? 'not known' : count(by)] as const),
          [
            'Audit events',
            events === undefined
              ? 'not known'
              : eventsSince === undefined
                ? count(events)
                : `at least ${count(events)}`,
            // The audit tells the whole day, also where the log of the tables begins later.
            eventsSince !== undefined
              ? `since ${clock(eventsSince)}`
              : whole || events === undefined
                ? undefined
                : `since ${clock(midnight)}`,
          ],
          [
            'Invocations',
            calls ? count(calls.calls) : 'not known',
            share === undefined ? undefined : `CloudWatch, as seen for ${percent(share, 0)} of today`,
          ],
        ],
        'large',
      )}
      <small>
        Counts of tables against this browser’s own log; the day begins at ${stamp(midnight)}. A table that
        was emptied is counted anew.
      </small>
      ${
        untimed > 0
          ? html`<small
              >Not counted: ${plural(untimed, 'entry', 'entries')} of the audit without a usable time.</small
            >`
          : nothing
      }
    `;
  }
}
