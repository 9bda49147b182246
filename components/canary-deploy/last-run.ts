import { html, nothing } from 'lit';
import { mark } from '../../src/card/parts.ts';
import { spoken } from '../../src/card/spoken.ts';
import { percent } from '../../src/domain/format/values.ts';
import { NAMES, framed } from './step.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Change } from '../../src/api/change.ts';
import type { Outcome } from '../../src/data/execute.ts';
import type { DeployData, Host, Preconditions } from './model.ts';

/** What the alias is after a change was run, as far as it could be read again. */
function aliasNow(
  { release, stable, routing, ref }: Preconditions,
  { routes, stale }: DeployData,
  change: Change,
  outcome: Outcome | undefined,
): string {
  if (stale || routes.status?.failing)
    return 'The alias could not be read again: what stands above is from before.';
  const also =
    routing.state === 'split'
      ? `, ${percent(routing.weight, 2)} to version ${routing.version}`
      : routing.state === 'settling'
        ? `, 100% to version ${routing.version}`
        : '';
  const now = `Read again, ${ref.alias ?? 'the alias'} points to version ${stable ?? 'unknown'}${also}.`;
  return outcome?.made === 'yes' && release?.revision_id === change.revision_id
    ? `${now} That is how it was before the change: the status may be some seconds old.`
    : now;
}

/** How the last change that was run from here ended. */
export function lastRun({ running, executeUrl, writable, run, preconditions, data }: Host): Shown {
  if (executeUrl && framed())
    return html`<p class="muted">Nothing can be run from within a frame; the commands can be copied.</p>`;
  if (!executeUrl) return nothing;
  const { use, change, outcome, label } = running ?? {};
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
  return html`<div class="ran">
    ${
      use
        ? html`<p ${spoken(`${NAMES[use.action]} to version ${use.version}: ${label ?? 'on its way …'}`)}>
              ${label ? mark(tone) : nothing} ${NAMES[use.action]} to version ${use.version}:
              ${label ?? 'on its way …'}
            </p>
            ${change && label ? html`<p>${aliasNow(preconditions, data, change, outcome)}</p>` : nothing}
            ${change ? html`<small>Request id ${change.request_id}</small>` : nothing} ${again}`
        : html`<small>A run asks for the change here, and reads the alias again after it.</small>`
    }
  </div>`;
}
