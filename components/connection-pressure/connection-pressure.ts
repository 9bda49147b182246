import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { pressure, pressureLimits } from '../../src/rules/pressure.ts';
import { count } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Facts, Moment, Spec, View } from '../../src/card/card.ts';
import type { Pressure } from '../../src/rules/pressure.ts';

const spec = {
  title: 'Connection Pressure',
  section: 'posture',
  size: 'small',
  height: 280,
  narrow: 339,
  reads: {
    tables: field('status.database', map(counter)),
    bonded: field('status.agents.total_bonded', counter),
    running: field('status.peck_protocol.running', counter),
    failed: field('status.peck_protocol.failed', counter),
  },
} as const satisfies Spec;

/** What the card shows of a moment. */
type PressureView = View &
  Pressure & { facts: Facts<typeof spec>; connections: number | undefined; limits: typeof pressureLimits };

const WORDS = {
  ok: 'Light',
  warn: 'High',
  bad: 'Overload',
  info: 'Nobody bonded',
  unknown: 'Cannot be told',
};

/** A small ratio is not none. */
const round = (value: number): string =>
  value > 0 && value < 0.1 ? '<0.1' : count(Math.round(value * 10) / 10);
const told = (value: number | undefined, what: string): string =>
  value === undefined ? `${what} not offered` : `${count(value)} ${what}`;

/**
 * How many connections each bonded agent carries, and what it means when there are too many.
 *
 * @tag mc-connection-pressure
 * @summary Connections per bonded agent, and pending beside failed peck requests.
 */
export class McConnectionPressure extends Card<typeof spec, PressureView> {
  static override spec: Spec = spec;

  view({ facts: read, site }: Moment<typeof spec>): PressureView {
    const { tables, bonded, running, failed } = read;
    const connections = tables?.['connections'];
    const limits = limitsFrom(site.config.thresholds, 'pressure', pressureLimits);
    const state = pressure(connections, bonded, running, failed, limits);
    return { ...state, words: WORDS[state.tone], facts: read, connections, limits };
  }

  protected renderBody({
    tone,
    perAgent,
    pendingPerFailed,
    facts: read,
    connections,
    limits,
  }: PressureView): TemplateResult {
    return html`
      ${facts(
        [
          [
            'Connections per agent',
            perAgent === undefined ? 'cannot be told' : round(perAgent),
            `${told(connections, 'connections')}, ${told(read.bonded, 'bonded')}; warning from ${limits.warn}, bad from ${limits.bad}`,
          ],
          [
            'Pending per failed',
            pendingPerFailed === undefined ? 'cannot be told' : round(pendingPerFailed),
            `${told(read.running, 'running')}, ${told(read.failed, 'failed so far')}`,
          ],
        ],
        'large',
      )}
      <p>
        ${
          tone === 'bad'
            ? 'Agents answer late or not at all: requests expire. Bond more agents, or let connections go.'
            : tone === 'warn'
              ? 'Agents begin to answer late: watch expired requests, and bond more agents.'
              : 'Under overload agents answer late, and peck requests expire.'
        }
      </p>
    `;
  }
}

define('mc-connection-pressure', McConnectionPressure);

declare global {
  interface HTMLElementTagNameMap {
    'mc-connection-pressure': McConnectionPressure;
  }
}
