import { html } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { Card } from '../../src/card/card.ts';
import { Chart, chartStyles } from '../../src/card/chart.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { mark } from '../../src/card/parts.ts';
import { table as rows, tableStyles } from '../../src/card/table.ts';
import { latencyLimits } from '../../src/domain/latency/latency.ts';
import { deployMarks, stepLabel } from '../../src/domain/format/time-steps.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count, duration, ms, percent } from '../../src/domain/format/values.ts';
import { FLOOR, WINDOW, history } from './latency-points.ts';
import type { TemplateResult } from 'lit';
import type { Route } from '../../src/api/fields.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Mark } from '../../src/domain/format/time-steps.ts';
import type { History, RouteHistory } from './latency-points.ts';

const spec = {
  title: 'Route Latency History',
  section: 'latency',
  size: 'wide',
  probes: ['beak', 'metrics', 'status', 'audit'],
  logs: ['sd_latency_log'],
  files: ['deploy_log'],
  limits: { latency: latencyLimits },
} as const satisfies Spec;

/** The route whose p50 and p95 are drawn; without one, the medians of all. */
interface Chosen {
  chosen?: Route | undefined;
}

/** What the card shows of a moment; limits in ms. */
type LatencyView = View &
  History & { limits: typeof latencyLimits; marks: Mark[]; one: RouteHistory | undefined };

/**
 * How long each route took to answer this browser over the last 24 h.
 *
 * @tag mc-latency-history
 * @summary A chart of each route's latency, with p50 and p95, from this browser's own log.
 */
export class McLatencyHistory extends Card<typeof spec, LatencyView, Chosen> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles, chartStyles, formStyles];

  protected override ui: Chosen = {};

  readonly #chart = new Chart(this);

  view(
    { logs, now, interval, site, limits: { latency: limits } }: CardData<typeof spec>,
    { chosen }: Chosen,
  ): LatencyView {
    const past = history(logs.sd_latency_log, spec.probes, now, interval, limits);
    const judged = past.routes.filter(({ p95 }) => p95 !== undefined);
    const answered = past.routes.some(({ samples }) => samples > 0);
    const failed = past.routes.some(({ failures }) => failures > 0);
    const slowest = Math.max(...judged.map(({ p95 = 0 }) => p95));
    return {
      ...past,
      limits,
      one: past.routes.find(({ route }) => route === chosen),
      marks: deployMarks(past.steps, site.deploys.entries),
      tone: judged.length > 0 ? worst(judged.map(({ tone }) => tone)) : 'unknown',
      label:
        judged.length > 0 ? `p95 up to ${ms(slowest)}` : answered || !failed ? 'Collecting' : 'No answer yet',
      empty: !answered && !failed,
    };
  }

  protected renderBody({ routes, one, steps, marks, limits: { warn, bad } }: LatencyView): TemplateResult {
    return html`
      <label>
        Draw
        <select @change=${this.#choose}>
          <option value="">the median of each route</option>
          ${routes.map(({ route }) => html`<option value=${route}>p50 and p95 of ${table[route].path}</option>`)}
        </select>
      </label>
      ${this.#chart.render({
        kind: 'line',
        label: one ? `Time that ${table[one.route].path} took to answer` : 'Median time to answer, per route',
        axis: `Step of ${duration(steps.width)} from (${this.tz})`,
        labels: steps.starts.map((start) => stepLabel(steps, start, this.tz)),
        marks,
        series: one
          ? [
              { name: 'p50', values: one.steps.p50 },
              { name: 'p95', values: one.steps.p95 },
            ]
          : routes.map(({ route, steps: { p50 } }) => ({ name: table[route].path, values: p50 })),
        format: ms,
        limits: [
          { name: `slow from ${ms(warn)}`, value: warn, tone: 'warn' },
          { name: `too slow from ${ms(bad)}`, value: bad, tone: 'bad' },
        ],
      })}
      <div class="scroll" tabindex="0" role="region" aria-label="Latency per route">
        ${rows(
          ['Route', 'p50', 'p95', 'Answers', 'Failures', 'Coverage'],
          routes.map(({ route, p50, p95, tone, samples, failures, covered }) => [
            table[route].path,
            p50 === undefined ? '–' : ms(p50),
            p95 === undefined ? `needs ${FLOOR} answers` : html`${mark(tone)} ${ms(p95)}`,
            count(samples),
            count(failures),
            covered === undefined ? '–' : percent(covered, 0),
          ]),
        )}
      </div>
      <small>
        Time to the response’s headers as this browser saw it, over the last ${count(WINDOW / 3_600_000)} h at
        most. Coverage is how much of the time since a route’s first request its polls have seen; what was
        sent from a hidden or just woken tab does not count.
      </small>
    `;
  }

  readonly #choose = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    this.ui = { chosen: spec.probes.find((route) => route === value) };
  };
}
