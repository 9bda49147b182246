import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { healthWeights } from '../../src/domain/judgement/health.ts';
import { count } from '../../src/domain/format/values.ts';
import { between, points, taken } from './points.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Deduction } from '../../src/domain/judgement/health.ts';
import type { HealthView } from './model.ts';

const NAMES = {
  dead: 'Dead agents',
  slow: 'Slow agents',
  ducklings: 'Ducklings',
  audit: 'Audit event in 24 h',
};

/** A name within a sentence. */
const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/**
 * One figure for the health of the stack, and what takes how much off it.
 *
 * @tag mc-health-score
 * @summary A score from 0 to 100, with what dead and slow agents, ducklings and the audit take off it.
 */
export class McHealthScore extends Card<typeof spec, HealthView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles];

  view(data: CardData<typeof spec>): HealthView {
    return viewOf(data);
  }

  protected renderBody(view: HealthView): TemplateResult {
    const { score, parts, limits } = view;
    const exact = score.least === score.most;
    const unreported = parts
      .filter(({ least, most }) => least !== most)
      .map(({ part }) => lowered(NAMES[part]));
    return html`
      ${factList(
        [
          [
            'Score',
            between(score),
            `of 100; ok from ${count(limits.ok)}, warning from ${count(limits.warn)}`,
          ],
        ],
        'large',
      )}
      ${exact ? nothing : html`<p>Not known exactly, because this is not told: ${unreported.join(', ')}.</p>`}
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
