import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, list } from '../../src/api/kinds.ts';
import { staleAgent } from '../../src/api/stale-agent.ts';
import { Card } from '../../src/card/card.ts';
import { ago, factList, mark } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { fleet } from '../../src/domain/fleet/fleet.ts';
import { count, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Stale Agent Spotlight',
  section: 'posture',
  size: 'medium',
  causes: ['dead-agents', 'slow-agents'],
  reads: {
    alive: field('status.agents.alive', integer),
    slow: field('status.agents.slow', integer),
    dead: field('status.agents.dead', integer),
    total_bonded: field('status.agents.total_bonded', integer),
    stale: field('status.agents.stale_list?', list(staleAgent)),
  },
} as const satisfies Spec;

/** How many agents are listed. */
const SHOWN = 10;

/** An agent that is dead or has never pulsed; `at` in ms since 1970 UTC, `null` for never. */
interface Stale {
  id: string;
  state: string;
  at: number | null | undefined;
}

/** What the card shows of a moment. */
export interface StaleAgentsView extends View {
  /** `undefined` where the backend lists none. */
  agents: Stale[] | undefined;
  dead: number | undefined;
  slow: number | undefined;
  /** Whether state and pulse of each that is listed can be read. */
  readable: boolean;
}

/**
 * The agents that are dead or have never pulsed, the longest silent first.
 *
 * @tag mc-stale-agents
 * @summary Dead and never-pulsed agents one by one, oldest first.
 */
export class McStaleAgents extends Card<typeof spec, StaleAgentsView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles];

  view({ facts: { stale, ...counts } }: CardData<typeof spec>): StaleAgentsView {
    const { tone, label } = fleet(counts);
    // Never comes before any time; what is not told comes last.
    const order = ({ at }: Stale) => (at === null ? -Infinity : (at ?? Infinity));
    const agents = stale
      ?.map(({ id = 'without an id', state = 'not told', last_pulse_at: at }): Stale => ({ id, state, at }))
      .filter(({ state, at }) => state === 'dead' || at === null)
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
    const never = agents?.some(({ at }) => at === null);
    return {
      tone: tone === 'ok' && never ? 'warn' : tone,
      label: tone === 'ok' && never ? 'Some never pulsed' : label,
      agents,
      dead: counts.dead,
      slow: counts.slow,
      readable:
        stale?.every(({ state, last_pulse_at: at }) => state !== undefined && at !== undefined) ?? true,
    };
  }

  protected renderBody({ agents, dead, slow, readable }: StaleAgentsView): TemplateResult {
    const reported = (value: number | undefined) => (value === undefined ? undefined : count(value));
    return html`
      ${factList(
        [
          ['Dead', reported(dead)],
          ['Slow', reported(slow)],
          ['Dead or never pulsed', agents ? count(agents.length) : 'not listed'],
        ],
        'large',
      )}
      ${
        agents?.length
          ? table(
              ['Agent', 'State', 'Last pulse'],
              agents
                .slice(0, SHOWN)
                .map(({ id, state, at }) => [
                  id,
                  html`${mark(state === 'dead' ? 'bad' : 'warn')} ${state}`,
                  at === null ? 'never' : at === undefined ? 'not told' : ago(at),
                ]),
            )
          : nothing
      }
      ${
        agents && agents.length > SHOWN
          ? html`<p>And ${plural(agents.length - SHOWN, 'more agent', 'more agents')}.</p>`
          : nothing
      }
      ${
        agents?.length === 0
          ? html`<p>
              ${
                dead
                  ? 'The list names none of the dead.'
                  : dead === 0 && readable
                    ? 'No agent is dead, and each has pulsed.'
                    : 'The list names nobody who is dead or has never pulsed, as far as it can be read.'
              }
            </p>`
          : nothing
      }
      ${agents ? nothing : html`<p>Without agents.stale_list there are only counts.</p>`}
    `;
  }
}
