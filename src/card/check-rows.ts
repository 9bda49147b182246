import { css, html, nothing } from 'lit';
import { each } from './each.ts';
import { mark } from './parts.ts';
import { stamp } from '../domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Checked } from '../domain/judgement/checklist.ts';

/** The styles of a checklist; a card that has one adds them to its own. */
export const checksStyles = css`
  .checks {
    display: grid;
    gap: 4px;
    list-style: none;
  }
  .checks :is(label, div) {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 0 8px;
    align-items: start;
    min-height: 24px;
  }
  .checks label {
    cursor: pointer;
  }
  .checks input {
    width: 16px;
    height: 16px;
    margin: 3px 0 0;
    accent-color: var(--accent);
  }
  .checks small {
    grid-column: 2;
  }
`;

/**
 * A checklist: what the data tells is marked, the rest the operator ticks.
 * @param tick told of a check that the operator ticks, or unticks; absent where nothing may be written
 */
export const checks = (
  list: readonly Checked[],
  tz: string,
  tick: ((id: string, done: boolean) => void) | undefined,
): TemplateResult =>
  html`<ul class="checks">
    ${each(
      list,
      ({ id }) => id,
      (check) =>
        html`<li>
          ${
            check.byHand
              ? html`<label>
                  <input
                    type="checkbox"
                    name=${check.id}
                    aria-label=${check.what}
                    .checked=${check.done}
                    ?disabled=${!tick}
                    @change=${() => tick?.(check.id, !check.done)}
                  />
                  <span>${check.what}</span>${small(check, tz)}
                </label>`
              : html`<div><span>${mark(check.tone)}</span><span>${check.what}</span>${small(check, tz)}</div>`
          }
        </li>`,
    )}
  </ul>`;

/** By whom it was told, and when. */
function small({ byHand, label, at, done, live }: Checked, tz: string): TemplateResult | typeof nothing {
  if (!byHand) return html`<small>${label}</small>`;
  if (at === undefined)
    return live ? html`<small>not offered by the backend: tick it by hand</small>` : nothing;
  return html`<small>ticked ${stamp(at, tz)}${done ? nothing : ', unverified since: tick it again'}</small>`;
}
