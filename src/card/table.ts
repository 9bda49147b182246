import { css, html } from 'lit';
import { each, keyOf } from './each.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from './parts.ts';

/** The styles of a table; a card that has one adds them to its own. */
export const tableStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 2px 8px 2px 0;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
  }
  th {
    color: var(--muted);
    font-weight: 400;
  }
  thead th {
    overflow-wrap: normal;
  }
  .scroll {
    overflow-x: auto;
    overflow-wrap: normal;
    white-space: nowrap;
  }
  /* Paper does not scroll: what does not fit there wraps. */
  @media print {
    .scroll {
      overflow-x: visible;
      white-space: normal;
    }
    .scroll,
    .scroll thead th {
      overflow-wrap: anywhere;
    }
  }
`;

/** A table; the first cell of a row is its heading. */
export const table = (head: readonly string[], rows: readonly (readonly Shown[])[]): TemplateResult =>
  html`<table>
    <thead>
      <tr>
        ${head.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${each(
        rows,
        ([first]) => keyOf(first),
        ([first, ...rest]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${rest.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
