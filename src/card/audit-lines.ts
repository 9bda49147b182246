import { css, html, nothing } from 'lit';
import { stamp } from '../domain/format/values.ts';
import { each } from './each.ts';
import { ago } from './parts.ts';
import type { TemplateResult } from 'lit';

/** A line of the audit, as far as it is shown; `timestamp` in ms since 1970 UTC. */
export interface Entry {
  event_type?: string | undefined;
  timestamp?: number | undefined;
  actor?: string | undefined;
  target?: string | undefined;
  reason?: string | undefined;
}

/** The styles of entries; a card that lists some adds them to its own. */
export const entriesStyles = css`
  .entries {
    list-style: none;
  }
  .entries li {
    padding-block: 4px;
    border-block-end: 1px solid var(--line);
    /* Marks that are piled up on a letter do not reach into other lines. */
    overflow: clip;
  }
  .entries small {
    font-variant-numeric: tabular-nums;
  }
  .entries time {
    white-space: nowrap;
  }
  .entries .exact {
    display: block;
  }
`;

/**
 * Lines of the audit in their order: what happened to whom, when and why.
 * @param tz the zone of the exact times; without one only the ages are shown
 */
export const entries = (list: readonly Entry[], tz?: string): TemplateResult =>
  html`<ol class="entries">
    ${each(
      list,
      ({ event_type: type, timestamp: at, target }) => `${at} ${type} ${target}`,
      ({ event_type: type, timestamp: at, actor, target, reason }) =>
        html`<li>
          <code>${type || 'without a type'}</code> ${actor ?? nothing} ${target ? html`→ ${target}` : nothing}
          <small class=${tz ? 'exact' : ''}>
            ${at === undefined ? 'without a time' : html`${tz ? html`${stamp(at, tz)} · ` : nothing}${ago(at)}`}
            ${reason ? html`· ${reason}` : nothing}
          </small>
        </li>`,
    )}
  </ol>`;
