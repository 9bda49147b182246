import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { duration, stamp } from '../../src/domain/format/values.ts';
import { go } from './next-steps.ts';
import type { TemplateResult } from 'lit';
import type { EndedMode, Incident } from '../../src/domain/incidents/incidents.ts';
import type { IncidentModeView } from './model.ts';

/** Longest closing note, in characters. */
const LONGEST = 1000;

/**
 * Asks for the closing note, and ends incident mode.
 * @param finish told of the incident, where that is open, and whether it is resolved as well
 */
export function endForm(
  record: Incident | undefined,
  writable: boolean,
  finish: (open: Incident | undefined, resolves: boolean) => void,
): TemplateResult {
  const open = record && record.resolvedAt === undefined ? record : undefined;
  const button = (label: string, resolves: boolean) =>
    html`<button type="button" ?disabled=${!writable} @click=${() => finish(open, resolves)}>
      ${label}
    </button>`;
  return html`${keyed(
    record?.id,
    html`<form @submit=${(event: SubmitEvent) => event.preventDefault()}>
      <label>
        Closing note
        <input name="closing" maxlength=${LONGEST} autocomplete="off" ?disabled=${!writable} />
      </label>
      <div class="buttons">
        ${
          open
            ? [button('End and resolve', true), button('End, keep the incident open', false)]
            : button('End incident mode', false)
        }
      </div>
    </form>`,
  )}`;
}

/** What may be done with the handoff, and what became of it. */
interface Handing {
  writable: boolean;
  result: string;
  tz: string;
  save: () => void;
}

/** What is there to hand over of an incident mode that is over. */
export const handoff = (
  { over, cards }: IncidentModeView,
  { since, at, text }: EndedMode,
  { writable, result, tz, save }: Handing,
): TemplateResult => html`
  <p>
    Incident mode ended at ${stamp(at, tz)}, after
    ${duration(at - since)}${over ? html`: ${over.tier} · ${over.title}` : nothing}.
    ${text ? html`Closing note: “${text}”` : 'No closing note was written.'}
  </p>
  <div class="buttons">
    <button type="button" id="pack" ?disabled=${!writable} @click=${save}>Download the handoff (JSON)</button>
    ${go(cards, 'mc-handoff-pack', 'Preview and Markdown')}
  </div>
  <p id="result">${result}</p>
`;
