import { css, html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { entries, entriesStyles } from '../../src/card/audit-lines.ts';
import { each } from '../../src/card/each.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { link } from '../../src/card/link.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago, factList, mark } from '../../src/card/parts.ts';
import { refuse } from '../../src/card/refuse.ts';
import { undoButton } from '../../src/card/undoable.ts';
import { plural } from '../../src/domain/format/values.ts';
import { LONGEST, MOST, refusal } from './pins.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Pin } from './pins.ts';
import type { Opened, WatchlistView, Watched } from './model.ts';

/**
 * Up to five ids that the operator keeps an eye on, looked up in the loaded data and by the configured link.
 *
 * @tag mc-watchlist
 * @summary Up to five pinned duckling or certificate ids, each looked up in the loaded data and by a link.
 */
export class McWatchlist extends Card<typeof spec, WatchlistView, Opened> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    formStyles,
    entriesStyles,
    css`
      form,
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: baseline;
      }
      form input {
        flex: 1 1 8em;
        min-width: 0;
      }
      #message {
        flex-basis: 100%;
      }
      .pins {
        list-style: none;
      }
      .pins > li {
        padding-block: 4px;
        border-block-end: 1px solid var(--line);
      }
      .row > button {
        align-self: baseline;
      }
      .pins small {
        display: block;
      }
      .row > code {
        flex: 1 1 8em;
        min-width: 0;
      }
    `,
  ];

  protected override ui: Opened = {};
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view(data: CardData<typeof spec>, ui: Opened): WatchlistView {
    return viewOf(data, ui);
  }

  protected renderBody(view: WatchlistView): TemplateResult {
    const { pinned, linked } = view;
    return html`
      ${factList([['Pinned ids', `${pinned.length} of ${MOST}`]], 'large')}
      <form @submit=${(event: SubmitEvent) => this.#pin(event, pinned)}>
        <input
          name="item"
          aria-label="Duckling or certificate id"
          aria-describedby="message"
          placeholder="Duckling or certificate id"
          autocomplete="off"
          spellcheck="false"
          ?disabled=${!this.writable}
        />
        <button ?disabled=${!this.writable}>Pin</button>
        <p id="message">${this.#message(view)}</p>
      </form>
      ${
        pinned.length > 0
          ? html`<ul class="pins">
              ${each(
                pinned,
                ({ item }) => item,
                (pin) => this.#item(pin, view),
              )}
            </ul>`
          : html`<p class="muted">
              Pin an id of up to ${LONGEST} characters. What you pin stays in this browser.
            </p>`
      }
      ${
        linked
          ? nothing
          : html`<small>
              No look-up is configured. Set <code>links.lookup</code> in the site’s configuration to an
              address with <code>{id}</code> in it.
            </small>`
      }
    `;
  }

  #message({ removed, pinned }: WatchlistView): Shown {
    if (!removed) return nothing;
    return html`Removed ${removed}.
    ${undoButton(`removing “${removed}”`, this.writable, () => this.#undo(removed, pinned))}`;
  }

  #item(pin: Watched, view: WatchlistView): TemplateResult {
    const { item, pinnedAt, href, found, shown, open } = pin;
    const toggle = () => (this.ui = { opened: open ? undefined : item });
    const more = (found ?? 0) - shown.length;
    return html`<li>
      <div class="row">
        <code>${item}</code>
        ${link(href, 'Look up')}
        ${
          shown.length > 0
            ? html`<button
                type="button"
                class="quiet"
                aria-expanded=${open ? 'true' : 'false'}
                aria-label=${`Entries of ${item}`}
                @click=${toggle}
              >
                Entries
              </button>`
            : nothing
        }
        <button
          type="button"
          class="quiet"
          aria-label=${`Remove ${item}`}
          ?disabled=${!this.writable}
          @click=${() => this.#remove(item)}
        >
          Remove
        </button>
      </div>
      <small>${this.#found(pin, view)} Pinned ${ago(pinnedAt)}.</small>
      ${
        open
          ? html`${entries(shown, this.tz)}
            ${more > 0 ? html`<small>And ${plural(more, 'older entry', 'older entries')}.</small>` : nothing}`
          : nothing
      }
    </li>`;
  }

  /** What the loaded data tells of an id; where it was not found, in what it was sought. */
  #found({ found, shown: [latest], agent }: Watched, { searched, listsAgents }: WatchlistView): Shown {
    const at = latest?.timestamp;
    const audit =
      found === undefined
        ? 'The audit is not offered.'
        : found > 0
          ? html`In ${plural(found, 'entry', 'entries')} of the
            audit${at === undefined ? nothing : html`, the newest ${ago(at)}`}.`
          : `Not in the ${plural(searched, 'loaded entry', 'loaded entries')} of the audit.`;
    if (!agent)
      return html`${audit}
      ${listsAgents ? 'Not among the agents that are slow or dead.' : 'Without agents.stale_list its pulse is not known.'}`;
    const { state, last_pulse_at: pulse } = agent;
    return html`${mark(state === 'dead' ? 'bad' : 'warn')} The agent is
    ${state ?? 'not alive'}${
      pulse === null
        ? ' and has never pulsed'
        : pulse === undefined
          ? nothing
          : html`, last pulse ${ago(pulse)}`
    }.
    ${audit}`;
  }

  #pin(event: SubmitEvent, pinned: readonly Pin[]): void {
    event.preventDefault();
    const input = this.renderRoot.querySelector('input');
    if (!input || !this.writable) return;
    const item = input.value.trim();
    const refused = refusal(item, pinned);
    if (refused) return refuse(input, refused);
    this.keep('events', { type: 'pin', item });
    announce(this, `Pinned “${item}”.`);
    input.value = '';
  }

  #remove(item: string): void {
    this.keep('events', { type: 'unpin', item });
    announce(this, `Removed “${item}”.`);
    this.#next.want('#undo');
  }

  #undo(item: string, pinned: readonly Pin[]): boolean {
    const input = this.renderRoot.querySelector('input');
    // Another tab may have filled the list meanwhile.
    const refused = refusal(item, pinned);
    if (input && refused) refuse(input, refused);
    if (refused) return false;
    this.keep('events', { type: 'restore', item });
    input?.focus();
    return true;
  }
}
