import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, list, orNull, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago, facts, mark } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { fleet } from '../../src/rules/fleet.ts';
import { count, plural } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Stale Agent Spotlight',
  section: 'posture',
  size: 'medium',
  height: 253,
  narrow: 316,
  reads: {
    alive: field('status.agents.alive', counter),
    slow: field('status.agents.slow', counter),
    dead: field('status.agents.dead', counter),
    total_bonded: field('status.agents.total_bonded', counter),
    stale: field('status.agents.stale_list?', list({ id: text, state: text, last_pulse_at: orNull(time) })),
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

  view({ facts: { stale, ...counts } }: Moment<typeof spec>): StaleAgentsView {
    const { tone, words } = fleet(counts);
    // Never comes before any time; what is not told comes last.
    const order = ({ at }: Stale) => (at === null ? -Infinity : (at ?? Infinity));
    const agents = stale
      ?.map(({ id = 'without an id', state = 'not told', last_pulse_at: at }): Stale => ({ id, state, at }))
      .filter(({ state, at }) => state === 'dead' || at === null)
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
    const never = agents?.some(({ at }) => at === null);
    return {
      tone: tone === 'ok' && never ? 'warn' : tone,
      words: tone === 'ok' && never ? 'Some never pulsed' : words,
      agents,
      dead: counts.dead,
      slow: counts.slow,
    };
  }

  protected renderBody({ agents, dead, slow }: StaleAgentsView): TemplateResult {
    const told = (value: number | undefined) => (value === undefined ? undefined : count(value));
    return html`
      ${facts(
        [
          ['Dead', told(dead)],
          ['Slow', told(slow)],
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
              ${dead ? 'The list names none of the dead.' : 'No agent is dead, and each has pulsed.'}
            </p>`
          : nothing
      }
      ${agents ? nothing : html`<p>Without agents.stale_list there are only counts.</p>`}
    `;
  }
}

define('mc-stale-agents', McStaleAgents);

declare global {
  interface HTMLElementTagNameMap {
    'mc-stale-agents': McStaleAgents;
  }
}
