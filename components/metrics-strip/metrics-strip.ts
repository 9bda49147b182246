import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { count, delta } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Growth',
  section: 'banners',
  size: 'full',
  reads: {
    registered: field('metrics.ducklings_registered?', integer),
    certified: field('metrics.ducklings_certified?', integer),
    bonded: field('metrics.spaceducks_bonded', integer),
    galaxy: field('metrics.galaxy_version?', text),
  },
  compares: 'visit',
} as const satisfies Spec;

/** A integer, and how far it has moved since the last visit. */
interface Counter {
  name: string;
  value: number | undefined;
  moved: number | undefined;
}

/** What the card shows of a moment. */
export interface MetricsStripView extends View {
  counters: Counter[];
  galaxy: string | undefined;
  galaxyWas: string | undefined;
  /** The last visit, in server time; absent on the first. */
  since: number | undefined;
}

/**
 * The four figures of growth, each with its change since the last visit. A visit ends after half an hour without one.
 *
 * @tag mc-metrics-strip
 * @summary Registered, certified, bonded and the galaxy release, each with its change since the last visit.
 */
export class McMetricsStrip extends Card<typeof spec, MetricsStripView> {
  static override spec: Spec = spec;

  view({ facts: now, then }: CardData<typeof spec>): MetricsStripView {
    const counted = (name: string, key: 'registered' | 'certified' | 'bonded'): Counter => {
      const value = now[key];
      const before = then?.facts[key];
      return { name, value, moved: value !== undefined && before !== undefined ? value - before : undefined };
    };
    const counters = [
      counted('Registered', 'registered'),
      counted('Certified', 'certified'),
      counted('Bonded', 'bonded'),
    ];
    const fell = counters.filter(({ moved = 0 }) => moved < 0).map(({ name }) => name);
    const grew = counters.some(({ moved = 0 }) => moved > 0);
    const same = counters.some(({ moved }) => moved === 0) ? 'No change' : 'Nothing to compare';
    return {
      tone: fell.length > 0 ? 'warn' : 'info',
      label: fell.length > 0 ? `${fell.join(' and ')} fell` : grew ? 'Growing' : then ? same : 'First visit',
      counters,
      galaxy: now.galaxy,
      galaxyWas: then?.facts.galaxy,
      since: then?.at,
    };
  }

  protected renderBody({ counters, galaxy, galaxyWas, since }: MetricsStripView): TemplateResult {
    const note = galaxyWas !== undefined && galaxyWas !== galaxy ? `was ${galaxyWas}` : undefined;
    return html`
      ${factList(
        [
          ...counters.map(
            ({ name, value, moved }) =>
              [
                name,
                value === undefined ? undefined : count(value),
                moved === undefined ? undefined : delta(moved),
              ] as const,
          ),
          ['Galaxy', galaxy, note],
        ],
        'large',
      )}
      <small>
        ${
          since === undefined
            ? 'Changes are counted from this visit on.'
            : html`Changes since the last visit, ${ago(since)}.`
        }
      </small>
    `;
  }
}
