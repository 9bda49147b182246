import { css, html, nothing } from 'lit';
import { stamp } from '../domain/format/values.ts';
import { each } from './each.ts';
import { ago, mark } from './parts.ts';
import type { TemplateResult } from 'lit';
import type { Tone } from '../domain/judgement/tone.ts';
import type { Shown } from './parts.ts';

/** One thing to be gone through by the operator, with what the data says of it. */
export interface Item {
  id: string;
  what: string;
  /** When it was ticked, in ms since 1970 UTC, and whether that still counts. */
  at?: number | undefined;
  holds: boolean;
  evidence: Evidence;
  /** What the operator said of it, or a choice of that, or a command. */
  more?: Shown | undefined;
}

/** What the data says of a thing. */
export interface Evidence {
  tone: Tone;
  label: string;
  note?: string | undefined;
  /** The time that it is of, told as an age, in ms since 1970 UTC. */
  at?: number | undefined;
}

/** The styles of such a list; a card that has one adds them to its own. */
export const ticksStyles = css`
  .ticks {
    display: grid;
    gap: 12px;
    list-style: none;
  }
  .ticks label {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 0 8px;
    align-items: start;
    min-height: 24px;
    cursor: pointer;
  }
  .ticks input[type='checkbox'] {
    width: 16px;
    height: 16px;
    margin: 3px 0 0;
    accent-color: var(--accent);
  }
  .ticks div {
    padding-inline-start: 24px;
    overflow-wrap: anywhere;
  }
  .ticks small {
    display: block;
  }
`;

/**
 * Things to be gone through: each with its box, when it was ticked, and what the data says.
 * @param expired what is said of a tick that counts no more
 * @param tick told of what the operator ticks or unticks; absent where nothing may be written
 */
export const ticks = (
  list: readonly Item[],
  tz: string,
  expired: string,
  tick: ((id: string, done: boolean) => void) | undefined,
): TemplateResult =>
  html`<ul class="ticks">
    ${each(
      list,
      ({ id }) => id,
      ({ id, what, at, holds, evidence, more = nothing }) =>
        html`<li>
          <label>
            <input
              type="checkbox"
              name=${id}
              .checked=${holds}
              ?disabled=${!tick}
              @change=${() => tick?.(id, !holds)}
            />
            <span>${what}</span>
          </label>
          <div>
            <small
              >${at === undefined ? 'open' : html`${holds ? '' : `${expired} · `}${stamp(at, tz)} · ${ago(at)}`}</small
            >
            ${mark(evidence.tone)}
            ${evidence.label}${evidence.at === undefined ? nothing : html` ${ago(evidence.at)}`}
            ${evidence.note ? html`<small>${evidence.note}</small>` : nothing} ${more}
          </div>
        </li>`,
    )}
  </ul>`;
