import { html } from 'lit';
import { ago } from '../../src/card/parts.ts';
import { tierOf, timeToAct } from '../../src/domain/findings/tier.ts';
import { TIERS, findsLimits } from '../../src/domain/incidents/incidents.ts';
import { duration } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Tier } from '../../src/domain/findings/tier.ts';
import type { Finds } from '../../src/domain/incidents/incidents.ts';

/** Longest title, in characters. */
const LONGEST = 200;

/** The tier that is offered where none is suggested, as incident mode does. */
const USUAL: Tier = 'P1';

/** The tiers to choose from, each with the time in which somebody has to act. */
export const tierOptions = (chosen: Tier): TemplateResult[] =>
  TIERS.map(
    (tier) =>
      html`<option value=${tier} .selected=${tier === chosen}>
        ${tier} · act within ${timeToAct[tier]}
      </option>`,
  );

/**
 * Opens an incident, with the tier that the worst of the last finds suggests.
 * @param chosen the tier that somebody chose instead
 */
export function openForm(
  finds: Finds | undefined,
  chosen: Tier | undefined,
  does: {
    writable: boolean;
    choose: (event: Event) => void;
    open: (event: SubmitEvent, offered: Tier) => void;
  },
): TemplateResult {
  const worst = finds?.found[0];
  const suggested = worst && tierOf(worst.score);
  const offered = suggested ?? USUAL;
  const disabled = !does.writable;
  return html`<form id="new" novalidate @submit=${(event: SubmitEvent) => does.open(event, offered)}>
    <label>
      New incident: what is wrong?
      <input
        name="title"
        maxlength=${LONGEST}
        autocomplete="off"
        aria-required="true"
        ?disabled=${disabled}
      />
    </label>
    <label>
      Tier
      <select name="tier" ?disabled=${disabled} @change=${does.choose}>
        ${tierOptions(chosen ?? offered)}
      </select>
    </label>
    <small>
      ${
        worst && finds
          ? html`Suggested: ${suggested}, for “${worst.title}” (score ${worst.score}), found ${ago(finds.at)}.
            It is only a suggestion: you know what else is wrong.`
          : finds
            ? html`No tier is suggested: no anomaly was found ${ago(finds.at)}.`
            : `No tier is suggested: this browser has not looked for anomalies for ${duration(findsLimits.old)}.`
      }
    </small>
    <button ?disabled=${disabled}>Open incident</button>
  </form>`;
}
