import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { list, orNull, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { entries, entriesStyles } from '../../src/card/entries.ts';
import { formStyles } from '../../src/card/form.ts';
import { link } from '../../src/card/link.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago, facts, mark } from '../../src/card/parts.ts';
import { auditEntry } from '../../src/data/audit.ts';
import { newest } from '../../src/rules/entries.ts';
import { lastRemoval, removalTurnsAt } from '../../src/rules/undo.ts';
import { plural } from '../../src/rules/words.ts';
import { LONGEST, MOST, holds, lookup, pins, refusal } from './pins.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Entry } from '../../src/card/entries.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Pin } from './pins.ts';

const spec = {
  title: 'Operator Watchlist',
  section: 'incident',
  size: 'medium',
  height: 304,
  // The list itself needs neither.
  reads: {
    entries: field('audit.entries?', list(auditEntry)),
    stale: field('status.agents.stale_list?', list({ id: text, state: text, last_pulse_at: orNull(time) })),
  },
  records: { deeds: 'own' },
} as const satisfies Spec;

/** How many entries of the audit are shown of one id. */
const SHOWN = 5;

/** An agent that is not alive; `last_pulse_at` in ms since 1970 UTC, `null` for never. */
interface Stale {
  id?: string;
  state?: string;
  last_pulse_at?: number | null;
}

/** A pinned id and what the loaded data tells of it. */
interface Watched extends Pin {
  /** Where it can be looked up. */
  href: string | undefined;
  /** How many entries of the audit hold it, and the newest ones; `undefined` where there is no audit. */
  found: number | undefined;
  shown: Entry[];
  /** Where it stands among the agents that are not alive. */
  agent: Stale | undefined;
}

/** What the card shows of a moment. */
export interface WatchlistView extends View {
  pinned: Watched[];
  /** The id that was removed last, while it can be brought back with one click. */
  removed: string | undefined;
  /** Whether a link is configured to look ids up by. */
  linked: boolean;
  /** Whether the list of agents that are not alive is there, and how many entries the audit has. */
  listsAgents: boolean;
  searched: number | undefined;
}

/**
 * Up to five ids that the operator keeps an eye on, looked up in the loaded data and by the configured link.
 *
 * @tag mc-watchlist
 * @summary Up to five pinned duckling or certificate ids, each looked up in the loaded data and by a link.
 */
export class McWatchlist extends Card<typeof spec, WatchlistView> {
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
      #said {
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
  static override properties: PropertyDeclarations = {
    refused: { state: true },
    opened: { state: true },
  };

  /** Why the last one was not pinned. */
  protected refused?: string | undefined;
  /** The id whose entries of the audit are shown. */
  protected opened?: string | undefined;
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view({ facts: { entries: told, stale }, records, site, now }: Moment<typeof spec>): WatchlistView {
    const template = site.config.links?.lookup;
    const removal = lastRemoval(records.deeds, now, 'unpin');
    const removed = removal?.['item'];
    const pinned = pins(records.deeds).map(({ item, pinnedAt }): Watched => {
      const found = told?.filter(({ id, actor, target }) =>
        [id, actor, target].some((each) => holds(each, item)),
      );
      return {
        item,
        pinnedAt,
        href: lookup(template, item),
        found: found?.length,
        shown: newest(found ?? [], SHOWN),
        agent: stale?.find(({ id }) => id === item),
      };
    });
    return {
      tone: told || stale ? 'info' : 'unknown',
      words: pinned.length > 0 ? `${pinned.length} of ${MOST} pinned` : 'Nothing pinned',
      empty: pinned.length === 0,
      turnsAt: removalTurnsAt(removal),
      pinned,
      removed:
        typeof removed === 'string' && !pinned.some(({ item }) => item === removed) ? removed : undefined,
      linked: template !== undefined,
      listsAgents: stale !== undefined,
      searched: told?.length,
    };
  }

  protected renderBody(view: WatchlistView): TemplateResult {
    const { pinned, linked } = view;
    return html`
      ${facts([['Pinned ids', `${pinned.length} of ${MOST}`]], 'large')}
      <form @submit=${(event: SubmitEvent) => this.#pin(event, pinned)}>
        <input
          name="item"
          aria-label="Duckling or certificate id"
          aria-describedby="said"
          placeholder="Duckling or certificate id"
          autocomplete="off"
          spellcheck="false"
          ?disabled=${!this.writable}
        />
        <button ?disabled=${!this.writable}>Pin</button>
        <p id="said" role="status">${this.#said(view)}</p>
      </form>
      ${
        pinned.length > 0
          ? html`<ul class="pins">
              ${pinned.map((pin) => this.#item(pin, view))}
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

  #said({ removed, pinned }: WatchlistView): Shown {
    if (this.refused) return this.refused;
    if (!removed) return nothing;
    return html`Removed ${removed}.
      <button type="button" id="undo" ?disabled=${!this.writable} @click=${() => this.#undo(removed, pinned)}>
        Undo
      </button>`;
  }

  #item(pin: Watched, view: WatchlistView): TemplateResult {
    const { item, pinnedAt, href, found, shown } = pin;
    const open = this.opened === item && shown.length > 0;
    const toggle = () => (this.opened = open ? undefined : item);
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
    this.refused = refusal(item, pinned);
    if (this.refused) return input.focus();
    this.keep({ did: 'pin', item });
    input.value = '';
  }

  #remove(item: string): void {
    this.keep({ did: 'unpin', item });
    this.refused = undefined;
    this.#next.want('#undo');
  }

  #undo(item: string, pinned: readonly Pin[]): void {
    // Another tab may have filled the list meanwhile.
    this.refused = refusal(item, pinned);
    if (!this.refused) this.keep({ did: 'restore', item });
    this.renderRoot.querySelector('input')?.focus();
  }
}

define('mc-watchlist', McWatchlist);

declare global {
  interface HTMLElementTagNameMap {
    'mc-watchlist': McWatchlist;
  }
}
