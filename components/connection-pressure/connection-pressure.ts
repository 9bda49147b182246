import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { pressure, pressureLimits } from '../../src/domain/fleet/pressure.ts';
import { count } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Facts, CardData, Spec, View } from '../../src/card/card.ts';
import type { Pressure } from '../../src/domain/fleet/pressure.ts';

const spec = {
  title: 'Connection Pressure',
  section: 'posture',
  size: 'small',
  reads: {
    tables: field('status.database', map(integer)),
    bonded: field('status.agents.total_bonded', integer),
    running: field('status.peck_protocol.running', integer),
    failed: field('status.peck_protocol.failed', integer),
  },
  limits: { pressure: pressureLimits },
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
const reported = (value: number | undefined, what: string): string =>
  value === undefined ? `${what} not offered` : `${count(value)} ${what}`;

/**
 * How many connections each bonded agent carries, and what it means when there are too many.
 *
 * @tag mc-connection-pressure
 * @summary Connections per bonded agent, and pending beside failed peck requests.
 */
export class McConnectionPressure extends Card<typeof spec, PressureView> {
  static override spec: Spec = spec;

  view({ facts: read, limits: { pressure: limits } }: CardData<typeof spec>): PressureView {
    const { tables, bonded, running, failed } = read;
    const connections = tables?.['connections'];
    const state = pressure(connections, bonded, running, failed, limits);
    return { ...state, label: WORDS[state.tone], facts: read, connections, limits };
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
      ${factList(
        [
          [
            'Connections per agent',
            perAgent === undefined ? 'cannot be told' : round(perAgent),
            `${reported(connections, 'connections')}, ${reported(read.bonded, 'bonded')}; warning from ${limits.warn}, bad from ${limits.bad}`,
          ],
          [
            'Pending per failed',
            pendingPerFailed === undefined ? 'cannot be told' : round(pendingPerFailed),
            `${reported(read.running, 'running')}, ${reported(read.failed, 'failed so far')}`,
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
