import { css, html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { each } from '../../src/card/each.ts';
import { formStyles, stackedStyles } from '../../src/card/form-styles.ts';
import { send } from '../../src/card/forms.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago } from '../../src/card/parts.ts';
import { refuse } from '../../src/card/refuse.ts';
import { undoable } from '../../src/card/undoable.ts';
import { notesOf } from '../../src/domain/operator/shift-notes.ts';
import { lastRemoval, removalEndsAt } from '../../src/domain/operator/removals.ts';
import { count, plural, stamp } from '../../src/domain/format/values.ts';
import { own } from '../../src/data/spec.ts';
import { noteEvents } from '../../src/domain/operator/note-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Note } from '../../src/domain/operator/shift-notes.ts';

const spec = {
  title: 'Operator Shift Log',
  section: 'incident',
  size: 'medium',
  records: { events: own(noteEvents) },
} as const satisfies Spec;

/** So many notes are shown at first. */
const LATEST = 3;
/** Longest note, in characters. */
const LONGEST = 2000;

/** Whether all notes are shown. */
interface Opened {
  whole: boolean;
}

/** What the card shows of a moment. */
export interface ShiftLogView extends View {
  /** The newest first, and how many there are. */
  shown: Note[];
  total: number;
  /** The note that was removed last, while it can be brought back with one click. */
  removed: { id: string; at: number } | undefined;
}

/**
 * What operators of a shift write down for the next: the latest three in sight, all kept for the handover.
 *
 * @tag mc-shift-log
 * @summary Notes of the shift with their times: write one, the latest three, all of them for the handover.
 */
export class McShiftLog extends Card<typeof spec, ShiftLogView, Opened> {
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

  protected override ui = { whole: false };
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view({ records: { events }, now }: CardData<typeof spec>, { whole }: Opened): ShiftLogView {
    const notes = notesOf(events).reverse();
    const removal = lastRemoval(events, now, 'remove');
    return {
      tone: 'info',
      label: notes.length > 0 ? plural(notes.length, 'note') : 'No note yet',
      empty: notes.length === 0,
      nextChangeAt: removalEndsAt(removal),
      shown: whole ? notes : notes.slice(0, LATEST),
      total: notes.length,
      removed: events.find(({ id }) => id === removal?.note),
    };
  }

  protected renderBody({ shown, total, removed }: ShiftLogView, { whole }: Opened): TemplateResult {
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
        total > 0
          ? html`<ol>
              ${each(
                shown,
                ({ id }) => id,
                (note) => this.#note(note),
              )}
            </ol>`
          : html`<p class="muted">Nothing was written down. What you write stays in this browser.</p>`
      }
      ${
        total > LATEST
          ? html`<button type="button" id="all" aria-expanded=${whole} @click=${this.#toggle}>
              ${whole ? `Show the latest ${LATEST}` : `Show all ${count(total)}`}
            </button>`
          : nothing
      }
      ${
        removed
          ? undoable(
              `Removed the note of ${stamp(removed.at, this.tz)}.`,
              `removing the note of ${stamp(removed.at, this.tz)}`,
              this.writable,
              () => this.#undo(removed.id),
            )
          : nothing
      }
      ${
        total > 0
          ? html`<small>${plural(total, 'note is', 'notes are')} kept for the handover.</small>`
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
    const form = this.renderRoot.querySelector('form');
    if (form) send(form);
  };

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.renderRoot.querySelector('textarea');
    const text = field?.value.trim();
    if (!field) return;
    if (!text) return refuse(field, 'Not added: write a note first.');
    this.keep('events', { type: 'add', text });
    announce(this, 'Added the note.');
    field.value = '';
    field.focus();
  };

  #remove(note: Note): void {
    this.keep('events', { type: 'remove', note: note.id });
    announce(this, `Removed the note of ${stamp(note.at, this.tz)}.`);
    this.#next.want('#undo');
  }

  #undo(note: string): void {
    this.keep('events', { type: 'restore', note });
    this.renderRoot.querySelector('textarea')?.focus();
  }

  readonly #toggle = (): void => {
    this.ui = { whole: !this.ui.whole };
  };
}
