import { html, nothing } from 'lit';
import { findings } from '../../src/card/findings.ts';
import { gateOf, isWayBack } from '../../src/rules/governance-gate.ts';
import { input } from './fields.ts';
import type { TemplateResult } from 'lit';
import type { Gate, GovernedAction } from '../../src/rules/governance-gate.ts';
import type { Host } from './fields.ts';
import type { Ground } from './ground.ts';
import type { Plan } from './plan.ts';

/** The gate before one action: what is changed to, or taken back, is the canary where there is one. */
export const gateFor = ({ ground, typed, tz }: Host, { version }: Plan, action: GovernedAction): Gate =>
  gateOf(
    {
      action,
      operator: typed.operator,
      request: typed.request,
      requests: ground.requests,
      version: ground.canary?.version ?? version,
      typed: typed.confirmation,
      expected: phraseOf(ground, version),
      frozen: ground.freezes,
      approver: ground.approver,
      emergency: typed.emergency === 'yes',
    },
    tz,
  );

/** What is to be typed to confirm. */
function phraseOf({ ref, canary }: Ground, chosen: string | undefined): string | undefined {
  const version = canary?.version ?? chosen;
  return version === undefined ? undefined : `${ref.alias ?? ''} ${version}`.trim();
}

/** Who changes what, and why; and whether the gate lets it pass. */
export function gate(host: Host, plan: Plan): TemplateResult {
  const { ground, typed, type, writable } = host;
  const actions = plan.steps.flatMap(({ action, command: made }) => (action && made ? action : []));
  // Who is in a hurry looks for the way back; else the way on is what is asked for.
  const hurry = typed.emergency === 'yes';
  const shown = actions.find((action) => isWayBack(action) === hurry) ?? actions[0] ?? 'shift';
  const { findings: found, way } = gateFor(host, plan, shown);
  const phrase = phraseOf(ground, plan.version);
  const ids = ground.requests.map(({ request }) => request).slice(0, 5);
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
              ${ids.map(
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
      ${findings(found)} ${way ? html`<p>${way}</p>` : nothing}
      <small>
        The gate is a record of who used what, kept in this browser. It stops nobody: who may change the
        alias, IAM decides.
      </small>
    </div>
  </section>`;
}
