import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { act } from '../../src/card/events.ts';
import { formStyles } from '../../src/card/form.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { facts } from '../../src/card/parts.ts';
import { copyReport, report, reportStyles, saveReport } from '../../src/card/report.ts';
import { tableStyles } from '../../src/card/table.ts';
import { logFile } from '../../src/rules/deploys.ts';
import { fileNameOf } from '../../src/rules/file-name.ts';
import {
  GOVERNANCE,
  declaredAmiss,
  freezesOf,
  freezesTurnAt,
  isGovernance,
  openRequests,
} from '../../src/rules/governance.ts';
import { mergedEvents, readGovernanceLog } from '../../src/rules/governance-log.ts';
import { stamp } from '../../src/rules/words.ts';
import { deedOf } from './deeds.ts';
import { fileNotes, freezeForms, newFreeze, newRequest, requestItem, trail } from './parts.ts';
import { partStyles } from './styles.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { LogFile } from '../../src/rules/deploys.ts';
import type { Problem } from '../../src/rules/deploy-log.ts';
import type { Freeze, OpenRequest } from '../../src/rules/governance.ts';
import type { Written } from '../../src/rules/governance-export.ts';
import type { Typed } from './deeds.ts';
import type { Told, Wrong } from './parts.ts';

const spec = {
  title: 'Governance Actions',
  section: 'release',
  size: 'wide',
  height: 550,
  narrow: 860,
  // It reads nothing of the backend: requests and freezes are kept while that is down too.
  records: { governance: 'mc-governance-actions' },
  files: ['governance_log'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface GovernanceView extends View {
  /** Oldest first. */
  requests: (OpenRequest & { logged: boolean })[];
  active: Freeze[];
  coming: Freeze[];
  /** A sentence for each freeze of the configuration that does not count. */
  amiss: string[];
  approver: string | undefined;
  file: LogFile;
  /** The rows of the site's log that do not fit. */
  problems: Problem[];
  /** What an export is written of. */
  written: Written;
}

const writer = () => import('../../src/rules/governance-export.ts');

/**
 * Requests, approvals and change freezes, written down in this browser, with the audit trail of what was used.
 *
 * @tag mc-governance-actions
 * @summary Opens, approves and closes requests, starts and ends change freezes, and exports the governance log.
 */
export class McGovernanceActions extends Card<typeof spec, GovernanceView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, formStyles, tableStyles, reportStyles, partStyles];
  static override properties: PropertyDeclarations = {
    wrong: { state: true },
    told: { state: true },
    exported: { state: true },
  };

  /** What is wrong with what was typed last. */
  protected wrong?: (Wrong & { form: string }) | undefined;
  /** What was done last, in one sentence. */
  protected told = '';
  /** The log as it was copied last, where the clipboard may not be written. */
  protected exported = '';
  /** What is shown now. */
  #shown: GovernanceView | undefined;
  /** What gets the focus when it is there, since what had it may go. */
  readonly #next = new NextFocus(this);

  view({ records, site, now, base }: Moment<typeof spec>): GovernanceView {
    const { config, files } = site;
    const log = readGovernanceLog(files.governance_log?.text ?? '');
    const own = records.governance.filter(isGovernance);
    const logged = new Set(log.events.map(({ request }) => request));
    const requests = openRequests(mergedEvents(log.events, own)).map((each) => ({
      ...each,
      logged: logged.has(each.request),
    }));
    const freezes = freezesOf(records.governance, config.freezes, now);
    const file = logFile(config.files?.governance_log, files.governance_log?.at, now);
    const waiting = requests.filter(({ approvedAt }) => approvedAt === undefined).length;
    const [longest] = freezes.active;
    return {
      tone: longest ? 'warn' : 'info',
      words: longest
        ? `Frozen · ${requests.length} open`
        : requests.length > 0
          ? `${requests.length} open · ${waiting > 0 ? `${waiting} to approve` : 'all approved'}`
          : 'No request open',
      empty:
        requests.length + records.governance.length + freezes.active.length + freezes.coming.length === 0,
      turnsAt: Math.min(freezesTurnAt(freezes), file.turnsAt ?? Infinity),
      requests,
      ...freezes,
      amiss: declaredAmiss(config.freezes),
      approver: config.approver,
      file,
      problems: log.problems,
      written: { deeds: records.governance, logged: log.events, configured: config.freezes, base, now },
    };
  }

  protected renderBody(view: GovernanceView): TemplateResult {
    this.#shown = view;
    const { requests, active, coming, amiss, file, problems, written, approver } = view;
    const [longest] = active;
    const approved = requests.filter(({ approvedAt }) => approvedAt !== undefined).length;
    const host = {
      tz: this.tz,
      writable: this.writable,
      wrong: this.wrong,
      send: this.#send,
      frozen: !!longest,
    };
    const next = coming[0] && `next from ${stamp(coming[0].from, this.tz)}`;
    return html`
      ${facts(
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
      <p role="status">${this.told}</p>
      <div class="forms">${newRequest(host)} ${newFreeze(host)}</div>
      ${trail(written.deeds, this.tz)}
      <div class="buttons">
        <button type="button" id="copy" @click=${this.#copy}>Copy as Markdown</button>
        <button type="button" id="save" @click=${this.#save}>Save Markdown</button>
      </div>
      ${this.exported ? report(this.exported) : nothing} ${fileNotes(file, problems)}
      <small>
        All of this is a record, kept in this browser. It gives nobody the right to change anything, and keeps
        nobody from it: who may change the alias is for IAM to say.
      </small>
    `;
  }

  /** A form was sent: it is checked against what is known now, and kept, or the sentence says what is wrong. */
  readonly #send = async (event: SubmitEvent, told: Told): Promise<void> => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !this.writable) return;
    const fields = new FormData(form);
    const typed: Typed = (name) => String(fields.get(name) ?? '').trim();
    const view = await this.#now();
    if (!view) return;
    const taken = deedOf(told, typed, view);
    if ('wrong' in taken) {
      this.wrong = { ...taken, form: told.form };
      this.told = '';
      form.querySelector<HTMLElement>(`[name=${taken.field}]`)?.focus();
      return;
    }
    this.keep(taken.deed, GOVERNANCE);
    this.wrong = undefined;
    this.told = taken.told;
    this.#next.want(taken.next);
    form.reset();
  };

  readonly #copy = async (): Promise<void> => {
    const view = await this.#now();
    if (!view) return;
    const { governanceLog } = await writer();
    const text = governanceLog(view.written);
    this.exported = text;
    await this.updateComplete;
    this.told = await copyReport(text, this.renderRoot);
    if (this.told.endsWith('copied.')) this.exported = '';
    act(this, 'copy', undefined);
  };

  readonly #save = async (): Promise<void> => {
    const view = await this.#now();
    if (!view) return;
    const { governanceLog } = await writer();
    this.told = saveReport(governanceLog(view.written), fileNameOf('governance-log', view.written.now, 'md'));
    act(this, 'save', undefined);
  };

  /** What is known now, which then is what is shown too. */
  async #now(): Promise<GovernanceView | undefined> {
    this.requestUpdate();
    await this.updateComplete;
    return this.#shown;
  }
}

define('mc-governance-actions', McGovernanceActions);

declare global {
  interface HTMLElementTagNameMap {
    'mc-governance-actions': McGovernanceActions;
  }
}
