import { html, nothing } from 'lit';
import { each } from '../../src/card/each.ts';
import { ago, mark } from '../../src/card/parts.ts';
import { tierTones, timeToAct } from '../../src/domain/findings/tier.ts';
import { duration, plural, stamp } from '../../src/domain/format/values.ts';
import { tierOptions } from './open-form.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../src/card/parts.ts';
import type { Incident } from '../../src/domain/incidents/incidents.ts';

/** Longest note, in characters. */
const LONGEST = 1000;

/** So many resolved incidents are listed. */
const SHOWN = 10;

/** What may be done with an incident. */
interface IncidentActions {
  writable: boolean;
  tz: string;
  note: (event: SubmitEvent, incident: Incident) => void;
  resolve: (event: Event, incident: Incident) => void;
  change: (event: Event, incident: Incident) => void;
  reopen: (incident: Incident) => void;
}

/** That a tier comes from the older page, whose tiers were others. */
const older = (was: string | undefined): Shown => (was ? `It was a ${was} on the older page.` : nothing);

const notesOf = ({ notes }: Incident, tz: string): Shown =>
  notes.length > 0
    ? html`<ol class="notes">
        ${notes.map(({ at, text }) => html`<li>${text}<small>${stamp(at, tz)}</small></li>`)}
      </ol>`
    : nothing;

/** An incident that is open, as an item of a list. */
export function openItem(incident: Incident, inMode: boolean, events: IncidentActions): TemplateResult {
  const { id, title, tier, was, cause, openedAt, reopenedAt } = incident;
  const { tz, note, resolve, change } = events;
  const disabled = !events.writable;
  return html`<li data-id=${id}>
    <details>
      <summary>
        <span>${mark(tierTones[tier])} <b>${tier}</b> ${title}</span>
        <small class="told" aria-hidden="true">
          opened ${ago(openedAt)}${reopenedAt === undefined ? nothing : html`, again ${ago(reopenedAt)}`}
        </small>
      </summary>
      <p>
        <small>
          Open since ${stamp(openedAt, tz)}. Act within ${timeToAct[tier]}.
          ${inMode ? 'Incident mode is on for it.' : nothing} ${older(was)}
          ${cause ? `Cause: ${cause}` : nothing}
        </small>
      </p>
      ${notesOf(incident, tz)}
      <form @submit=${(event: SubmitEvent) => note(event, incident)}>
        <label>
          Note, or closing note
          <input name="text" maxlength=${LONGEST} autocomplete="off" ?disabled=${disabled} />
        </label>
        <div class="buttons">
          <button ?disabled=${disabled}>Add note</button>
          <button type="button" ?disabled=${disabled} @click=${(event: Event) => resolve(event, incident)}>
            Resolve
          </button>
        </div>
        <label>
          Change its tier
          <select name="change" ?disabled=${disabled} @change=${(event: Event) => change(event, incident)}>
            ${tierOptions(tier)}
          </select>
        </label>
      </form>
    </details>
  </li>`;
}

/** The incidents that are resolved: the latest, and how many more there are. */
export const resolvedList = (
  list: readonly Incident[],
  { writable, tz, reopen }: IncidentActions,
): TemplateResult =>
  html`<details id="resolved">
    <summary>${plural(list.length, 'resolved incident')}</summary>
    <ul class="list">
      ${each(
        list.slice(0, SHOWN),
        ({ id }) => id,
        (incident) => {
          const { tier, title, was, openedAt, resolvedAt = openedAt, closing } = incident;
          return html`<li>
            <b>${tier}</b> ${title}
            <small class="told">
              resolved ${ago(resolvedAt)}, after ${duration(resolvedAt - openedAt)}. ${older(was)}
            </small>
            ${closing ? html`<p>${closing}</p>` : nothing} ${notesOf(incident, tz)}
            <button
              type="button"
              class="quiet"
              aria-label=${`Reopen “${title}”`}
              ?disabled=${!writable}
              @click=${() => reopen(incident)}
            >
              Reopen
            </button>
          </li>`;
        },
      )}
    </ul>
    ${list.length > SHOWN ? html`<small>${plural(list.length - SHOWN, 'older one')} not shown.</small>` : nothing}
  </details>`;
