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
  [aria-invalid='true'] {
    border-color: var(--bad);
  }
  /* Below what it is about, whatever stands beside that. */
  form:has(> .refusal) {
    flex-wrap: wrap;
  }
  .refusal {
    flex-basis: 100%;
    grid-column: 1 / -1;
  }
`;

/** The styles of forms whose fields stand one below the other, each under its label and as wide as the card. */
export const stackedStyles = css`
  form {
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  label {
    display: grid;
    gap: 2px;
    width: 100%;
  }
  :is(input, select, textarea) {
    width: 100%;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: baseline;
  }
`;

/** For a button that sends a form: the second half of a double click is no second event. */
export const once = (event: MouseEvent): void => {
  if (event.detail > 1) event.preventDefault();
};
