import { css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { copied, SELECTED } from '../../src/card/copy.ts';
import { checkResults } from '../../src/card/check-results.ts';
import { ago } from '../../src/card/parts.ts';
import {
  AUDIENCES,
  PHASES,
  audienceNames,
  audienceKey,
  isOutside,
  phaseNames,
} from '../../src/domain/comms/comms.ts';
import { draft, writer } from '../../src/domain/comms/comms-draft.ts';
import { exportAs, formatNames } from '../../src/domain/comms/comms-export.ts';
import { lint } from '../../src/domain/comms/comms-lint.ts';
import { plural } from '../../src/domain/format/values.ts';
import { roles } from './roles.ts';
import { history } from './told.ts';
import type { TemplateResult } from 'lit';
import type { Message } from '../../src/domain/comms/comms.ts';
import type { Format } from '../../src/domain/comms/comms-export.ts';
import type { Flag } from '../../src/domain/comms/comms-lint.ts';
import type { CommsPlanView, MessageActions, Said } from './model.ts';

/** Longest message, in characters. */
const LONGEST = 4000;

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
const earlierOf = ({ comms: { messages }, writing: { sent, audience } }: CommsPlanView): Message[] =>
  sent ? messages.filter((each) => each.incident === sent.incident.id && each.audience === audience) : [];

/** The message as it is drafted now. */
const draftOf = (view: CommsPlanView) =>
  draft(
    view.writing.audience,
    view.writing.phase,
    {
      incident: view.writing.sent?.incident,
      finds: view.finds,
      leads: view.comms.leads,
      headline: isOutside(view.writing.audience) ? earlierOf(view).at(-1)?.headline : undefined,
    },
    view.limits,
  );

/** What is wrong with the message, beside it. */
const flags = (list: readonly Flag[]): TemplateResult =>
  list.length > 0
    ? html`<div id="flags">
        <p class="warn">${plural(list.length, 'thing')} to look at before it is sent:</p>
        ${checkResults(list.map(({ message }) => ({ name: message, tone: 'warn' as const, label: nothing })))}
      </div>`
    : html`<p id="flags" class="muted">Nothing was flagged. Somebody should read it all the same.</p>`;

const options = <T extends string>(all: readonly T[], chosen: T, label: (each: T) => string) =>
  all.map((each) => html`<option value=${String(each)} .selected=${each === chosen}>${label(each)}</option>`);

/** The message that is written now, what is wrong with it, what can be done with it, and what was told before. */
export function composer(
  view: CommsPlanView,
  message: Said,
  events: MessageActions,
  tz: string,
): TemplateResult {
  const { audience, phase, sent, changed, givenUp } = view.writing;
  const { headline, text: drafted } = draftOf(view);
  const text = changed ?? drafted;
  const { leads, spared } = view.comms;
  const names = Object.values(leads);
  const off = !events.writable;
  const isSpared = spared.has(audienceKey(sent?.incident.id, audience));
  return html`
    <div class="pair">
      <label>
        Audience
        <select name="audience" @change=${events.choose}>
          ${options(AUDIENCES, audience, (each) => audienceNames[each].title)}
        </select>
      </label>
      <label>
        Phase
        <select name="phase" @change=${events.choose}>
          ${options(PHASES, phase, (each) => `${phaseNames[each].title} (${phaseNames[each].status})`)}
        </select>
      </label>
    </div>
    <label>
      ${phaseNames[phase].status}: ${headline}
      <textarea
        name="text"
        rows="7"
        maxlength=${LONGEST}
        aria-describedby="flags"
        .value=${text}
        ?disabled=${off}
        @input=${events.type}
        @change=${events.leave}
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
    ${keyed(
      `${sent?.incident.id} ${audience} ${phase}`,
      html`<div class="buttons">
        <button
          type="button"
          id="tell"
          ?disabled=${off || text.trim() === ''}
          @click=${() => events.tell(headline, text)}
        >
          Record as told
        </button>
        ${
          changed === undefined
            ? nothing
            : html`<button type="button" id="revert" ?disabled=${off} @click=${events.revert}>
                Back to the draft
              </button>`
        }
        ${
          changed === undefined && givenUp !== undefined
            ? html`<button
                type="button"
                id="bring-back"
                ?disabled=${off}
                @click=${() => events.bringBack(givenUp)}
              >
                Undo: back to your text
              </button>`
            : nothing
        }
        ${
          sent
            ? html`<button type="button" id="spare" ?disabled=${off} @click=${events.spare}>
                ${isSpared ? 'Needed again' : 'Not needed'}
              </button>`
            : nothing
        }
      </div>`,
    )}
    <div class="buttons">
      ${Object.entries(formatNames).map(
        ([format, name]) =>
          html`<button
            type="button"
            data-format=${format}
            @click=${() => events.copy(format as Format, headline, text)}
          >
            Copy as ${name}
          </button>`,
      )}
    </div>
    <p id="result">${message.label}</p>
    ${message.text ? html`<pre id="copied">${message.text}</pre>` : nothing} ${roles(view, events)}
    ${history(view, events, tz)}
  `;
}

/**
 * Copies the message as a format.
 * @returns what became of it; with the text, where that could not be copied and is to be shown
 */
export async function copyOut(
  format: Format,
  view: CommsPlanView,
  message: { headline: string; text: string; at: number },
): Promise<Said> {
  const { sent, audience, phase } = view.writing;
  const text = exportAs(format, {
    ...message,
    audience,
    phase,
    tier: sent?.incident.tier,
    openedAt: sent?.incident.openedAt,
    resolvedAt: sent?.incident.resolvedAt,
    earlier: earlierOf(view),
  });
  return (await copied(text))
    ? { label: `Copied as ${formatNames[format]}. It is not recorded as told yet.` }
    : { label: SELECTED, text };
}
