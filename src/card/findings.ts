import { css, html, nothing } from 'lit';
import { mark } from './parts.ts';
import type { TemplateResult } from 'lit';
import type { Finding } from '../rules/finding.ts';
import type { Shown } from './parts.ts';

/** The styles of findings; a card that lists some adds them to its own. */
export const findingsStyles = css`
  .findings {
    display: grid;
    gap: 4px;
    list-style: none;
  }
  .findings li {
    display: grid;
    grid-template-columns: 1.25em minmax(0, 3fr) minmax(0, 2fr);
    column-gap: 4px;
  }
  .findings b {
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .findings :is(.warn, .bad) {
    font-weight: 600;
  }
  .findings small {
    grid-column: 2 / -1;
  }
`;

/** For findings named by a path or an identifier: where a card is narrow, the words beside it give way and it is not cut. */
export const pathFindingsStyles = [
  findingsStyles,
  css`
    .findings li {
      grid-template-columns: 1.25em minmax(min(11.25em, 70%), 3fr) minmax(0, 2fr);
    }
  `,
];

/** Things that were looked at, one a line: its mark, what it is, how it stands, and small print below. */
export const findings = (
  list: readonly (Omit<Finding, 'words' | 'note'> & { words: Shown; note?: Shown | undefined })[],
): TemplateResult =>
  html`<ul class="findings">
    ${list.map(
      ({ name, tone, words, note }) =>
        html`<li>
          <span>${mark(tone)}</span><span>${name}</span><b class=${tone}>${words}</b>
          ${note ? html`<small>${note}</small>` : nothing}
        </li>`,
    )}
  </ul>`;
