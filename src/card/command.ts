import { css, html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { commandName } from '../commands/name.ts';
import { announce } from './announce.ts';
import { copied, SELECTED } from './copy.ts';
import { act } from './events.ts';
import type { TemplateResult } from 'lit';
import type { Command } from '../commands/aws.ts';

/** The styles of a command; a part that offers one passes them on to its card. */
export const styles = css`
  .command {
    padding: 8px 12px;
    background: var(--raised);
    border-radius: 4px;
    font-size: var(--small);
  }
  .command pre {
    margin-block: 4px;
    line-height: 1.4;
    white-space: pre-wrap;
  }
`;

/** What a command is: its line, whatever times it asks about. */
export const commandKey = ({ line }: Pick<Command, 'line'>): string =>
  line.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');

/** A command with what it does and a button that copies it. Another command is another button. */
export const command = (shown: Command): TemplateResult =>
  html`${keyed(
    commandKey(shown),
    html`<div class="command">
      <span>${shown.does}</span>
      <pre><code>${shown.line}</code></pre>
      ${copyButton(commandName(shown.line))}
    </div>`,
  )}`;

/** The button that copies the code beside it. @param name what is copied, for those who do not see it */
export const copyButton = (name: string): TemplateResult =>
  html`<button
    type="button"
    aria-label=${`Copy: ${name}`}
    @click=${(event: Event) => void copyCode(event, name)}
  >
    Copy
  </button>`;

/** How long a button tells what it did, in ms. */
const TOLD = 3000;

/**
 * Copies the code of the command or export that the button belongs to, says so, and answers whether it could; without
 * the clipboard API it selects the text and says which keys do it.
 * @param name what is copied, in words
 */
export async function copyCode(event: Event, name: string): Promise<boolean> {
  // `currentTarget` is the button that the listener is on, and gone after the first wait.
  const button = event.currentTarget as HTMLButtonElement;
  const code = button.closest('.command, .export')?.querySelector('code');
  if (!code) return false;
  const whole = await copied(code.textContent, code);
  button.textContent = whole ? 'Copied' : SELECTED;
  setTimeout(() => (button.textContent = 'Copy'), TOLD);
  announce(button, whole ? `Copied: ${name}.` : `${SELECTED}.`);
  act(button, 'copy', code.textContent);
  return whole;
}
