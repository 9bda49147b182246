import { css, html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { each } from '../../src/card/each.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago } from '../../src/card/parts.ts';
import { refuse } from '../../src/card/refuse.ts';
import { undoable } from '../../src/card/undoable.ts';
import { todos } from '../../src/domain/operator/todo-list.ts';
import { lastRemoval, removalEndsAt } from '../../src/domain/operator/removals.ts';
import { own } from '../../src/data/spec.ts';
import { todoEvents } from '../../src/domain/operator/todo-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Todo } from '../../src/domain/operator/todo-list.ts';

const spec = {
  title: 'Operator Todos',
  section: 'incident',
  size: 'medium',
  informs: true,
  records: { events: own(todoEvents) },
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

  view({ records: { events }, now }: CardData<typeof spec>): TodosView {
    const list = todos(events);
    const removal = lastRemoval(events, now, 'remove');
    const gone = events.find(({ id }) => id === removal?.todo);
    const done = list.filter(({ doneAt }) => doneAt !== undefined).length;
    return {
      tone: list.length > 0 && done === list.length ? 'ok' : 'info',
      label: list.length > 0 ? `${done} of ${list.length} done` : 'Nothing to do',
      empty: list.length === 0,
      nextChangeAt: removalEndsAt(removal),
      list,
      removed: gone?.type === 'add' ? { id: gone.id, text: gone.text } : undefined,
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
        ${each(
          list,
          ({ id }) => id,
          (todo) => this.#item(todo),
        )}
      </ul>
      ${
        removed
          ? undoable(`Removed “${removed.text}”.`, `removing “${removed.text}”`, this.writable, () =>
              this.#undo(removed.id),
            )
          : nothing
      }
    `;
  }

  #item(todo: Todo): TemplateResult {
    const done = todo.doneAt !== undefined;
    const tick = () => this.keep('events', { type: done ? 'reopen' : 'done', todo: todo.id });
    return html`<li>
      <label>
        <input
          type="checkbox"
          aria-label=${todo.text}
          .checked=${done}
          ?disabled=${!this.writable}
          @change=${tick}
        />
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
    if (!input) return;
    if (!text) return refuse(input, 'Not added: write what has to be done.');
    this.keep('events', { type: 'add', text });
    announce(this, `Added “${text}”.`);
    input.value = '';
  };

  #remove(todo: Todo): void {
    this.keep('events', { type: 'remove', todo: todo.id });
    announce(this, `Removed “${todo.text}”.`);
    this.#next.want('#undo');
  }

  #undo(todo: string): void {
    this.keep('events', { type: 'restore', todo });
    this.renderRoot.querySelector('input')?.focus();
  }
}
