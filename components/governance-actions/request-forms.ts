import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { once } from '../../src/card/form-styles.ts';
import { ago } from '../../src/card/parts.ts';
import { table } from '../../src/card/table.ts';
import { LONGEST_TYPED } from '../../src/domain/governance/governance-form.ts';
import { trailOf } from '../../src/domain/governance/governance-trail.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../src/card/parts.ts';
import type { LogFile } from '../../src/domain/release/deploys.ts';
import type { Problem } from '../../src/domain/format/markdown-lines.ts';
import type { Freeze, OpenRequest } from '../../src/domain/governance/governance.ts';
import type { RecordedGovernanceEvent } from '../../src/domain/governance/governance-events.ts';
import type { SentForm, Wrong } from './model.ts';

/** What the parts need of their card. */
export interface Host {
  tz: string;
  writable: boolean;
  frozen: boolean;
  wrong: (Wrong & { form: string }) | undefined;
  send: (event: SubmitEvent, result: SentForm) => Promise<void>;
}

/** So many lines of the audit trail, and of rows that do not fit, are shown. */
const SHOWN = { trail: 50, problems: 5 };

interface Field {
  name: string;
  label: string;
  longest: number;
  hint?: string;
}

/** A form of single lines with its button, and the sentence that says what is wrong with it. */
function form(
  host: Host,
  result: SentForm,
  fields: readonly Field[],
  button: string,
  off = false,
): TemplateResult {
  const wrong = host.wrong?.form === result.form ? host.wrong : undefined;
  const disabled = !host.writable || off;
  return html`<form @submit=${(event: SubmitEvent) => host.send(event, result)} novalidate>
    ${fields.map(
      ({ name, label, longest, hint = '' }) =>
        html`<label>
          ${label}
          <input
            name=${name}
            maxlength=${longest}
            placeholder=${hint}
            autocomplete="off"
            spellcheck="false"
            aria-invalid=${wrong?.field === name}
            aria-describedby=${wrong?.field === name ? 'wrong' : nothing}
            ?disabled=${disabled}
          />
        </label>`,
    )}
    <button ?disabled=${disabled} @click=${once}>${button}</button>
    ${wrong ? html`<p class="wrong bad" id="wrong">${wrong.wrong}</p>` : nothing}
  </form>`;
}

/** An open request with what can be done to it. */
export function requestItem(
  host: Host,
  { request, openedAt, version, reason, approvedAt, approver, logged }: OpenRequest & { logged: boolean },
): TemplateResult {
  const about = { about: request };
  return html`<li>
    <span>
      <b>${request}</b>
      ${version ? html`for version ${version}` : 'without a target version'}${reason ? html`: ${reason}` : nothing}
    </span>
    <small>
      opened ${stamp(openedAt, host.tz)}${logged ? ', in the site’s log' : nothing};
      ${
        approvedAt === undefined
          ? 'not approved'
          : html`approved ${stamp(approvedAt, host.tz)} by ${approver || 'somebody who is not named'}`
      }
    </small>
    ${
      approvedAt === undefined || !approver
        ? html`${form(
            host,
            { form: `approve ${request}`, type: 'approve', ...about },
            [{ name: 'approver', label: `Who approves ${request}`, longest: LONGEST_TYPED.name }],
            'Approve',
            host.frozen,
          )}
          ${host.frozen ? html`<small>Approvals wait until the freeze is over.</small>` : nothing}`
        : nothing
    }
    ${form(host, { form: `close ${request}`, type: 'close', ...about }, [], `Close ${request}`)}
  </li>`;
}

function declaredBy({ by, who }: Freeze): string {
  return by === 'configuration'
    ? 'declared by the site’s configuration'
    : `started by ${who ?? 'an operator'}`;
}

/** The freezes that hold or are to come, and what can be done to each. */
export function freezeForms(host: Host, freezes: readonly Freeze[], approver: string | undefined): Shown {
  if (freezes.length === 0) return nothing;
  const name = approver ? `Name of the site’s approver (${approver})` : 'Name of the approver';
  return html`<ul class="list" id="freezes" aria-label="Change freezes">
    ${repeat(
      freezes,
      ({ id, reason, from, until }) => id ?? `${from} ${until} ${reason}`,
      (freeze) =>
        html`<li>
          <b>${freeze.reason || 'No reason was given'}</b>
          <small>
            from ${stamp(freeze.from, host.tz)} until ${stamp(freeze.until, host.tz)}, ${declaredBy(freeze)}
          </small>
          ${
            freeze.id === undefined
              ? html`<small>
                  It cannot be ended here: change <code>freezes</code> in the site’s configuration.
                </small>`
              : html`${form(
                    host,
                    { form: `extend ${freeze.id}`, type: 'extend', about: freeze.id },
                    [{ name: 'until', label: 'Until (UTC)', longest: 30, hint: '2026-03-21 18:00' }],
                    'Extend',
                  )}
                  ${form(
                    host,
                    { form: `end ${freeze.id}`, type: 'end', about: freeze.id },
                    [{ name: 'approver', label: name, longest: LONGEST_TYPED.name }],
                    'End early',
                  )}
                  <small>
                    ${
                      approver
                        ? 'The typed name is recorded. It proves nothing about who typed it.'
                        : html`No approver is configured (<code>approver</code>), so any name is taken. It is
                          recorded, and proves nothing about who typed it.`
                    }
                  </small>`
          }
        </li>`,
    )}
  </ul>`;
}

/** The form that opens a request. */
export const newRequest = (host: Host): TemplateResult =>
  html`<section id="new-request" aria-label="Open a request">
    <b>Open a request</b>
    ${form(
      host,
      { form: 'open', type: 'open', about: '' },
      [
        { name: 'request', label: 'Request id', longest: LONGEST_TYPED.request, hint: 'CHG-7' },
        { name: 'version', label: 'Target version', longest: LONGEST_TYPED.version, hint: '42' },
        { name: 'reason', label: 'Reason', longest: LONGEST_TYPED.reason },
      ],
      'Open request',
    )}
  </section>`;

/** The form that starts a freeze. */
export const newFreeze = (host: Host): TemplateResult =>
  html`<section id="new-freeze" aria-label="Start a change freeze">
    <b>Start a change freeze</b>
    ${form(
      host,
      { form: 'freeze', type: 'freeze', about: '' },
      [
        { name: 'reason', label: 'Reason', longest: LONGEST_TYPED.reason },
        { name: 'operator', label: 'Who starts it', longest: LONGEST_TYPED.name },
        { name: 'from', label: 'From (UTC), empty for now', longest: 30, hint: '2026-03-21 06:00' },
        { name: 'until', label: 'Until (UTC)', longest: 30, hint: '2026-03-21 18:00' },
      ],
      'Start freeze',
    )}
  </section>`;

/** What was done on governance in this browser, newest first, with its exact times. */
export function trail(events: readonly RecordedGovernanceEvent[], tz: string): Shown {
  if (events.length === 0) return html`<p class="muted">Nothing was recorded in this browser yet.</p>`;
  const all = trailOf(events, (at) => stamp(at, tz));
  const older = all.length - SHOWN.trail;
  return html`<details id="trail" class="more">
    <summary>Audit trail: ${plural(all.length, 'record')}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Audit trail">
      ${table(
        ['When', 'What', 'Request', 'Who', 'Outcome', 'Command'],
        all
          .slice(0, SHOWN.trail)
          .map(({ at, what, request = '', who = '', outcome = '', line }) => [
            stamp(at, tz),
            what,
            request,
            who,
            outcome,
            line ? html`<code>${line}</code>` : '',
          ]),
      )}
    </div>
    ${older > 0 ? html`<small>${plural(older, 'older one')} not shown; an export has them all.</small>` : nothing}
  </details>`;
}

/** How far the site's own log can be believed, and its rows that do not fit. */
export function fileNotes({ path, readAt, unverified }: LogFile, problems: readonly Problem[]): Shown {
  if (!path)
    return html`<small>
      No governance log of the site is configured: set <code>files.governance_log</code> to show its requests
      too.
    </small>`;
  if (readAt === undefined) return html`<p>The governance log ${path} has not been read.</p>`;
  const more = problems.length - SHOWN.problems;
  return html`${
      problems.length > 0
        ? html`<div id="problems">
            <p>
              ${plural(problems.length, 'row does not fit, and costs only itself', 'rows do not fit, and cost only themselves')}:
            </p>
            <ul class="list">
              ${problems
                .slice(0, SHOWN.problems)
                .map(({ line, text }) => html`<li><small>Line ${line}</small> <code>${text}</code></li>`)}
            </ul>
            ${more > 0 ? html`<small>and ${plural(more, 'more', 'more')}</small>` : nothing}
          </div>`
        : nothing
    }
    <small>
      ${path} was read ${ago(readAt)}.
      ${unverified ? 'That is more than a day, so what it tells is unverified.' : nothing}
    </small>`;
}
