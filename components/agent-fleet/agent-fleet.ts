import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { bar, barStyles } from '../../src/card/bar.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { fleet } from '../../src/rules/fleet.ts';
import { count, percent } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Fleet } from '../../src/rules/fleet.ts';

const spec = {
  title: 'Agent Fleet',
  section: 'posture',
  size: 'medium',
  height: 279,
  narrow: 301,
  reads: {
    alive: field('status.agents.alive', counter),
    slow: field('status.agents.slow', counter),
    dead: field('status.agents.dead', counter),
    total_bonded: field('status.agents.total_bonded', counter),
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

  view({ facts: counts }: Moment<typeof spec>): View & Fleet {
    const state = fleet(counts);
    return { ...state, empty: state.counted === 0 && state.total === 0 };
  }

  protected renderBody({ parts, total, mismatch, empty }: View & Fleet): TemplateResult {
    return html`
      ${facts(
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

define('mc-agent-fleet', McAgentFleet);

declare global {
  interface HTMLElementTagNameMap {
    'mc-agent-fleet': McAgentFleet;
  }
}
