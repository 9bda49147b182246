import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { formStyles, stackedStyles } from '../../src/card/form.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago } from '../../src/card/parts.ts';
import { undoable } from '../../src/card/undo.ts';
import { notesOf } from '../../src/rules/notes.ts';
import { lastRemoval, removalTurnsAt } from '../../src/rules/undo.ts';
import { count, plural, stamp } from '../../src/rules/words.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Note } from '../../src/rules/notes.ts';

const spec = {
  title: 'Operator Shift Log',
  section: 'incident',
  size: 'medium',
  height: 260,
  narrow: 301,
  records: { deeds: 'own' },
} as const satisfies Spec;

/** So many notes are shown at first. */
const LATEST = 3;
/** Longest note, in characters. */
const LONGEST = 2000;

/** What the card shows of a moment. */
export interface ShiftLogView extends View {
  /** The newest first. */
  notes: Note[];
  /** The note that was removed last, while it can be brought back with one click. */
  removed: { id: string; at: number } | undefined;
}

/**
 * What operators of a shift write down for the next: the latest three in sight, all kept for the handover.
 *
 * @tag mc-shift-log
 * @summary Notes of the shift with their times: write one, the latest three, all of them for the handover.
 */
export class McShiftLog extends Card<typeof spec, ShiftLogView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    formStyles,
    stackedStyles,
    css`
      textarea {
        min-height: 56px;
        resize: vertical;
      }
      ol {
        list-style: none;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: start;
        padding-block: 4px;
        border-block-end: 1px solid var(--line);
      }
      li > div {
        flex: 1;
        min-width: 0;
      }
      li p {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { whole: { state: true } };

  /** Whether all notes are shown. */
  protected whole = false;
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view({ records: { deeds }, now }: Moment<typeof spec>): ShiftLogView {
    const notes = notesOf(deeds).reverse();
    const removal = lastRemoval(deeds, now);
    return {
      tone: 'info',
      words: notes.length > 0 ? plural(notes.length, 'note') : 'No note yet',
      empty: notes.length === 0,
      turnsAt: removalTurnsAt(removal),
      notes,
      removed: deeds.find(({ id }) => id === removal?.['note']),
    };
  }

  protected renderBody({ notes, removed }: ShiftLogView): TemplateResult {
    const shown = this.whole ? notes : notes.slice(0, LATEST);
    return html`
      <form @submit=${this.#add}>
        <textarea
          name="text"
          aria-label="New note"
          placeholder="What should the next shift know?"
          maxlength=${LONGEST}
          ?disabled=${!this.writable}
          @keydown=${this.#send}
        ></textarea>
        <button ?disabled=${!this.writable}>Write down</button>
      </form>
      ${
        notes.length > 0
          ? html`<ol>
              ${shown.map((note) => this.#note(note))}
            </ol>`
          : html`<p class="muted">Nothing was written down. What you write stays in this browser.</p>`
      }
      ${
        notes.length > LATEST
          ? html`<button type="button" id="all" aria-expanded=${this.whole} @click=${this.#toggle}>
              ${this.whole ? `Show the latest ${LATEST}` : `Show all ${count(notes.length)}`}
            </button>`
          : nothing
      }
      ${
        removed
          ? undoable(`Removed the note of ${stamp(removed.at, this.tz)}.`, this.writable, () =>
              this.#undo(removed.id),
            )
          : nothing
      }
      ${
        notes.length > 0
          ? html`<small>${plural(notes.length, 'note is', 'notes are')} kept for the handover.</small>`
          : nothing
      }
    `;
  }

  #note(note: Note): TemplateResult {
    const at = stamp(note.at, this.tz);
    return html`<li>
      <div>
        <small>${at} · ${ago(note.at)}</small>
        <p>${note.text}</p>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label=${`Remove the note of ${at}`}
        ?disabled=${!this.writable}
        @click=${() => this.#remove(note)}
      >
        Remove
      </button>
    </li>`;
  }

  readonly #send = (event: KeyboardEvent): void => {
    // Enter makes a new line, as in any longer text.
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.renderRoot.querySelector('form')?.requestSubmit();
  };

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.renderRoot.querySelector('textarea');
    const text = field?.value.trim();
    if (!field || !text) return;
    this.keep({ did: 'add', text });
    field.value = '';
    field.focus();
  };

  #remove(note: Note): void {
    this.keep({ did: 'remove', note: note.id });
    this.#next.want('#undo');
  }

  #undo(note: string): void {
    this.keep({ did: 'restore', note });
    this.renderRoot.querySelector('textarea')?.focus();
  }

  readonly #toggle = (): void => {
    this.whole = !this.whole;
  };
}

define('mc-shift-log', McShiftLog);

declare global {
  interface HTMLElementTagNameMap {
    'mc-shift-log': McShiftLog;
  }
}
