import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { Chart, chartStyles } from '../../src/card/chart.ts';
import { factList } from '../../src/card/parts.ts';
import { tableStyles } from '../../src/card/table.ts';
import { dayLabel, utcDays } from '../../src/domain/growth/growth.ts';
import { callsBetween } from '../../src/domain/runtime/invocations.ts';
import { deployMarks } from '../../src/domain/format/time-steps.ts';
import { grade } from '../../src/domain/judgement/tone.ts';
import { count, duration, percent, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Calls } from '../../src/domain/runtime/invocations.ts';
import type { Mark } from '../../src/domain/format/time-steps.ts';

/** How many times the baseline a day is a warning, and bad. */
const trendLimits = { warn: 2, bad: 5 };

const spec = {
  title: 'Lambda Invocation Trend (7-day)',
  section: 'runtime',
  size: 'wide',
  logs: ['sd_invocation_log'],
  files: ['deploy_log'],
  limits: { invocations: trendLimits },
} as const satisfies Spec;

const DAY = 86_400_000;

/** What the card shows of a moment. */
export interface InvocationTrendView extends View {
  days: number[];
  calls: (Calls | undefined)[];
  today: number | undefined;
  total: number;
  /** Mean calls of a whole day before today, scaled by what was covered of each. */
  baseline: number | undefined;
  /** Today's rate over the baseline's. */
  ratio: number | undefined;
  limits: typeof trendLimits;
  marks: Mark[];
}

/**
 * How many calls each of the last seven days brought, and whether today is out of the usual.
 *
 * @tag mc-invocation-trend
 * @summary Calls today, in seven days and per day, with bars; amber at twice, red at five times the baseline.
 */
export class McInvocationTrend extends Card<typeof spec, InvocationTrendView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles, chartStyles];

  readonly #chart = new Chart(this);

  view({ logs, now, site, limits: { invocations: limits } }: CardData<typeof spec>): InvocationTrendView {
    const days = utcDays(now, 7);
    const calls = days.map((start) =>
      callsBetween(logs.sd_invocation_log, start, Math.min(start + DAY, now)),
    );
    const today = calls.at(-1);
    // A day of which little was seen is compared by its rate.
    const rates = calls.slice(0, -1).flatMap((day) => (day ? (day.calls * DAY) / day.covered : []));
    const baseline = rates.length > 0 ? rates.reduce((sum, rate) => sum + rate) / rates.length : undefined;
    const ratio = today && baseline ? (today.calls * DAY) / today.covered / baseline : undefined;
    const tone = ratio === undefined ? (today ? 'info' : 'unknown') : grade(ratio, limits);
    return {
      tone,
      label:
        ratio === undefined
          ? today
            ? 'No baseline yet'
            : 'Collecting'
          : tone === 'ok'
            ? 'As usual'
            : `${count(Math.round(ratio * 10) / 10)}× the usual`,
      empty: calls.every((day) => day === undefined),
      days,
      calls,
      today: today?.calls,
      total: calls.reduce((sum, day) => sum + (day?.calls ?? 0), 0),
      baseline,
      ratio,
      limits,
      marks: deployMarks({ starts: days, width: DAY }, site.deploys.entries),
    };
  }

  protected renderBody(view: InvocationTrendView): TemplateResult {
    const { days, calls, today, total, baseline, limits, marks, empty } = view;
    const base = baseline ?? 0;
    const covered = (day: Calls | undefined) => day && `in the ${duration(day.covered)} seen of it`;
    return html`
      ${factList(
        [
          ['Today', today === undefined ? 'none seen' : count(today), covered(calls.at(-1))],
          ['Seven days', empty ? 'none seen' : count(total)],
          [
            'Usual day',
            baseline === undefined ? 'not known' : count(Math.round(baseline)),
            baseline === undefined
              ? 'needs a day before today'
              : `warning from ${limits.warn}×, bad from ${limits.bad}×`,
          ],
        ],
        'large',
      )}
      ${empty ? html`<p>No window of CloudWatch was seen yet: this needs release.traffic of the backend.</p>` : nothing}
      ${this.#chart.render({
        kind: 'bar',
        label: 'Invocations per day',
        axis: 'Day (UTC)',
        labels: days.map(dayLabel),
        series: [{ name: 'Invocations', values: calls.map((day) => day?.calls) }],
        format: count,
        marks,
        ...(base > 0 && {
          limits: [
            { name: `${limits.warn}× the usual`, value: base * limits.warn, tone: 'warn' },
            { name: `${limits.bad}× the usual`, value: base * limits.bad, tone: 'bad' },
          ],
        }),
      })}
      <small>
        From the windows of CloudWatch that this browser saw:
        ${calls.map((day) => percent((day?.covered ?? 0) / DAY, 0)).join(', ')} of each day, today last;
        ${plural(calls.filter((day) => day !== undefined).length, 'day')} with samples.
      </small>
    `;
  }
}
