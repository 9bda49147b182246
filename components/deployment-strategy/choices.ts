import { html, nothing } from 'lit';
import { table } from '../../src/card/table.ts';
import { totalOf } from '../../src/domain/release/strategies.ts';
import { count, duration, stamp } from '../../src/domain/format/values.ts';
import { curveDrawing } from './curve.ts';
import type { TemplateResult } from 'lit';
import type { StrategyView } from './model.ts';

/** The strategies side by side: the curve, how long it takes, and the calls that a bad version would get. */
export function choices({ rows, alarmMinutes }: StrategyView): TemplateResult {
  return table(
    [
      'Strategy',
      'Traffic over time',
      'Total',
      'Calls exposed, worst case',
      `With an alarm after ${count(alarmMinutes)} min`,
    ],
    rows.map(({ name, label, curve, worst, early, guarded, here }) => [
      html`${name} <small>${here ? 'running now: ' : nothing}${label}</small>`,
      curveDrawing(curve),
      totalOf(curve) === 0 ? 'at once' : duration(totalOf(curve) * 1000),
      worst === undefined ? 'not known' : count(worst),
      guarded ? (early === undefined ? 'not known' : count(early)) : 'too late',
    ]),
  );
}

/** What the figures of the table mean, and what they were counted from. */
export function meaning({ rate, traffic, alarmMinutes }: StrategyView, tz: string): TemplateResult {
  const { from, to } = traffic ?? {};
  return html`<p class="muted">
    Each curve is the share of the new version over its own time.
    ${
      rate === undefined
        ? 'Calls are not known: the backend tells no traffic, or for less than a minute.'
        : `Calls at the present rate of ${count(Math.round(rate))} a minute, as counted from ${stamp(from, tz)} to ${stamp(to, tz)}.`
    }
    Worst case: all calls that reach a bad version from the first shift until the last moment at which
    CodeDeploy still rolls back by itself, which is the last shift. Where that comes within ${alarmMinutes}
    min, it is all calls until an alarm tells an operator. With an alarm: until one acts that needs
    ${alarmMinutes} min for a fault that is there from the first call; too late where all is shifted by then.
  </p>`;
}
