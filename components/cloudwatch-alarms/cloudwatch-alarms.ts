import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { checkResults, pathCheckResultStyles } from '../../src/card/check-results.ts';
import { stamp } from '../../src/domain/format/values.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { AlarmState } from './alarms.ts';
import type { CloudwatchAlarmsView } from './model.ts';

/**
 * The state of each CloudWatch alarm: by the backend's word, else as an operator looked it up and recorded it.
 *
 * @tag mc-cloudwatch-alarms
 * @summary The state of every alarm; where the backend tells none, a record by hand of each, with its date.
 */
export class McCloudwatchAlarms extends Card<typeof spec, CloudwatchAlarmsView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    pathCheckResultStyles,
    // Paper has no buttons to record with.
    css`
      @media print {
        .record {
          display: none;
        }
      }
    `,
  ];

  view(data: CardData<typeof spec>): CloudwatchAlarmsView {
    return viewOf(data);
  }

  protected renderBody({ alarms, manual, empty }: CloudwatchAlarmsView): TemplateResult {
    return html`
      ${checkResults(
        alarms.map(({ at, note, ...each }) => {
          const when = at !== undefined && `${manual ? 'checked by hand' : 'since'} ${stamp(at, this.tz)}`;
          const reported = [note, when].filter(Boolean).join(' · ');
          return {
            ...each,
            note: manual
              ? html`${reported} ${this.#button(each.name, 'OK')} ${this.#button(each.name, 'ALARM')}`
              : reported,
          };
        }),
      )}
      ${empty ? html`<p>No alarm is told of or configured, so nothing watches the stack.</p>` : nothing}
      ${
        manual
          ? html`<small class="record">
              Look each alarm up in CloudWatch, and record how it stands. A record holds for 24 h.
            </small>`
          : nothing
      }
    `;
  }

  #button(alarm: string, state: AlarmState): TemplateResult {
    return html`<button
      type="button"
      aria-label=${`Record that ${alarm} is ${state} now`}
      ?disabled=${!this.writable}
      @click=${() => this.keep('checks', { type: 'checked', alarm, state })}
    >
      ${state}
    </button>`;
  }
}
