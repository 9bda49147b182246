import { html, nothing } from 'lit';
import { each } from '../../src/card/each.ts';
import { checkResults } from '../../src/card/check-results.ts';
import { gateOf, isWayBack } from '../../src/domain/governance/governance-gate.ts';
import { input } from './form-fields.ts';
import type { TemplateResult } from 'lit';
import type { Gate, GovernedAction } from '../../src/domain/governance/governance-gate.ts';
import type { Host, Plan, Preconditions } from './model.ts';

/** The gate before one action: what is changed to, or taken back, is the canary where there is one. */
export const gateFor = (
  { preconditions, typed, tz }: Host,
  { version }: Plan,
  action: GovernedAction,
): Gate =>
  gateOf(
    {
      action,
      operator: typed.operator,
      request: typed.request,
      requests: preconditions.requests,
      version: preconditions.canary?.version ?? version,
      typed: typed.confirmation,
      expected: phraseOf(preconditions, version),
      frozen: preconditions.freezes,
      approver: preconditions.approver,
      emergency: typed.emergency === 'yes',
    },
    tz,
  );

/** What is to be typed to confirm. */
function phraseOf({ ref, canary }: Preconditions, chosen: string | undefined): string | undefined {
  const version = canary?.version ?? chosen;
  return version === undefined ? undefined : `${ref.alias ?? ''} ${version}`.trim();
}

/** Who changes what, and why; and whether the gate lets it pass. */
export function gate(host: Host, plan: Plan): TemplateResult {
  const { preconditions, typed, type, writable } = host;
  const actions = plan.steps.flatMap(({ action, command: made }) => (action && made ? action : []));
  // Who is in a hurry looks for the way back; else the way on is what is asked for.
  const hurry = typed.emergency === 'yes';
  const shown = actions.find((action) => isWayBack(action) === hurry) ?? actions[0] ?? 'shift';
  const { checks: found, way } = gateFor(host, plan, shown);
  const phrase = phraseOf(preconditions, plan.version);
  const ids = preconditions.requests.map(({ request }) => request).slice(0, 5);
  return html`<section aria-label="Gate" class="columns">
    <fieldset ?disabled=${!writable}>
      <legend>Gate</legend>
      ${input(host, 'operator', 'Operator')} ${input(host, 'request', 'Request id')}
      ${input(host, 'confirmation', phrase ? `Type “${phrase}” to confirm` : 'Confirmation')}
      ${
        actions.some(isWayBack)
          ? html`<label class="hurry">
              <input
                name="emergency"
                type="checkbox"
                .checked=${hurry}
                ?disabled=${!writable}
                @change=${() => type('emergency', hurry ? '' : 'yes')}
              />
              Emergency: going back cannot wait for an approval
            </label>`
          : nothing
      }
      ${
        ids.length > 0 && !typed.request
          ? html`<div class="buttons">
              ${each(
                ids,
                (id) => id,
                (id) =>
                  html`<button type="button" ?disabled=${!writable} @click=${() => type('request', id)}>
                    For ${id}
                  </button>`,
              )}
            </div>`
          : nothing
      }
    </fieldset>
    <div>
      ${checkResults(found)} ${way ? html`<p>${way}</p>` : nothing}
      <small>
        The gate is a record of who used what, kept in this browser. It stops nobody: who may change the
        alias, IAM decides.
      </small>
    </div>
  </section>`;
}
