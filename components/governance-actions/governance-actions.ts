import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { act } from '../../src/card/events.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { factList } from '../../src/card/parts.ts';
import { copyReport, report, reportStyles, saveReport } from '../../src/card/report.ts';
import { tableStyles } from '../../src/card/table.ts';
import { fileNameOf } from '../../src/domain/format/file-name.ts';
import { stamp } from '../../src/domain/format/values.ts';
import { eventOf } from './form-events.ts';
import { spec, viewOf } from './model.ts';
import { fileNotes, freezeForms, newFreeze, newRequest, requestItem, trail } from './request-forms.ts';
import { partStyles } from './governance-styles.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { Typed } from './form-events.ts';
import type { GovernanceView, SentForm, Wrong } from './model.ts';

const writer = () => import('../../src/domain/governance/governance-export.ts');

/** What became of what was done last. */
interface Done {
  /** In one sentence. */
  result: string;
  /** What is wrong with what was typed. */
  wrong?: (Wrong & { form: string }) | undefined;
  /** The log as it was copied, where the clipboard may not be written. */
  exported?: string;
}

/**
 * Requests, approvals and change freezes, written down in this browser, with the audit trail of what was used.
 *
 * @tag mc-governance-actions
 * @summary Opens, approves and closes requests, starts and ends change freezes, and exports the governance log.
 */
export class McGovernanceActions extends Card<typeof spec, GovernanceView, Done> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, formStyles, tableStyles, reportStyles, partStyles];

  protected override ui: Done = { result: '' };
  /** What gets the focus when it is there, since what had it may go. */
  readonly #next = new NextFocus(this);

  view(data: CardData<typeof spec>): GovernanceView {
    return viewOf(data);
  }

  protected renderBody(view: GovernanceView, { result, wrong, exported }: Done): TemplateResult {
    const { requests, active, coming, amiss, file, problems, written, approver } = view;
    const [longest] = active;
    const approved = requests.filter(({ approvedAt }) => approvedAt !== undefined).length;
    const host = {
      tz: this.tz,
      writable: this.writable,
      wrong,
      send: this.#send,
      frozen: !!longest,
    };
    const next = coming[0] && `next from ${stamp(coming[0].from, this.tz)}`;
    return html`
      ${factList(
        [
          ['Open requests', String(requests.length), requests.length > 0 ? `${approved} approved` : nothing],
          [
            'Change freeze',
            longest ? 'on' : 'none',
            longest ? `until ${stamp(longest.until, this.tz)}` : next,
          ],
        ],
        'large',
      )}
      ${amiss.map((sentence) => html`<p class="warn">${sentence}</p>`)}
      ${
        requests.length > 0
          ? html`<ul class="list" id="requests" aria-label="Open requests">
              ${repeat(
                requests,
                ({ request }) => request,
                (each) => requestItem(host, each),
              )}
            </ul>`
          : nothing
      }
      ${freezeForms(host, [...active, ...coming], approver)}
      <p id="result">${result}</p>
      <div class="forms">${newRequest(host)} ${newFreeze(host)}</div>
      ${trail(written.events, this.tz)}
      <div class="buttons">
        <button type="button" id="copy" @click=${this.#copy}>Copy as Markdown</button>
        <button type="button" id="save" @click=${this.#save}>Save Markdown</button>
      </div>
      ${exported ? report(exported) : nothing} ${fileNotes(file, problems)}
      <small>
        All of this is a record, kept in this browser. It gives nobody the right to change anything, and keeps
        nobody from it: who may change the alias is for IAM to say.
      </small>
    `;
  }

  /** A form was sent: it is checked against what is known now, and kept, or the sentence says what is wrong. */
  readonly #send = async (event: SubmitEvent, result: SentForm): Promise<void> => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !this.writable) return;
    const fields = new FormData(form);
    const typed: Typed = (name) => String(fields.get(name) ?? '').trim();
    const view = await this.showNow();
    if (!view) return;
    const taken = eventOf(result, typed, view);
    if ('wrong' in taken) {
      this.ui = { result: '', wrong: { ...taken, form: result.form } };
      announce(this, taken.wrong);
      form.querySelector<HTMLElement>(`[name=${taken.field}]`)?.focus();
      return;
    }
    this.keep('governance', taken.event);
    this.ui = { result: taken.result };
    announce(this, taken.result);
    this.#next.want(taken.next);
    form.reset();
  };

  readonly #copy = async (): Promise<void> => {
    const view = await this.showNow();
    if (!view) return;
    const { governanceLog } = await writer();
    const text = governanceLog(view.written);
    this.ui = { ...this.ui, exported: text };
    await this.updateComplete;
    const result = await copyReport(text, this.renderRoot);
    this.ui = { ...this.ui, result, exported: result.endsWith('copied.') ? '' : text };
    announce(this, result);
    act(this, 'copy', undefined);
  };

  readonly #save = async (): Promise<void> => {
    const view = await this.showNow();
    if (!view) return;
    const { governanceLog } = await writer();
    const result = saveReport(
      governanceLog(view.written),
      fileNameOf('governance-log', view.written.now, 'md'),
    );
    this.ui = { ...this.ui, result };
    announce(this, result);
    act(this, 'save', undefined);
  };
}
