import { css } from 'lit';

/** The styles of fields; a card that has one adds them to its own. */
export const formStyles = css`
  :is(input:not([type='checkbox']), select, textarea) {
    min-height: 28px;
    max-width: 100%;
    padding: 3px 10px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: 4px;
    color: inherit;
    font: inherit;
  }
`;
