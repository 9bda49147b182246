import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ago } from '../../src/card/parts.ts';
import { audienceNames, phaseNames } from '../../src/domain/comms/comms.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CommsPlanView, MessageActions } from './model.ts';

/** So many messages are listed. */
const SHOWN = 20;

/** What was told last, with its undo, and what was told before. */
export function history(
  { comms: { messages }, list, takenBack }: CommsPlanView,
  { writable, untell, retell }: MessageActions,
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
            ${keyed(
              last.id,
              html`<button
                type="button"
                class="quiet"
                id="undo"
                aria-label=${`Undo recording as told: ${audienceNames[last.audience].title}`}
                ?disabled=${!writable}
                @click=${() => untell(last)}
              >
                Undo
              </button>`,
            )}
          </p>`
        : html`<p class="muted">Nobody was told anything yet, as far as this browser knows.</p>`
    }
    ${
      takenBack
        ? html`<p>
            A message was taken back.
            ${keyed(
              takenBack,
              html`<button type="button" id="retell" ?disabled=${!writable} @click=${() => retell(takenBack)}>
                Record it as told after all
              </button>`,
            )}
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
