import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { Chart, chartStyles } from '../../src/card/chart.ts';
import { factList } from '../../src/card/parts.ts';
import { tableStyles } from '../../src/card/table.ts';
import { dayLabel, growth, growthByDay, utcDays } from '../../src/domain/growth/growth.ts';
import { count, duration, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Growth } from '../../src/domain/growth/growth.ts';

const spec = {
  title: 'Cert Issuance Rate',
  section: 'posture',
  size: 'wide',
  reads: { tables: field('status.database', map(integer)) },
  logs: ['sd_cert_rate_log'],
} as const satisfies Spec;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What the card shows of a moment. */
export interface CertRateView extends View {
  /** The growth within the last hour, and within the last day. */
  hour: Growth | undefined;
  day: Growth | undefined;
  days: number[];
  perDay: (number | undefined)[];
}

/** A growth as a rate per span, where it covers at least a quarter of one; in ms. */
const rate = ({ by, from, to }: Growth, span: number): number | undefined =>
  to - from >= span / 4 ? (by * span) / (to - from) : undefined;

const TOO_FEW = 'A rate needs two snapshots of this browser, some time apart; there are not enough yet.';

const round = (value: number): string => count(Math.round(value * 10) / 10);

/** A rate with what it is made of, or what it lacks. */
function reported(grown: Growth | undefined, span: number): [value: string, note: string] {
  if (!grown) return ['–', 'needs two snapshots'];
  const per = rate(grown, span);
  const seen = `${count(grown.by)} in ${duration(grown.to - grown.from)}, ${plural(grown.samples, 'sample')}`;
  return per === undefined ? ['–', `${seen}: too short to tell`] : [round(per), seen];
}

/**
 * How many certificates are issued in an hour and in a day, by the counts that this browser saw.
 *
 * @tag mc-cert-rate
 * @summary Certificates per hour and per day, with a 7-day chart, from this browser's own log.
 */
export class McCertRate extends Card<typeof spec, CertRateView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    chartStyles,
    // As high as the chart with its figures, so that nothing moves when that comes.
    css`
      .awaited {
        display: grid;
        min-height: 198px;
        place-items: center;
        border: 1px dashed var(--line);
        color: var(--muted);
        padding: 12px;
      }
      @media print {
        .awaited {
          min-height: 0;
        }
      }
    `,
  ];

  readonly #chart = new Chart(this);

  view({ logs, now }: CardData<typeof spec>): CertRateView {
    const log = logs.sd_cert_rate_log;
    const within = (span: number) => growth(log, ({ certificates }) => certificates, now - span, now);
    const days = utcDays(now, 7);
    const day = within(DAY);
    const hour = within(HOUR);
    const perHour = hour && rate(hour, HOUR);
    return {
      tone: day ? 'info' : 'unknown',
      label:
        perHour === undefined ? (day ? `${count(day.by)} seen` : 'Collecting') : `${round(perHour)} per hour`,
      hour,
      day,
      days,
      perDay: growthByDay(log, ({ certificates }) => certificates, days),
    };
  }

  protected renderBody({ hour, day, days, perDay }: CertRateView): TemplateResult {
    const charted = perDay.some((value) => value !== undefined);
    return html`
      ${factList(
        [
          ['Per hour', ...reported(hour, HOUR)],
          ['Per day', ...reported(day, DAY)],
        ],
        'large',
      )}
      ${day || !charted ? nothing : html`<p>${TOO_FEW}</p>`}
      ${
        day && day.resets > 0
          ? html`<p>The count fell ${plural(day.resets, 'time')}: each time it is counted anew.</p>`
          : nothing
      }
      ${
        charted
          ? this.#chart.render({
              kind: 'bar',
              label: 'Certificates per day',
              axis: 'Day (UTC)',
              labels: days.map(dayLabel),
              series: [{ name: 'Certificates', values: perDay }],
              format: count,
            })
          : html`<p class="awaited">${TOO_FEW}</p>`
      }
      <small>Counted from this browser’s own log: only what grew while one of its tabs was open.</small>
    `;
  }
}
