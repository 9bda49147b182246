import { css } from 'lit';

/**
 * The looks of every card. Colours, type and space come from `--mc-*` custom properties, which a page may set
 * anywhere above a card; the values here are their defaults, for light and dark by `color-scheme`.
 */
export const styles = css`
  :host {
    --surface: var(--mc-surface, light-dark(#fff, #15181c));
    --raised: var(--mc-raised, light-dark(#f4f6f8, #1f242a));
    --text: var(--mc-text, light-dark(#1b2027, #e4e7eb));
    --muted: var(--mc-muted, light-dark(#565f6b, #9ea8b3));
    --line: var(--mc-line, light-dark(#d6dbe1, #323941));
    --accent: var(--mc-accent, light-dark(#0a58a8, #74b4f4));
    --ok: var(--mc-ok, light-dark(#1a7436, #56c271));
    --warn: var(--mc-warn, light-dark(#845400, #e6a91f));
    --bad: var(--mc-bad, light-dark(#b8121d, #ff8078));
    --small: 0.8125em;
    --large: 1.25em;
    display: grid;
    color: var(--text);
    font-family: var(--mc-font, system-ui, sans-serif);
    line-height: 1.5;
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([tone='warn']) {
    --edge: var(--warn);
  }
  :host([tone='bad']) {
    --edge: var(--bad);
  }
  * {
    box-sizing: border-box;
  }
  [part='card'] {
    display: flex;
    flex-direction: column;
    gap: 12px;
    min-width: 0;
    padding: 12px 16px;
    background: var(--surface);
    border: 1px solid var(--edge, var(--line));
    border-radius: 6px;
    box-shadow: inset 4px 0 var(--edge, transparent);
    overflow-wrap: anywhere;
  }
  /* The chip has a line of its own, so that nothing moves when its words change. */
  [part='header'] {
    display: grid;
    gap: 4px;
    justify-items: start;
  }
  [part='footer'] {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    column-gap: 12px;
  }
  /* Beside Refresh, in one line with its word. */
  [part='footer'] > :is(details, .ages) {
    grid-row: 1;
    padding: 4px 0;
  }
  [part='footer'] > button {
    grid-area: 1 / 3;
  }
  .opened {
    grid-area: 2 / 1 / auto / -1;
  }
  [part='chip'] {
    padding: 1px 10px;
    border: 1px solid var(--edge, var(--line));
    border-radius: 99px;
    color: var(--edge, inherit);
    font-size: var(--small);
  }
  i {
    font-style: normal;
  }
  .ok {
    color: var(--ok);
  }
  .warn {
    color: var(--warn);
  }
  .bad {
    color: var(--bad);
  }
  :host([tone='bad']) [part='chip'],
  :host([tone='bad']) [part='chip'] i {
    background: var(--bad);
    color: var(--surface);
  }
  [part='body'] {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 12px;
  }
  /* What is far from the viewport is laid out later, but for controls: they are in the accessibility tree at once. */
  @media screen {
    [part='body'][data-still] {
      content-visibility: auto;
      /* Less than any body: until the first frame has found out what is in sight, this is its height. */
      contain-intrinsic-height: auto 40px;
    }
  }
  .note {
    padding-inline-start: 8px;
    border-inline-start: 2px solid var(--line);
  }
  :is(p, dl, dd, ul, ol, pre, figure) {
    margin: 0;
    padding: 0;
  }
  [part='footer'],
  .note,
  small,
  dt,
  .muted {
    color: var(--muted);
    font-size: var(--small);
  }
  .note.failed {
    border-color: var(--warn);
    color: var(--text);
  }
  :is(summary, .ages) * {
    display: inline-block;
  }
  .ages time {
    min-width: 6em;
  }
  .ages > span + span::before {
    content: '· ';
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(7em, 100%), 1fr));
    gap: 8px 16px;
  }
  dd {
    font-variant-numeric: tabular-nums;
  }
  dl.large dd {
    font-size: var(--large);
    line-height: 1.25;
  }
  [part='heading'],
  dl.large dd {
    font-weight: 600;
  }
  dd small {
    display: block;
    font-weight: 400;
    line-height: 1.5;
  }
  dl.large dd small {
    font-size: 0.65em;
  }
  code,
  pre {
    font-family: var(--mc-font-mono, ui-monospace, monospace);
    font-size: 0.9375em;
  }
  button {
    align-self: start;
    min-height: 28px;
    padding: 3px 10px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: 4px;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    border-color: var(--accent);
  }
  button:disabled {
    color: var(--muted);
    cursor: not-allowed;
  }
  button.quiet,
  summary {
    border-color: transparent;
    background: none;
    color: var(--accent);
    cursor: pointer;
  }
  a {
    color: var(--accent);
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  .skeleton {
    min-height: 4em;
    background: var(--raised);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :host([compact]) [part='card'] {
    gap: 8px;
    padding: 8px 12px;
  }
  :host([compact]) :is([part='footer'] > :not(button), .more) {
    display: none;
  }
  @media (forced-colors: active) {
    :host(:is([tone='warn'], [tone='bad'])) [part='card'] {
      border-width: 3px;
    }
  }
  @media print {
    :host {
      color-scheme: light;
      break-inside: avoid;
      print-color-adjust: exact;
    }
    button {
      display: none;
    }
  }
`;
