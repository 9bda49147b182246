import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Surface Audit',
  section: 'incident',
  size: 'medium',
  page: true,
} as const satisfies Spec;

type Surface = CardData<typeof spec>['page'][number];

/** Where a card's values come from, by its own declaration. */
type Origin = 'live' | 'local' | 'static';

const WORDS: Record<Origin, string> = {
  live: 'read routes of the backend',
  local: 'show what this browser keeps',
  static: 'show files of the site, or the page itself',
};

const originOf = ({ routes, keeps }: Surface): Origin =>
  routes.length > 0 ? 'live' : keeps ? 'local' : 'static';

/** What the card shows of a moment. */
export interface SurfaceAuditView extends View {
  cards: { title: string; stateKey: string; origin: Origin; also: string }[];
  counts: Record<Origin, number>;
  /** Whether the cards of the page are known: a recorded moment need not hold them. */
  known: boolean;
}

/**
 * Where the cards of the page have their values from: nothing on it is decoration.
 *
 * @tag mc-surface-audit
 * @summary Which cards of the page are live, local or static, from their own declarations.
 */
export class McSurfaceAudit extends Card<typeof spec, SurfaceAuditView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles];

  view({ page }: CardData<typeof spec>): SurfaceAuditView {
    const counts: Record<Origin, number> = { live: 0, local: 0, static: 0 };
    const cards = page.map((card) => {
      const origin = originOf(card);
      counts[origin] += 1;
      const also = [
        ...(card.routes.length > 0 ? [card.routes.join(', ')] : []),
        ...(card.keeps ? ['this browser'] : []),
        ...(card.files ? ['files of the site'] : []),
      ];
      return {
        title: card.title,
        stateKey: card.stateKey,
        origin,
        also: also.join('; ') || 'the page itself',
      };
    });
    cards.sort((a, b) => a.title.localeCompare(b.title, 'en'));
    const known = page.length > 0;
    return {
      tone: known ? 'info' : 'unknown',
      label: known ? `${counts.live} of ${plural(page.length, 'card')} live` : 'Not known',
      cards,
      counts,
      known,
    };
  }

  protected renderBody({ cards, counts, known }: SurfaceAuditView): TemplateResult {
    if (!known)
      return html`<p>
        Which cards stand beside this one is not known: a recorded moment does not hold them, and a live page
        tells in a moment.
      </p>`;
    return html`
      ${factList(
        [
          ['Live', counts.live, WORDS.live],
          ['Local', counts.local, WORDS.local],
          ['Static', counts.static, WORDS.static],
        ],
        'large',
      )}
      <details class="more">
        <summary>${plural(cards.length, 'card')} of this page</summary>
        ${
          cards.length > 0
            ? table(
                ['Card', 'Is', 'Reads'],
                cards.map(({ title, origin, also }) => [title, origin, also]),
              )
            : nothing
        }
      </details>
    `;
  }
}
