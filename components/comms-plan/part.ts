import { css, html, nothing } from 'lit';
import { copied, SELECTED } from '../../src/card/copy.ts';
import { findings } from '../../src/card/findings.ts';
import { ago } from '../../src/card/parts.ts';
import {
  AUDIENCES,
  PHASES,
  ROLES,
  audienceNames,
  audienceKey,
  isOutside,
  phaseNames,
} from '../../src/rules/comms.ts';
import { draft, writer } from '../../src/rules/comms-draft.ts';
import { exportAs, formatNames } from '../../src/rules/comms-export.ts';
import { lint } from '../../src/rules/comms-lint.ts';
import { plural, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Message } from '../../src/rules/comms.ts';
import type { Format } from '../../src/rules/comms-export.ts';
import type { Flag } from '../../src/rules/comms-lint.ts';
import type { CommsPlanView, Deeds, Writing } from './comms-plan.ts';

/** Longest message and name, in characters. */
const LONGEST = { text: 4000, name: 100 };

/** So many messages are listed. */
const SHOWN = 20;

export const styles = css`
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(12em, 100%), 1fr));
    gap: 8px;
  }
  textarea {
    resize: vertical;
  }
  .told {
    display: grid;
    gap: 8px;
    list-style: none;
  }
  .told p {
    white-space: pre-wrap;
  }
  .told small {
    display: block;
  }
  #copied {
    padding: 8px 12px;
    background: var(--raised);
    white-space: pre-wrap;
  }
  details > :not(summary) {
    margin-block-start: 8px;
  }
`;

/** What the same audience was told of the same incident, oldest first; without an incident no message belongs to another. */
const earlierOf = ({ comms: { messages } }: CommsPlanView, { told, audience }: Writing): Message[] =>
  told ? messages.filter((each) => each.incident === told.incident.id && each.audience === audience) : [];

/** The message as it is drafted now. */
const draftOf = (view: CommsPlanView, writing: Writing) =>
  draft(
    writing.audience,
    writing.phase,
    {
      incident: writing.told?.incident,
      finds: view.finds,
      leads: view.comms.leads,
      headline: isOutside(writing.audience) ? earlierOf(view, writing).at(-1)?.headline : undefined,
    },
    view.limits,
  );

/** What is wrong with the message, beside it. */
const flags = (list: readonly Flag[]): TemplateResult =>
  list.length > 0
    ? html`<div id="flags">
        <p class="warn">${plural(list.length, 'thing')} to look at before it is sent:</p>
        ${findings(list.map(({ words }) => ({ name: words, tone: 'warn' as const, words: nothing })))}
      </div>`
    : html`<p id="flags" class="muted">Nothing was flagged. Somebody should read it all the same.</p>`;

const options = <T extends string>(all: readonly T[], chosen: T, words: (each: T) => string) =>
  all.map((each) => html`<option value=${String(each)} .selected=${each === chosen}>${words(each)}</option>`);

/** The message that is written now, what is wrong with it, what can be done with it, and what was told before. */
export function composer(
  view: CommsPlanView,
  writing: Writing,
  said: { words: string; text?: string },
  deeds: Deeds,
  tz: string,
): TemplateResult {
  const { audience, phase, told, changed, givenUp } = writing;
  const { headline, text: drafted } = draftOf(view, writing);
  const text = changed ?? drafted;
  const { leads, spared } = view.comms;
  const names = Object.values(leads);
  const off = !deeds.writable;
  const isSpared = spared.has(audienceKey(told?.incident.id, audience));
  return html`
    <div class="pair">
      <label>
        Audience
        <select name="audience" @change=${deeds.choose}>
          ${options(AUDIENCES, audience, (each) => audienceNames[each].title)}
        </select>
      </label>
      <label>
        Phase
        <select name="phase" @change=${deeds.choose}>
          ${options(PHASES, phase, (each) => `${phaseNames[each].title} (${phaseNames[each].status})`)}
        </select>
      </label>
    </div>
    <label>
      ${phaseNames[phase].status}: ${headline}
      <textarea
        name="text"
        rows="7"
        maxlength=${LONGEST.text}
        aria-describedby="flags"
        .value=${text}
        ?disabled=${off}
        @input=${deeds.type}
        @change=${deeds.leave}
      ></textarea>
    </label>
    <small>
      Written by ${writer(audience, leads)}.
      ${
        view.finds
          ? html`Drafted from what this browser found ${ago(view.finds.at)}.`
          : 'This browser has not looked for anomalies lately, so the draft knows of none.'
      }
    </small>
    ${flags(lint(text, audience, phase, names))}
    <div class="buttons">
      <button
        type="button"
        id="tell"
        ?disabled=${off || text.trim() === ''}
        @click=${() => deeds.tell(headline, text)}
      >
        Record as told
      </button>
      ${
        changed === undefined
          ? nothing
          : html`<button type="button" id="revert" ?disabled=${off} @click=${deeds.revert}>
              Back to the draft
            </button>`
      }
      ${
        changed === undefined && givenUp !== undefined
          ? html`<button
              type="button"
              id="bring-back"
              ?disabled=${off}
              @click=${() => deeds.bringBack(givenUp)}
            >
              Undo: back to your text
            </button>`
          : nothing
      }
      ${
        told
          ? html`<button type="button" id="spare" ?disabled=${off} @click=${deeds.spare}>
              ${isSpared ? 'Needed again' : 'Not needed'}
            </button>`
          : nothing
      }
    </div>
    <div class="buttons">
      ${Object.entries(formatNames).map(
        ([format, name]) =>
          html`<button
            type="button"
            data-format=${format}
            @click=${() => deeds.copy(format as Format, headline, text)}
          >
            Copy as ${name}
          </button>`,
      )}
    </div>
    <p role="status">${said.words}</p>
    ${said.text ? html`<pre id="copied">${said.text}</pre>` : nothing} ${roles(view, deeds)}
    ${history(view, deeds, tz)}
  `;
}

function roles({ comms: { leads } }: CommsPlanView, { writable, name }: Deeds): TemplateResult {
  const title = (role: string) => `${role.charAt(0).toUpperCase()}${role.slice(1)} lead`;
  return html`<details id="roles" class="more">
    <summary>Roles: ${Object.keys(leads).length} of ${ROLES.length} named</summary>
    <div class="pair">
      ${ROLES.map(
        (role) =>
          html`<label>
            ${title(role)}
            <input
              name=${role}
              maxlength=${LONGEST.name}
              autocomplete="off"
              .value=${leads[role] ?? ''}
              ?disabled=${!writable}
              @change=${({ target }: Event) => {
                if (target instanceof HTMLInputElement) name(role, target.value.trim());
              }}
            />
          </label>`,
      )}
    </div>
    <small>
      Responders and colleagues read these names. In a message to customers or in a post they are flagged.
    </small>
  </details>`;
}

function history(
  { comms: { messages }, list, takenBack }: CommsPlanView,
  { writable, untell, retell }: Deeds,
  tz: string,
): TemplateResult {
  const last = messages.at(-1);
  const titleOf = (id: string | undefined) => list.find(({ incident }) => incident.id === id)?.incident.title;
  const older = messages.length - SHOWN;
  return html`
    ${
      last
        ? html`<p>
            Last told: ${audienceNames[last.audience].title}, ${phaseNames[last.phase].title},
            ${ago(last.at)}.
            <button type="button" class="quiet" id="undo" ?disabled=${!writable} @click=${() => untell(last)}>
              Undo
            </button>
          </p>`
        : html`<p class="muted">Nobody was told anything yet, as far as this browser knows.</p>`
    }
    ${
      takenBack
        ? html`<p>
            A message was taken back.
            <button type="button" id="retell" ?disabled=${!writable} @click=${() => retell(takenBack)}>
              Record it as told after all
            </button>
          </p>`
        : nothing
    }
    ${
      last
        ? html`<details id="history" class="more">
            <summary>${plural(messages.length, 'message')} recorded as told</summary>
            <ol class="told">
              ${messages
                .slice(-SHOWN)
                .reverse()
                .map(
                  ({ at, audience, phase, text, incident }) =>
                    html`<li>
                      <small>
                        ${stamp(at, tz)} · ${audienceNames[audience].title} · ${phaseNames[phase].status}
                        ${titleOf(incident) ? html`· ${titleOf(incident)}` : nothing}
                      </small>
                      <p>${text}</p>
                    </li>`,
                )}
            </ol>
            ${older > 0 ? html`<small>${plural(older, 'older message')} not shown.</small>` : nothing}
          </details>`
        : nothing
    }
  `;
}

/**
 * Copies the message as a format.
 * @returns what became of it; with the text, where that could not be copied and is to be shown
 */
export async function copyOut(
  format: Format,
  view: CommsPlanView,
  writing: Writing,
  message: { headline: string; text: string; at: number },
): Promise<{ words: string; text?: string }> {
  const { told, audience, phase } = writing;
  const text = exportAs(format, {
    ...message,
    audience,
    phase,
    tier: told?.incident.tier,
    openedAt: told?.incident.openedAt,
    resolvedAt: told?.incident.resolvedAt,
    earlier: earlierOf(view, writing),
  });
  return (await copied(text))
    ? { words: `Copied as ${formatNames[format]}. It is not recorded as told yet.` }
    : { words: SELECTED, text };
}
