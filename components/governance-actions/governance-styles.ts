import { css } from 'lit';

/** The styles of the lists and forms of this card. */
export const partStyles = css`
  form {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: end;
  }
  label {
    display: grid;
    flex: 1 1 9em;
    gap: 2px;
    min-width: 0;
    font-size: var(--small);
  }
  label input {
    width: 100%;
    min-width: 0;
    font-size: 1rem;
  }
  form > button {
    align-self: end;
  }
  .wrong {
    flex-basis: 100%;
  }
  .list {
    display: grid;
    gap: 8px;
    list-style: none;
  }
  .list > li {
    display: grid;
    gap: 4px;
    padding-block-end: 8px;
    border-block-end: 1px solid var(--line);
  }
  .forms {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(20em, 100%), 1fr));
    gap: 8px 24px;
    align-items: start;
  }
  section {
    display: grid;
    gap: 4px;
    min-width: 0;
  }
  details > :not(summary) {
    margin-block-start: 8px;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  #trail .scroll {
    max-height: 320px;
    overflow-y: auto;
  }
`;
