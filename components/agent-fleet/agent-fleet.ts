import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { bar, barStyles } from '../../src/card/stacked-bar.ts';
import { factList } from '../../src/card/parts.ts';
import { fleet } from '../../src/domain/fleet/fleet.ts';
import { count, percent } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Fleet } from '../../src/domain/fleet/fleet.ts';

const spec = {
  title: 'Agent Fleet',
  section: 'posture',
  size: 'medium',
  causes: ['dead-agents', 'slow-agents'],
  reads: {
    alive: field('status.agents.alive', integer),
    slow: field('status.agents.slow', integer),
    dead: field('status.agents.dead', integer),
    total_bonded: field('status.agents.total_bonded', integer),
  },
} as const satisfies Spec;

const NAMES = { alive: 'Alive', slow: 'Slow', dead: 'Dead' };

/**
 * The bonded agents by the age of their pulse, as the backend judges it.
 *
 * @tag mc-agent-fleet
 * @summary Alive, slow, dead and bonded agents as counts and one stacked bar.
 */
export class McAgentFleet extends Card<typeof spec, View & Fleet> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, barStyles];

  view({ facts: counts }: CardData<typeof spec>): View & Fleet {
    const state = fleet(counts);
    return { ...state, empty: state.counted === 0 && state.total === 0 };
  }

  protected renderBody({ parts, total, mismatch, empty }: View & Fleet): TemplateResult {
    return html`
      ${factList(
        [
          ...parts.map(
            ({ state, count: n, share }) =>
              [
                NAMES[state],
                n === undefined ? undefined : count(n),
                share === undefined ? undefined : percent(share),
              ] as const,
          ),
          ['Total bonded', total === undefined ? undefined : count(total)],
        ],
        'large',
      )}
      ${bar(parts)} ${mismatch ? html`<p>${mismatch}</p>` : nothing}
      ${empty ? html`<p>No agent is bonded yet.</p>` : nothing}
    `;
  }
}
