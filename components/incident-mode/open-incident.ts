import { html, nothing } from 'lit';
import { ago, factList } from '../../src/card/parts.ts';
import { duration, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Incident } from '../../src/domain/incidents/incidents.ts';
import type { IncidentModeView } from './model.ts';

const age = ({ tier, openedAt, resolvedAt }: Incident): TemplateResult =>
  html`${tier}, opened
  ${ago(openedAt)}${resolvedAt === undefined ? nothing : html`, resolved ${ago(resolvedAt)}`}`;

/** How the mode stands while it is on: since when, for what, what is paused, and what else is open. */
export function standing(
  { record, incident, others, pausedSince, late, remind }: IncidentModeView,
  since: number,
  writable: boolean,
  tz: string,
): TemplateResult {
  const missing = incident === undefined ? 'none' : 'not in this browser';
  const refresh =
    pausedSince === undefined
      ? 'Automatic refresh was let go on in this tab, though the mode is on.'
      : 'Automatic refresh is paused in every tab. Refresh on a card still works. The gap lowers the coverage of this browser’s logs and does not count as failures.';
  return html`
    ${factList(
      [
        ['On since', stamp(since, tz), html`started ${ago(since)}`],
        ['Incident', record?.title ?? missing, record && age(record)],
      ],
      'large',
    )}
    ${
      late
        ? html`<p class="warn">
            Incident mode has been on for over ${duration(remind)}. If the incident is over, end the mode:
            until then nothing here is kept up to date by itself.
          </p>`
        : nothing
    }
    ${writable ? html`<p>${refresh}</p>` : nothing}
    ${
      others.length > 0
        ? html`<p>Also open: ${others.map(({ tier, title }) => `${tier} · ${title}`).join('; ')}.</p>`
        : nothing
    }
  `;
}
