import { html, nothing } from 'lit';
import { each } from '../../src/card/each.ts';
import { timeToAct } from '../../src/domain/findings/tier.ts';
import { TIERS } from '../../src/domain/incidents/incidents.ts';
import type { TemplateResult } from 'lit';
import type { Tier } from '../../src/domain/findings/tier.ts';
import type { Incident } from '../../src/domain/incidents/incidents.ts';
import type { IncidentModeView } from './model.ts';

/** Longest title, in characters. */
const LONGEST = 200;

/** The tier that is offered first: somebody has to look at it soon, but need not be woken by a wrong click. */
const USUAL = 'P1';

/** What somebody chose so far, and what may be done with it. */
interface Start {
  writable: boolean;
  /** A start was clicked and does not show yet. */
  starting: boolean;
  /** The incident to join, empty for a new one; `undefined` until somebody chose. */
  joins?: string | undefined;
  tier?: Tier | undefined;
  choose: (event: Event) => void;
  start: (event: SubmitEvent, joined: Incident | undefined, offered: Tier) => void;
}

/** Starts incident mode for an incident that is open, or for a new one. */
export function startForm(
  { others, suggested }: IncidentModeView,
  { writable, starting, joins, tier, choose, start }: Start,
): TemplateResult {
  const joined = joins === '' ? undefined : (others.find(({ id }) => id === joins) ?? others[0]);
  const offered = suggested ?? USUAL;
  return html`
    <form @submit=${(event: SubmitEvent) => start(event, joined, offered)}>
      ${
        others.length > 0
          ? html`<label>
              Incident
              <select name="joins" ?disabled=${!writable} @change=${choose}>
                ${each(
                  others,
                  ({ id }) => id,
                  ({ id, tier: its, title }) =>
                    html`<option value=${id} ?selected=${id === joined?.id}>Join ${its} · ${title}</option>`,
                )}
                <option value="" ?selected=${!joined}>Open a new one</option>
              </select>
            </label>`
          : nothing
      }
      ${
        joined
          ? nothing
          : html`<label>
                What is wrong?
                <input name="title" maxlength=${LONGEST} autocomplete="off" ?disabled=${!writable} />
              </label>
              <label>
                Tier
                <select name="tier" ?disabled=${!writable} @change=${choose}>
                  ${TIERS.map(
                    (one) =>
                      html`<option value=${one} .selected=${one === (tier ?? offered)}>
                        ${one} · act within ${timeToAct[one]}
                      </option>`,
                  )}
                </select>
              </label>`
      }
      <button id="start" ?disabled=${!writable || starting}>Start incident mode</button>
    </form>
    <small>
      It pauses automatic refresh in every tab, so that what you look at stays. Refresh on a card still works.
      The gap lowers the coverage of this browser’s logs and does not count as failures.
    </small>
  `;
}
