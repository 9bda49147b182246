import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { amount, integer } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { Chart, chartStyles } from '../../src/card/chart.ts';
import { factList } from '../../src/card/parts.ts';
import { tableStyles } from '../../src/card/table.ts';
import { memoryLimits, memoryTone } from '../../src/domain/runtime/memory.ts';
import { count, percent, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { MemorySample } from '../../src/data/samples.ts';
import type { Deploy } from '../../src/domain/release/deploy-log.ts';
import type { Mark } from '../../src/domain/format/time-steps.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Lambda Memory',
  section: 'runtime',
  size: 'medium',
  reads: {
    used: field('status.lambda.memory_used_mb', amount),
    configured: field('status.lambda.memory_mb', integer),
  },
  logs: ['missionControlMemoryLog'],
  files: ['deploy_log'],
  limits: { memory: memoryLimits },
} as const satisfies Spec;

/** So many points are drawn. */
const SHOWN = 10;

/** What the card shows of a moment; memory in MB. */
export interface LambdaMemoryView extends View {
  used: number | undefined;
  configured: number | undefined;
  /** From how much on to warn. */
  amber: number;
  points: MemorySample[];
  marks: Mark[];
}

const WORDS: Record<Tone, string> = {
  ok: 'Enough memory',
  warn: 'Much is used',
  bad: 'All is used',
  info: '',
  unknown: 'Not told',
};

const mb = (size: number): string => `${count(Math.round(size * 10) / 10)} MB`;

/** Each deploy, at the first point after it; points lie at no regular times. */
const marksAt = (points: readonly MemorySample[], deploys: readonly Deploy[]): Mark[] =>
  points.flatMap(({ at }, index) => {
    const since = points[index - 1]?.at ?? at;
    const names = deploys.flatMap((each) => (each.at > since && each.at <= at ? `v${each.version}` : []));
    return names.length > 0 ? [{ index, name: names.reverse().join(', ') }] : [];
  });

/**
 * How much of the function's memory a recent call used at its peak.
 *
 * @tag mc-lambda-memory
 * @summary The last ten peaks of used memory, with the amber line and the configured memory as the limit.
 */
export class McLambdaMemory extends Card<typeof spec, LambdaMemoryView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles, chartStyles];

  readonly #chart = new Chart(this);

  view({
    facts: { used, configured },
    logs,
    site,
    limits: { memory: limits },
  }: CardData<typeof spec>): LambdaMemoryView {
    const tone = memoryTone(used, configured, limits);
    const points = logs.missionControlMemoryLog.slice(-SHOWN);
    return {
      tone,
      label: used !== undefined && configured ? `${percent(used / configured, 0)} used` : WORDS[tone],
      used,
      configured,
      amber: limits.warn,
      points,
      marks: marksAt(points, site.deploys.entries),
    };
  }

  protected renderBody({ used, configured, amber, points, marks }: LambdaMemoryView): TemplateResult {
    return html`
      ${factList(
        [
          ['Latest peak', used === undefined ? undefined : mb(used), `warning from ${mb(amber)}`],
          ['Configured', configured === undefined ? undefined : mb(configured)],
        ],
        'large',
      )}
      ${
        points.length > 0
          ? this.#chart.render({
              kind: 'line',
              label: 'Peak memory of recent calls',
              axis: `Seen at (${this.tz})`,
              labels: points.map(({ at }) => stamp(at, this.tz).slice(5, 16)),
              series: [{ name: 'Used', values: points.map((point) => point.used) }],
              format: mb,
              marks,
              limits: [
                { name: `warning from ${mb(amber)}`, value: amber, tone: 'warn' },
                ...(configured
                  ? [{ name: `configured ${mb(configured)}`, value: configured, tone: 'bad' as const }]
                  : []),
              ],
            })
          : html`<p>No point was kept yet.</p>`
      }
      ${
        points[0]
          ? html`<small>
              ${points.length === 1 ? 'One sample' : `The last ${plural(points.length, 'sample')}`} of this
              browser’s own log, since ${stamp(points[0].at, this.tz)}; what stays the same is kept every 5
              min.
            </small>`
          : nothing
      }
    `;
  }
}
