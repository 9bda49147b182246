import { css, html, nothing } from 'lit';
import { each } from './each.ts';
import { mark } from './parts.ts';
import type { TemplateResult } from 'lit';
import type { CheckResult } from '../domain/judgement/check-result.ts';
import type { Shown } from './parts.ts';

/** The styles of check results; a card that lists some adds them to its own. */
export const checkResultStyles = css`
  .results {
    display: grid;
    gap: 4px;
    list-style: none;
  }
  .results li {
    display: grid;
    grid-template-columns: 1.25em minmax(0, 3fr) minmax(0, 2fr);
    column-gap: 4px;
  }
  .results b {
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .results :is(.warn, .bad) {
    font-weight: 600;
  }
  .results small {
    grid-column: 2 / -1;
  }
`;

/** For results named by a path or an identifier: where a card is narrow, the words beside it give way and it is not cut. */
export const pathCheckResultStyles = [
  checkResultStyles,
  css`
    .results li {
      grid-template-columns: 1.25em minmax(min(11.25em, 70%), 3fr) minmax(0, 2fr);
    }
  `,
];

/** Things that were looked at, one a line: its mark, what it is, how it stands, and small print below. */
export const checkResults = (
  list: readonly (Omit<CheckResult, 'label' | 'note'> & { label: Shown; note?: Shown | undefined })[],
): TemplateResult =>
  html`<ul class="results">
    ${each(
      list,
      ({ name }) => name,
      ({ name, tone, label, note }) =>
        html`<li>
          <span>${mark(tone)}</span><span>${name}</span><b class=${tone}>${label}</b>
          ${note ? html`<small>${note}</small>` : nothing}
        </li>`,
    )}
  </ul>`;
