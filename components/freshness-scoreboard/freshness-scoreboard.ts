import { html } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { agesAt, agesChangeAt, agesWords, heardLast } from '../../src/domain/freshness/ages.ts';
import { freshnessLimits } from '../../src/domain/freshness/freshness.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { duration } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Dated } from '../../src/domain/freshness/ages.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Data Freshness Scoreboard',
  section: 'latency',
  size: 'medium',
  probes: ['status', 'metrics', 'audit'],
  limits: { freshness: freshnessLimits },
} as const satisfies Spec;

type Scored = (typeof spec.probes)[number];

const NAMES: Record<Scored, string> = { status: 'Status', metrics: 'Metrics', audit: 'Audit' };

/** One route: when its last good answer was made, and the tone of its age. */
interface Row extends Dated {
  route: Scored;
  tone: Tone;
}

/** What the card shows of a moment; the ages themselves are told by the page's clock. */
export interface FreshnessView extends View {
  rows: Row[];
  /** From which ages (ms) data gets old and is too old. */
  limits: Dated['limits'];
  /** Polling interval in ms. */
  interval: number;
}

/**
 * How old the last good answer of each polled route is.
 *
 * @tag mc-freshness-scoreboard
 * @summary The age of the last good status, metrics and audit answer, each against the limits of freshness.
 */
export class McFreshnessScoreboard extends Card<typeof spec, FreshnessView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, checkResultStyles];

  view({
    routes,
    now,
    interval,
    stale,
    limits: { freshness: limits },
  }: CardData<typeof spec>): FreshnessView {
    const dated = spec.probes.map((route) => {
      const last = routes[route]?.last;
      return { route, name: NAMES[route], at: last && madeAt(last), limits };
    });
    const rows = agesAt(dated, now);
    return {
      tone: worst(rows.map(({ tone }) => tone)),
      // Past the stale limit the chip tells the last verdict: the one of when anything was heard last.
      label: agesWords(stale ? agesAt(dated, heardLast(dated)) : rows, 'not answered yet'),
      nextChangeAt: agesChangeAt(dated, now),
      rows,
      limits,
      interval,
    };
  }

  protected renderBody({ rows, limits, interval }: FreshnessView): TemplateResult {
    return html`
      ${checkResults(
        rows.map(({ route, name, tone }) => ({
          name,
          tone,
          label: html`<time data-route=${route}></time>`,
          note: `Last good answer of ${table[route].path}`,
        })),
      )}
      <small>
        Warning from ${duration(limits.warn)}, bad from ${duration(limits.bad)}, with one poll every
        ${duration(interval)}.
      </small>
    `;
  }
}
