import { html } from 'lit';
import { Card } from '../../src/card/card.ts';
import { Chart, chartStyles } from '../../src/card/chart.ts';
import { factList } from '../../src/card/parts.ts';
import { tableStyles } from '../../src/card/table.ts';
import { candidates, perHour, watched } from '../../src/domain/latency/cold-starts.ts';
import { coldStartLimits } from '../../src/domain/latency/latency.ts';
import { deployMarks, stepLabel } from '../../src/domain/format/time-steps.ts';
import { count, ms, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Watched } from '../../src/domain/latency/cold-starts.ts';
import type { Mark, Steps } from '../../src/domain/format/time-steps.ts';

const spec = {
  title: 'Cold-start trend',
  section: 'runtime',
  size: 'wide',
  logs: ['sd_cold_starts', 'sd_latency_log'],
  files: ['deploy_log'],
} as const satisfies Spec;

const HOUR = 3_600_000;

/** What the card shows of a moment. */
export interface TrendView extends View {
  /** Oldest first; `undefined` for one of which no response was seen. */
  hours: (number | undefined)[];
  total: number;
  verySlow: number;
  steps: Steps;
  marks: Mark[];
  seen: Watched;
}

/**
 * How many responses of each hour were slow enough to have been cold starts.
 *
 * @tag mc-cold-start-trend
 * @summary Suspected cold starts per hour over the last 24 h.
 */
export class McColdStartTrend extends Card<typeof spec, TrendView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles, chartStyles];

  readonly #chart = new Chart(this);

  view({ logs, now, site }: CardData<typeof spec>): TrendView {
    const seen = watched(logs.sd_latency_log, now, 24 * HOUR);
    const hours = perHour(logs.sd_cold_starts, now, seen.times);
    const total = hours.reduce<number>((sum, n = 0) => sum + n, 0);
    const steps = { starts: hours.map((_, index) => now - (24 - index) * HOUR), width: HOUR };
    const blind = total + seen.responses === 0;
    return {
      tone: blind ? 'unknown' : 'info',
      label: total > 0 ? `${count(total)} suspected in 24 h` : blind ? 'Nothing seen yet' : 'None suspected',
      empty: total === 0,
      hours,
      total,
      verySlow: candidates(logs.sd_cold_starts, now).filter(({ at }) => at > now - 24 * HOUR).length,
      steps,
      marks: deployMarks(steps, site.deploys.entries),
      seen,
    };
  }

  protected renderBody({ hours, total, verySlow, steps, marks, seen, tone }: TrendView): TemplateResult {
    const reported = (n: number) => (tone === 'unknown' ? 'not known' : count(n));
    return html`
      ${factList(
        [
          ['Suspected in 24 h', reported(total), `from ${ms(coldStartLimits.slow)} on`],
          ['Very slow', reported(verySlow), `from ${ms(coldStartLimits.verySlow)} on`],
        ],
        'large',
      )}
      ${this.#chart.render({
        kind: 'bar',
        label: 'Suspected cold starts per hour',
        axis: `Hour from (${this.tz})`,
        labels: steps.starts.map((start) => stepLabel(steps, start, this.tz)),
        series: [{ name: 'Suspected', values: hours }],
        format: (value) => plural(value, 'response'),
        marks,
      })}
      <small>${seen.inferred}</small>
    `;
  }
}
