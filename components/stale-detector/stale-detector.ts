import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { each } from '../../src/card/each.ts';
import { act } from '../../src/card/events.ts';
import { ago } from '../../src/card/parts.ts';
import { freshnessLimits } from '../../src/domain/freshness/freshness.ts';
import { duration, plural } from '../../src/domain/format/values.ts';
import { findCard, jumpTo } from './find-card.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Stale Data Detector',
  section: 'latency',
  size: 'medium',
  page: true,
} as const satisfies Spec;

/** So many cards are listed at once. */
const FIRST = 8;

type ListedCard = CardData<typeof spec>['page'][number];

/** What the card shows of a moment. */
export interface StaleDetectorView extends View {
  /** Cards whose data is past the stale limit, the oldest first. */
  stale: ListedCard[];
  /** Cards that need the backend and have nothing of it yet. */
  waiting: ListedCard[];
  /** How many cards are fresh, and how many need no backend. */
  fresh: number;
  local: number;
  /** Whether the cards of the page are known: a recorded moment does not hold them. */
  known: boolean;
  /** The stale limit in ms. */
  limit: number;
}

/**
 * Which cards of the page show data that is too old to judge, with a jump to each.
 *
 * @tag mc-stale-detector
 * @summary The cards of this page whose data is past the stale limit, by name, with a jump to each.
 */
export class McStaleDetector extends Card<typeof spec, StaleDetectorView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      ul {
        display: grid;
        gap: 8px;
        list-style: none;
      }
      details ul {
        margin-block-start: 8px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 8px;
        align-items: center;
      }
    `,
  ];

  view({ page, interval }: CardData<typeof spec>): StaleDetectorView {
    const cards = page.filter(({ tag }) => tag !== 'mc-stale-detector');
    const polled = cards.filter(({ routes }) => routes.length > 0);
    const stale = polled.filter((card) => card.stale).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    const waiting = polled.filter((card) => !card.stale && card.at === undefined);
    const seen = {
      stale,
      waiting,
      fresh: polled.length - stale.length - waiting.length,
      local: cards.length - polled.length,
      // This card itself is one of the page's, wherever they are known.
      known: page.length > 0,
      limit: freshnessLimits(interval).bad,
    };
    if (!seen.known) return { ...seen, tone: 'unknown', label: 'Not known' };
    if (stale.length > 0) return { ...seen, tone: 'bad', label: `${plural(stale.length, 'stale card')}` };
    if (waiting.length > 0)
      return { ...seen, tone: 'unknown', label: `${plural(waiting.length, 'card')} without data` };
    return polled.length > 0
      ? { ...seen, tone: 'ok', label: 'All fresh' }
      : { ...seen, tone: 'info', label: 'Nothing to watch', empty: true };
  }

  protected renderBody({ stale, waiting, fresh, local, known, limit }: StaleDetectorView): TemplateResult {
    if (!known)
      return html`<p>
        Which cards stand beside this one is not known: a recorded moment does not hold them, and a live page
        tells in a moment.
      </p>`;
    const calm = stale.length === 0 && waiting.length === 0;
    return html`
      ${stale.length > 0 ? this.#list(stale) : nothing}
      ${
        waiting.length > 0
          ? html`<p>Without an answer of the backend yet:</p>
              ${this.#list(waiting)}`
          : nothing
      }
      ${calm && fresh > 0 ? html`<p>${fresh === 1 ? 'The one card that needs the backend is' : `All ${fresh} cards are`} fresh.</p>` : nothing}
      ${calm && fresh === 0 ? html`<p>No other card of this page needs the backend.</p>` : nothing}
      <small>
        ${!calm && fresh > 0 ? `${plural(fresh, 'card is', 'cards are')} fresh.` : nothing}
        ${local > 0 ? `${plural(local, 'card needs', 'cards need')} no backend and cannot be stale.` : nothing}
        A card is stale from ${duration(limit)} on, or from four of its own intervals where that is longer.
      </small>
    `;
  }

  /** Of many the first are shown, the others on demand: with the backend down they are nearly all of the page. */
  #list(cards: readonly ListedCard[]): TemplateResult {
    const rest = cards.slice(FIRST);
    return html`${this.#items(cards.slice(0, FIRST))}
    ${
      rest.length > 0
        ? html`<details>
            <summary>${plural(rest.length, 'more card')}</summary>
            ${this.#items(rest)}
          </details>`
        : nothing
    }`;
  }

  #items(cards: readonly ListedCard[]): TemplateResult {
    return html`<ul>
      ${each(
        cards,
        ({ tag, stateKey }) => `${tag} ${stateKey}`,
        (card) =>
          html`<li>
            <span>
              ${card.title}${card.stateKey === card.tag ? nothing : html` (${card.stateKey})`}
              <small>${card.at === undefined ? nothing : html`data from ${ago(card.at)}`}</small>
            </span>
            <button type="button" @click=${() => this.#jump(card)}>
              Go to<span class="hidden"> ${card.title}</span>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #jump({ tag, stateKey }: ListedCard): void {
    const card = findCard(document, tag, stateKey);
    if (!card) return;
    jumpTo(card);
    act(this, 'jump', { tag, stateKey });
  }
}
