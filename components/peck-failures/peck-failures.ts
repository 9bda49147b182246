import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { Chart, chartStyles } from '../../src/card/chart.ts';
import { factList } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { peckLimits, pecks } from '../../src/domain/fleet/pecks.ts';
import { count, percent, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { PeckReport } from '../../src/domain/fleet/pecks.ts';

const spec = {
  title: 'Peck Failure Analysis',
  section: 'posture',
  size: 'wide',
  causes: ['pecks'],
  reads: {
    succeeded: field('status.peck_protocol.succeeded', integer),
    failed: field('status.peck_protocol.failed', integer),
    failure_breakdown: field('status.peck_protocol.failure_breakdown?', {
      denied: integer,
      expired: integer,
      callback_error: integer,
    }),
  },
  logs: ['pecks'],
  limits: { pecks: peckLimits },
} as const satisfies Spec;

const NAMES = { denied: 'Denied', expired: 'Expired', callback_error: 'Callback error' };

type Report = View &
  PeckReport & {
    failed: number | undefined;
    /** What the rate is of, in words. */
    judgedBy: string;
    limits: typeof peckLimits;
  };

const orDash = (value: string | undefined): string => value ?? '–';
const share = (value: number | undefined): string => (value === undefined ? '–' : percent(value));

/**
 * Why peck requests fail: how many, at what rate, and in which of the three ways; the last hour beside the totals.
 *
 * @tag mc-peck-failures
 * @summary Failed pecks, success and failure rate, and the three causes as counts, shares and a chart.
 */
export class McPeckFailures extends Card<typeof spec, Report> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    chartStyles,
    // The names of the causes are ours, so none is too long to stay whole.
    css`
      tbody th {
        overflow-wrap: normal;
      }
    `,
  ];

  readonly #chart = new Chart(this);

  view({ facts: totals, logs, now, limits: { pecks: limits } }: CardData<typeof spec>): Report {
    const report = pecks(totals, logs.pecks, now, limits);
    const { failureShare, tone, total } = report;
    return {
      ...report,
      judgedBy: report.label,
      limits,
      failed: totals.failed,
      label:
        failureShare !== undefined
          ? `${percent(failureShare)} fail`
          : total
            ? 'No outcome yet'
            : 'Cannot be told',
      tone,
      empty: total?.outcomes === 0,
    };
  }

  protected renderBody(report: Report): TemplateResult {
    const { total, failed, hour, judgedBy, note, failureShare, limits } = report;
    return html`
      ${factList(
        [
          [
            'Failed',
            failed === undefined ? undefined : count(failed),
            total && `of ${plural(total.outcomes, 'outcome')}`,
          ],
          ['Success rate', total && share(total.successShare), total && 'running total'],
          [
            'Failure rate',
            failureShare === undefined
              ? total
                ? 'no outcome yet'
                : 'cannot be told'
              : percent(failureShare),
            `${failureShare === undefined ? '' : `${judgedBy}; `}warning from ${percent(limits.warn)}, bad from ${percent(limits.bad)}`,
          ],
        ],
        'large',
      )}
      ${table(['Cause', 'Running total', 'Share of failures', 'Last hour'], this.#rows(report))}
      ${note ? html`<p>${note}</p>` : nothing}
      ${
        hour
          ? html`<small>
              The last hour is this browser’s own log: ${plural(hour.samples, 'sample')} since
              ${stamp(hour.from, this.tz)}.
            </small>`
          : html`<small>The last hour needs two polls of this browser; there are not enough yet.</small>`
      }
      ${this.#chart.render({
        kind: 'bar',
        label: 'Failed pecks by cause',
        axis: 'Cause',
        labels: report.causes.map(({ cause }) => NAMES[cause]),
        series: [
          { name: 'Running total', values: report.causes.map((cause) => cause.count) },
          ...(hour
            ? [{ name: 'Last hour', values: report.causes.map(({ cause }) => hour.causes[cause]) }]
            : []),
        ],
        format: count,
      })}
    `;
  }

  #rows({ causes, unexplained, hour }: Report): string[][] {
    const rows = causes.map(({ cause, count: n, share: part }) => [
      NAMES[cause],
      n === undefined ? 'not offered' : count(n),
      share(part),
      orDash(hour && count(hour.causes[cause])),
    ]);
    if (unexplained?.count)
      rows.push(['Unexplained', count(unexplained.count), share(unexplained.share), '–']);
    return rows;
  }
}
