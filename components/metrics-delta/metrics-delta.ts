import { css, html } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { directionOf, spanOf } from '../../src/domain/growth/comparison.ts';
import { count, duration, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Facts, CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';

const spec = {
  title: 'Metrics Delta Strip',
  section: 'latency',
  size: 'full',
  reads: {
    registered: field('metrics.ducklings_registered?', integer),
    certified: field('metrics.ducklings_certified?', integer),
    bonded: field('metrics.spaceducks_bonded', integer),
    tables: field('status.database', map(integer)),
    alive: field('status.agents.alive', integer),
    pecks: field('status.peck_protocol.succeeded', integer),
  },
  compares: 'before',
} as const satisfies Spec;

/** Figures that are better higher, and where each stands. */
const FIGURES: readonly (readonly [string, (facts: Facts<typeof spec>) => number | undefined])[] = [
  ['Registered', ({ registered }) => registered],
  ['Certified', ({ certified }) => certified],
  ['Bonded', ({ bonded }) => bonded],
  ['Eggs', ({ tables }) => tables?.['eggs']],
  ['Connections', ({ tables }) => tables?.['connections']],
  ['Peck requests', ({ tables }) => tables?.['peck_requests']],
  ['Agents alive', ({ alive }) => alive],
  ['Pecks approved', ({ pecks }) => pecks],
];

interface Figure {
  name: string;
  value: number | undefined;
  /** How far it moved; `undefined` where one of the two answers does not tell it. */
  moved: number | undefined;
}

/** What the card shows of a moment. */
export interface MetricsDeltaView extends View {
  figures: Figure[];
  /** Time between the two answers in ms, where anything moved. */
  span: number | undefined;
}

const TONES = { up: 'ok', down: 'bad', none: 'muted' };

/**
 * How far the figures moved between the last two polls: up, down or not at all.
 *
 * @tag mc-metrics-delta
 * @summary The counters of metrics and status, each with its change since the previous poll.
 */
export class McMetricsDelta extends Card<typeof spec, MetricsDeltaView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      dd small {
        color: inherit;
      }
      small .muted {
        font-size: inherit;
      }
    `,
  ];

  view({ facts: now, then, routes }: CardData<typeof spec>): MetricsDeltaView {
    const figures = FIGURES.map(([name, from]): Figure => {
      const value = from(now);
      const before = then && from(then.facts);
      return { name, value, moved: value === undefined || before === undefined ? undefined : value - before };
    });
    const fell = figures.filter(({ moved = 0 }) => moved < 0).map(({ name }) => name);
    const moving = figures.filter(({ moved }) => moved).length;
    return {
      tone: fell.length > 0 ? 'warn' : 'info',
      label:
        fell.length > 0
          ? `${fell.join(', ')} down`
          : moving > 0
            ? `${plural(moving, 'figure')} up`
            : figures.some(({ moved }) => moved === 0)
              ? 'No change'
              : 'First poll',
      figures,
      span: moving > 0 ? spanOf([routes.metrics, routes.status]) : undefined,
    };
  }

  protected renderBody({ figures, span }: MetricsDeltaView): TemplateResult {
    return html`
      ${factList(
        figures.map(({ name, value, moved }) => [
          name,
          value === undefined ? undefined : count(value),
          value === undefined ? undefined : this.#change(moved),
        ]),
        'large',
      )}
      <small>
        Each change is from the poll before to the
        latest${span === undefined ? '' : `, ${duration(span)} apart`}.
      </small>
    `;
  }

  #change(moved: number | undefined): Shown {
    if (moved === undefined) return html`<span class="muted">nothing before</span>`;
    const direction = directionOf(moved);
    return html`<span class=${TONES[direction]}>
      ${direction === 'none' ? 'no change' : `${direction === 'up' ? '↑ up' : '↓ down'} ${count(Math.abs(moved))}`}
    </span>`;
  }
}
