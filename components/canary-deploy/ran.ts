import { html, nothing } from 'lit';
import { mark } from '../../src/card/parts.ts';
import { percent } from '../../src/rules/words.ts';
import { NAMES, framed } from './step.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Change } from '../../src/api/change.ts';
import type { Outcome } from '../../src/data/execute.ts';
import type { DeployMoment } from './canary-deploy.ts';
import type { Host } from './fields.ts';
import type { Ground } from './ground.ts';

/** What the alias is after a change was run, as far as it could be read again. */
function aliasNow(
  { release, stable, shifting, ref }: Ground,
  { routes, stale }: DeployMoment,
  change: Change,
  outcome: Outcome | undefined,
): string {
  if (stale || routes.status?.failing)
    return 'The alias could not be read again: what stands above is from before.';
  const also = (shifting ?? []).map(([version, weight]) => `, ${percent(weight, 2)} to version ${version}`);
  const now = `Read again, ${ref.alias ?? 'the alias'} points to version ${stable ?? 'unknown'}${also.join('')}.`;
  return outcome?.made === 'yes' && release?.revision_id === change.revision_id
    ? `${now} That is how it was before the change: the status may be some seconds old.`
    : now;
}

/** How the last change that was run from here ended. */
export function ran({ running, executeUrl, writable, run, ground, moment }: Host): Shown {
  if (executeUrl && framed())
    return html`<p class="muted">Nothing can be run from within a frame; the commands can be copied.</p>`;
  // The region stays, so that what comes into it is read aloud.
  if (!executeUrl) return nothing;
  const { use, change, outcome, words } = running ?? {};
  const tone = outcome ? ({ yes: 'ok', no: 'warn', unknown: 'unknown' } as const)[outcome.made] : 'warn';
  const again =
    use && change && outcome?.made === 'unknown'
      ? html`<button
          type="button"
          id="again"
          ?disabled=${!writable}
          @click=${() => run(use, change.revision_id)}
        >
          Ask again with the same request id
        </button>`
      : nothing;
  return html`<div role="status" class="ran">
    ${
      use
        ? html`<p>
              ${words ? mark(tone) : nothing} ${NAMES[use.action]} to version ${use.version}:
              ${words ?? 'on its way …'}
            </p>
            ${change && words ? html`<p>${aliasNow(ground, moment, change, outcome)}</p>` : nothing}
            ${change ? html`<small>Request id ${change.request_id}</small>` : nothing} ${again}`
        : html`<small>A run asks for the change here, and reads the alias again after it.</small>`
    }
  </div>`;
}
