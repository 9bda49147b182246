import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { ago } from '../../src/card/parts.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { agesAt, agesChangeAt, agesWords, heardLast } from '../../src/domain/freshness/ages.ts';
import { freshnessLimits } from '../../src/domain/freshness/freshness.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { duration } from '../../src/domain/format/values.ts';
import { APART } from './apart.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Dated } from '../../src/domain/freshness/ages.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Operator Freshness',
  section: 'latency',
  size: 'medium',
  probes: ['status'],
  logs: ['sd_activity_baseline', 'sd_latency_log', 'sd_fleet_cache'],
  limits: { freshness: freshnessLimits },
} as const satisfies Spec;

/** One thing that the page leans on, with the tone of its age. */
interface Row extends Dated {
  tone: Tone;
  /** What writes it, and when. */
  note: string;
}

/** What the card shows of a moment; the ages themselves are told by the page's clock. */
export interface OperatorFreshnessView extends View {
  rows: Row[];
}

/**
 * How old the things are that this browser's figures are made from: the status snapshot, and the newest sample of three
 * of its own logs.
 *
 * @tag mc-operator-freshness
 * @summary The age of the status snapshot, the audit baseline, the latency log and the fleet cache.
 */
export class McOperatorFreshness extends Card<typeof spec, OperatorFreshnessView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, checkResultStyles];

  view({ routes, logs, now, stale, limits }: CardData<typeof spec>): OperatorFreshnessView {
    const { warn, bad } = limits.freshness;
    const last = routes.status?.last;
    const dated = (name: string, at: number | undefined, apart: number, note: string) => ({
      name,
      at,
      limits: { warn: apart + warn, bad: apart + bad },
      note,
    });
    const sample = (name: string, log: keyof typeof logs, what: string) => {
      const apart = APART[log];
      const written = apart > 0 ? `on change, else every ${duration(apart)}` : 'with each request';
      return dated(name, logs[log].at(-1)?.at, apart, `${what}; ${written}`);
    };
    const things = [
      dated('Status snapshot', last && madeAt(last), 0, 'The last good answer'),
      sample('Audit baseline', 'sd_activity_baseline', 'Totals of the tables'),
      sample('Latency log', 'sd_latency_log', 'Durations and failures'),
      sample('Fleet cache', 'sd_fleet_cache', 'When agents pulsed last'),
    ];
    const rows = agesAt(things, now);
    return {
      tone: worst(rows.map(({ tone }) => tone)),
      // Past the stale limit the chip tells the last verdict: the one of when anything was heard last.
      label: agesWords(stale ? agesAt(things, heardLast(things)) : rows, 'not recorded yet'),
      nextChangeAt: agesChangeAt(things, now),
      rows,
    };
  }

  protected renderBody({ rows }: OperatorFreshnessView): TemplateResult {
    return html`
      ${checkResults(
        rows.map(({ name, tone, at, limits, note }) => ({
          name,
          tone,
          label: at === undefined ? 'not recorded yet' : ago(at),
          note: html`${note}.
          ${tone === 'warn' || tone === 'bad' ? `Too old from ${duration(limits.bad)}.` : nothing}`,
        })),
      )}
      <small>The logs are this browser’s own; they grow while a tab with cards is open.</small>
    `;
  }
}
