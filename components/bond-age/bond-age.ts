import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, list, orNull, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { Chart, chartStyles } from '../../src/card/chart.ts';
import { tableStyles } from '../../src/card/table.ts';
import { auditReads, auditedAt } from '../../src/data/audit-reads.ts';
import { count, plural } from '../../src/domain/format/values.ts';
import { binned, lastPulses } from './pulses.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Fleet Bond-Age Histogram',
  section: 'posture',
  size: 'wide',
  reads: {
    total: field('status.agents.total_bonded', integer),
    stale: field('status.agents.stale_list?', list({ id: text, last_pulse_at: orNull(time) })),
    entries: auditReads.entries,
  },
  logs: ['sd_fleet_cache'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface BondAgeView extends View {
  bins: { name: string; agents: number }[];
  known: number;
  total: number | undefined;
}

/** Of how many agents a pulse is known, beside how many are bonded. */
function heard(known: number, total: number | undefined): string {
  const all = plural(known, 'agent') + ' heard of';
  if (total === undefined || known === total) return `${all}.`;
  const rest =
    known < total
      ? `of the other ${count(total - known)} this browser has heard no pulse`
      : 'some of them are no longer bonded';
  return `${all}, ${count(total)} bonded: ${rest}.`;
}

/** How often the bins are counted anew though nothing came, in ms. */
const MINUTE = 60_000;

/**
 * The agents by the time since their last pulse, as far as this browser has heard of it.
 *
 * @tag mc-bond-age
 * @summary Agents in bins by the time since their last pulse.
 */
export class McBondAge extends Card<typeof spec, BondAgeView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles, chartStyles];

  readonly #chart = new Chart(this);

  view({
    facts: { total, stale = [], entries = [] },
    routes,
    stale: old,
    logs,
    now,
  }: CardData<typeof spec>): BondAgeView {
    const pulses = lastPulses(logs.sd_fleet_cache, { stale, entries });
    return {
      tone: pulses.size > 0 ? 'info' : 'unknown',
      label: pulses.size > 0 ? `${plural(pulses.size, 'agent')} heard of` : 'No pulse heard of',
      // An answer that is too old knows of no later pulse: counted until now, all would seem to fall silent.
      bins: binned(pulses, old ? auditedAt(routes, now) : now),
      known: pulses.size,
      total,
      nextChangeAt: now + MINUTE,
    };
  }

  protected renderBody({ bins, known, total }: BondAgeView): TemplateResult {
    return html`
      ${
        known === 0
          ? nothing
          : this.#chart.render({
              kind: 'bar',
              label: 'Agents by time since their last pulse',
              axis: 'Since last pulse',
              labels: bins.map(({ name }) => name),
              series: [{ name: 'Agents', values: bins.map(({ agents }) => agents) }],
              format: count,
            })
      }
      <p>${heard(known, total)}</p>
      <small>
        From the audit and the list of stale agents, and from this browser’s own log of both. The backend
        judges who is slow or dead; this only tells how long ago.
      </small>
    `;
  }
}
