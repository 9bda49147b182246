import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { amount, list, oneOf, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, pathFindingsStyles } from '../../src/card/findings.ts';
import { worst } from '../../src/rules/tone.ts';
import { plural, stamp } from '../../src/rules/words.ts';
import { checkedAlarms, liveAlarms } from './alarms.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Deed } from '../../src/store/records.ts';
import type { Alarm, AlarmState, Check } from './alarms.ts';

const spec = {
  title: 'CloudWatch Alarms',
  section: 'runtime',
  size: 'medium',
  height: 479,
  narrow: 501,
  reads: {
    alarms: field(
      'status.alarms?',
      list({
        name: text,
        state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA'),
        metric: text,
        threshold: amount,
        updated_at: time,
      }),
    ),
  },
  records: { checks: 'own' },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface CloudwatchAlarmsView extends View {
  alarms: Alarm[];
  /** Whether the backend tells no alarms, so that they are checked by hand. */
  manual: boolean;
}

const isCheck = (deed: Deed): deed is Deed & Check =>
  deed.did === 'checked' && typeof deed['alarm'] === 'string' && typeof deed['state'] === 'string';

/** For the chip: what is wrong, else what nobody knows. */
function summary(alarms: readonly Alarm[], manual: boolean): string {
  const of = (tone: string): number => alarms.filter((each) => each.tone === tone).length;
  const [bad, open] = [of('bad'), of('unknown')];
  if (alarms.length === 0) return 'No alarm is known';
  if (bad > 0) return `${plural(bad, 'alarm')} in ALARM`;
  if (open > 0) return `${plural(open, 'alarm')} ${manual ? 'unverified' : 'unknown'}`;
  return manual ? 'All OK, by hand' : 'All OK';
}

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
    pathFindingsStyles,
    // Paper has no buttons to record with.
    css`
      @media print {
        .record {
          display: none;
        }
      }
    `,
  ];

  view({ facts: { alarms: told }, records, site, now }: Moment<typeof spec>): CloudwatchAlarmsView {
    const configured = site.config.alarms;
    const alarms = told
      ? liveAlarms(told, configured)
      : checkedAlarms(configured, records.checks.filter(isCheck), now);
    return {
      tone: worst(alarms.map(({ tone }) => tone)),
      words: summary(alarms, !told),
      empty: alarms.length === 0,
      alarms,
      manual: !told,
      turnsAt: Math.min(...alarms.map(({ until = Infinity }) => until)),
    };
  }

  protected renderBody({ alarms, manual, empty }: CloudwatchAlarmsView): TemplateResult {
    return html`
      ${findings(
        alarms.map(({ at, note, ...each }) => {
          const when = at !== undefined && `${manual ? 'checked by hand' : 'since'} ${stamp(at, this.tz)}`;
          const told = [note, when].filter(Boolean).join(' · ');
          return {
            ...each,
            note: manual
              ? html`${told} ${this.#button(each.name, 'OK')} ${this.#button(each.name, 'ALARM')}`
              : told,
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
      @click=${() => this.keep({ did: 'checked', alarm, state })}
    >
      ${state}
    </button>`;
  }
}

define('mc-cloudwatch-alarms', McCloudwatchAlarms);

declare global {
  interface HTMLElementTagNameMap {
    'mc-cloudwatch-alarms': McCloudwatchAlarms;
  }
}
