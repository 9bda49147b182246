import { css, html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { act } from '../../src/card/events.ts';
import { factList } from '../../src/card/parts.ts';
import { tierOf, timeToAct } from '../../src/domain/findings/tier.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { HandoffSpec, HandoffPackView } from './model.ts';

/** The report is long: the frame that shows the score does not wait for it. */
const part = () => new Promise(requestAnimationFrame).then(() => import('./pack-part.ts'));

/** What was done last, in one sentence. */
interface Done {
  result: string;
}

/**
 * Hands a moment over: Markdown for people, and a JSON pack that can be opened again.
 *
 * @tag mc-handoff-pack
 * @summary A moment as Markdown for people and as a JSON pack that shows it again: preview, copy, download.
 */
export class McHandoffPack extends Card<HandoffSpec, HandoffPackView, Done> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  protected override ui = { result: '' };

  view(data: CardData<HandoffSpec>): HandoffPackView {
    return viewOf(data);
  }

  protected renderBody({ score, found, data }: HandoffPackView, { result }: Done): TemplateResult {
    const tier = tierOf(score);
    return html`
      ${factList(
        [
          ['Score', String(score), 'of 100'],
          ['Tier', found > 0 ? tier : 'none', found > 0 ? `act within ${timeToAct[tier]}` : nothing],
        ],
        'large',
      )}
      ${this.lazy(part)?.preview(data, spec, this.tz) ?? html`<div class="skeleton"></div>`}
      <div class="buttons">
        <button type="button" id="copy" @click=${this.#copy}>Copy</button>
        <button type="button" id="markdown" @click=${this.#markdown}>Download Markdown</button>
        <button type="button" id="json" ?disabled=${!this.writable} @click=${this.#json}>
          Download JSON
        </button>
      </div>
      <p id="result">${result}</p>
      <small>
        The JSON holds what this browser knows and keeps of this backend, the last 24 h of its logs, and what
        operators wrote here. Mail addresses and telephone numbers in it are masked. It can be opened again.
      </small>
    `;
  }

  readonly #copy = (): Promise<void> => this.#do('copy');
  readonly #markdown = (): Promise<void> => this.#do('markdown');
  readonly #json = (): Promise<void> => this.#do('json');

  /** Hands over what is known now, which then is what is shown too. */
  async #do(what: 'copy' | 'markdown' | 'json'): Promise<void> {
    const { data } = (await this.showNow()) ?? {};
    if (!data) return;
    let result: string;
    try {
      const { events } = await part();
      result = await events[what](data, spec, this.tz, this.renderRoot);
      act(this, what, undefined);
    } catch (reason) {
      result = `That failed: ${reason instanceof Error ? reason.message : String(reason)}`;
    }
    this.ui = { result };
    announce(this, result);
  }
}
