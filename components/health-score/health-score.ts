import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { auditReads } from '../../src/data/audit.ts';
import { madeAt } from '../../src/data/moment.ts';
import { health, healthLimits, healthWeights } from '../../src/rules/health.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { count } from '../../src/rules/words.ts';
import { between, points, taken } from './points.ts';
import type { TemplateResult } from 'lit';
import type { Facts, Moment, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Deduction, Health } from '../../src/rules/health.ts';

const spec = {
  title: 'System Health Score',
  section: 'latency',
  size: 'medium',
  height: 423,
  narrow: 496,
  reads: {
    dead: field('status.agents.dead', counter),
    slow: field('status.agents.slow', counter),
    total_bonded: field('status.agents.total_bonded', counter),
    database: field('status.database', map(counter)),
    ...auditReads,
  },
} as const satisfies Spec;

const NAMES = {
  dead: 'Dead agents',
  slow: 'Slow agents',
  ducklings: 'Ducklings',
  audit: 'Audit event in 24 h',
};

/** A name within a sentence. */
const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** What the card shows of a moment. */
export interface HealthView extends View, Health {
  facts: Facts<typeof spec>;
  limits: typeof healthLimits;
}

/**
 * One figure for the health of the stack, and what takes how much off it.
 *
 * @tag mc-health-score
 * @summary A score from 0 to 100, with what dead and slow agents, ducklings and the audit take off it.
 */
export class McHealthScore extends Card<typeof spec, HealthView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles];

  view({ facts: read, routes, now, site }: Moment<typeof spec>): HealthView {
    const { entries, covers_from, truncated, database, ...agents } = read;
    const limits = limitsFrom(site.config.thresholds, 'health', healthLimits);
    const audit = entries && { entries, covers_from, truncated };
    // A kept answer knows of nothing later than itself: by the present time it would seem that nothing happened.
    const until = routes.audit?.last ? madeAt(routes.audit.last) : now;
    const found = health({ agents, ducklings: database?.['ducklings'], audit }, until, limits);
    return { ...found, words: `${between(found.score)} of 100`, facts: read, limits };
  }

  protected renderBody(view: HealthView): TemplateResult {
    const { score, parts, limits } = view;
    const exact = score.least === score.most;
    const untold = parts.filter(({ least, most }) => least !== most).map(({ part }) => lowered(NAMES[part]));
    return html`
      ${facts(
        [
          [
            'Score',
            between(score),
            `of 100; ok from ${count(limits.ok)}, warning from ${count(limits.warn)}`,
          ],
        ],
        'large',
      )}
      ${exact ? nothing : html`<p>Not known exactly, because this is not told: ${untold.join(', ')}.</p>`}
      ${table(
        ['Looked at', 'Found', 'Takes off'],
        parts.map((each) => [NAMES[each.part], this.#found(each, view), taken(each)]),
      )}
      <small>
        100, less ${points(healthWeights.dead)} for a fleet that is dead as a whole and
        ${points(healthWeights.slow)} for one that is slow, each by its share;
        ${points(healthWeights.ducklings)} without any duckling; ${points(healthWeights.audit)} without any
        audit event.
      </small>
    `;
  }

  #found({ part, found }: Deduction, { facts: read, newest, shares }: HealthView): Shown {
    const notOffered = html`<span class="muted">not offered</span>`;
    if (part === 'audit') {
      if (newest !== undefined) return html`newest ${ago(newest)}`;
      return found ? 'none' : read.entries ? 'the list does not tell' : notOffered;
    }
    if (part === 'ducklings') {
      const ducklings = read.database?.['ducklings'];
      return ducklings === undefined ? notOffered : count(ducklings);
    }
    const { [part]: n, total_bonded: total } = read;
    if (n === undefined || (total === undefined && n > 0)) return notOffered;
    const impossible = shares[part] === undefined || shares[part] > 1;
    if (total === undefined) return 'none';
    return `${count(n)} of ${count(total)}${impossible ? ', which does not add up' : ''}`;
  }
}

define('mc-health-score', McHealthScore);

declare global {
  interface HTMLElementTagNameMap {
    'mc-health-score': McHealthScore;
  }
}
