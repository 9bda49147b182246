import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { formStyles } from '../../src/card/form.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago } from '../../src/card/parts.ts';
import { undoable } from '../../src/card/undo.ts';
import { todos } from '../../src/rules/todos.ts';
import { lastRemoval, removalTurnsAt } from '../../src/rules/undo.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Todo } from '../../src/rules/todos.ts';

const spec = {
  title: 'Operator Todos',
  section: 'incident',
  size: 'medium',
  height: 218,
  records: { deeds: 'own' },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface TodosView extends View {
  list: Todo[];
  /** The todo that was removed last, while it can be brought back with one click. */
  removed: { id: string; text: string } | undefined;
}

/** Longest todo, in characters. */
const LONGEST = 300;

/**
 * The operator's own checklist, kept in this browser: add, tick, remove, undo.
 *
 * @tag mc-todos
 * @summary A checklist of the operator's own, with its done count, kept in this browser.
 */
export class McTodos extends Card<typeof spec, TodosView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    formStyles,
    css`
      form,
      li {
        display: flex;
        gap: 8px;
        align-items: start;
      }
      form input {
        flex: 1;
        min-width: 0;
      }
      ul {
        list-style: none;
      }
      li {
        padding-block: 4px;
        border-block-end: 1px solid var(--line);
      }
      label {
        display: flex;
        flex: 1;
        gap: 8px;
        align-items: start;
        cursor: pointer;
      }
      input[type='checkbox'] {
        flex: none;
        width: 16px;
        min-height: 16px;
        margin-block: 4px;
        accent-color: var(--accent);
      }
      .done {
        color: var(--muted);
        text-decoration: line-through;
      }
    `,
  ];

  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view({ records: { deeds }, now }: Moment<typeof spec>): TodosView {
    const list = todos(deeds);
    const removal = lastRemoval(deeds, now);
    const gone = deeds.find(({ id }) => id === removal?.['todo']);
    const done = list.filter(({ doneAt }) => doneAt !== undefined).length;
    return {
      tone: list.length > 0 && done === list.length ? 'ok' : 'info',
      words: list.length > 0 ? `${done} of ${list.length} done` : 'Nothing to do',
      empty: list.length === 0,
      turnsAt: removalTurnsAt(removal),
      list,
      removed: gone && { id: gone.id, text: String(gone['text']) },
    };
  }

  protected renderBody({ list, empty, removed }: TodosView): TemplateResult {
    return html`
      <form @submit=${this.#add}>
        <input
          name="text"
          aria-label="New todo"
          placeholder="What has to be done?"
          maxlength=${LONGEST}
          autocomplete="off"
          ?disabled=${!this.writable}
        />
        <button ?disabled=${!this.writable}>Add</button>
      </form>
      ${empty ? html`<p class="muted">Nothing is on the list. What you add stays in this browser.</p>` : nothing}
      <ul>
        ${list.map((todo) => this.#item(todo))}
      </ul>
      ${
        removed
          ? undoable(`Removed “${removed.text}”.`, this.writable, () => this.#undo(removed.id))
          : nothing
      }
    `;
  }

  #item(todo: Todo): TemplateResult {
    const done = todo.doneAt !== undefined;
    const tick = () => this.keep({ did: done ? 'reopen' : 'done', todo: todo.id });
    return html`<li>
      <label>
        <input type="checkbox" .checked=${done} ?disabled=${!this.writable} @change=${tick} />
        <span>
          <span class=${done ? 'done' : ''}>${todo.text}</span>
          <small>${done ? html`done ${ago(todo.doneAt ?? 0)}` : html`added ${ago(todo.addedAt)}`}</small>
        </span>
      </label>
      <button
        type="button"
        class="quiet"
        aria-label=${`Remove “${todo.text}”`}
        ?disabled=${!this.writable}
        @click=${() => this.#remove(todo)}
      >
        Remove
      </button>
    </li>`;
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = this.renderRoot.querySelector('input');
    const text = input?.value.trim();
    if (!input || !text) return;
    this.keep({ did: 'add', text });
    input.value = '';
  };

  #remove(todo: Todo): void {
    this.keep({ did: 'remove', todo: todo.id });
    this.#next.want('#undo');
  }

  #undo(todo: string): void {
    this.keep({ did: 'restore', todo });
    this.renderRoot.querySelector('input')?.focus();
  }
}

define('mc-todos', McTodos);

declare global {
  interface HTMLElementTagNameMap {
    'mc-todos': McTodos;
  }
}
