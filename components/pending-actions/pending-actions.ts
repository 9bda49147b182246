import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { ago, factList, mark } from '../../src/card/parts.ts';
import { governanceFiles, governanceRecords } from '../../src/data/governance-reads.ts';
import { governanceOf } from '../../src/data/governance-state.ts';
import { todos } from '../../src/domain/operator/todo-list.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import { todoEvents } from '../../src/domain/operator/todo-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Freeze, OpenRequest } from '../../src/domain/governance/governance.ts';
import type { Todo } from '../../src/domain/operator/todo-list.ts';

const spec = {
  title: 'Pending Operator Actions',
  section: 'incident',
  size: 'medium',
  informs: true,
  records: { todos: todoEvents, ...governanceRecords },
  files: governanceFiles,
} as const satisfies Spec;

/** So many of each queue are shown. */
const SHOWN = 10;

/** What the card shows of a moment. */
export interface PendingView extends View {
  /** Open ones, oldest first. */
  todos: Todo[];
  /** Open ones, oldest first. */
  requests: OpenRequest[];
  freeze: Freeze | undefined;
}

/**
 * What is unresolved on the operator's todo list and among the governance requests.
 *
 * @tag mc-pending-actions
 * @summary Open todos and open governance requests in one place, oldest first, with what each waits for.
 */
export class McPendingActions extends Card<typeof spec, PendingView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      .list {
        list-style: none;
      }
      .list li {
        padding-block: 4px;
        border-block-end: 1px solid var(--line);
      }
      .list small {
        display: block;
      }
    `,
  ];

  view(data: CardData<typeof spec>): PendingView {
    const open = todos(data.records.todos).filter(({ doneAt }) => doneAt === undefined);
    const { requests, active, nextChangeAt } = governanceOf(data);
    const pending = open.length + requests.length;
    return {
      tone: pending > 0 ? 'info' : 'ok',
      label: pending > 0 ? `${pending} pending` : 'Nothing pending',
      empty: pending === 0,
      nextChangeAt,
      todos: open,
      requests,
      freeze: active[0],
    };
  }

  protected renderBody({ todos: open, requests, freeze }: PendingView): TemplateResult {
    const approved = requests.filter(({ approvedAt }) => approvedAt !== undefined).length;
    return html`
      ${factList(
        [
          ['Todos', String(open.length), 'open'],
          ['Requests', String(requests.length), requests.length > 0 ? `open, ${approved} approved` : 'open'],
        ],
        'large',
      )}
      ${freeze ? html`<p>${mark('warn')} A change freeze is on until ${stamp(freeze.until, this.tz)}: approvals wait.</p>` : nothing}
      ${
        requests.length > 0
          ? html`<ul class="list" aria-label="Open requests">
              ${requests.slice(0, SHOWN).map((each) => request(each))}
            </ul>`
          : nothing
      }
      ${more(requests.length, 'request', 'Governance Actions')}
      ${
        open.length > 0
          ? html`<ul class="list" aria-label="Open todos">
              ${open.slice(0, SHOWN).map(({ text, addedAt }) => html`<li>${text}<small>added ${ago(addedAt)}</small></li>`)}
            </ul>`
          : nothing
      }
      ${more(open.length, 'todo', 'Operator Todos')}
      ${
        open.length + requests.length === 0
          ? html`<p class="muted">Nothing waits for you, as far as this browser and the site’s log know.</p>`
          : nothing
      }
    `;
  }
}

function request({
  request: id,
  version,
  reason,
  openedAt,
  approvedAt,
  approver,
}: OpenRequest): TemplateResult {
  return html`<li>
    <b>${id}</b>${version ? html` for version ${version}` : nothing}${reason ? html`: ${reason}` : nothing}
    <small>
      opened ${ago(openedAt)},
      ${
        approvedAt === undefined
          ? 'to be approved'
          : html`approved ${ago(approvedAt)} by ${approver || 'somebody who is not named'}, to be carried out
            and closed`
      }
    </small>
  </li>`;
}

const more = (n: number, what: string, card: string): TemplateResult | typeof nothing =>
  n > SHOWN ? html`<small>${`and ${plural(n - SHOWN, `more ${what}`)}: see ${card}`}</small>` : nothing;
