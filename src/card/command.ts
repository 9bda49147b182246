import { css, html } from 'lit';
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

/** A command with what it does and a button that copies it. */
export const command = ({ line, does }: Command): TemplateResult =>
  html`<div class="command">
    <span>${does}</span>
    <pre><code>${line}</code></pre>
    <button type="button" @click=${copyCode}>Copy</button>
  </div>`;

/** How long a button tells what it did, in ms. */
const TOLD = 3000;

/**
 * Copies the code of the command or export that the button belongs to, and answers whether it could; without the
 * clipboard API it selects the text and says which keys do it.
 */
export async function copyCode(event: Event): Promise<boolean> {
  // `currentTarget` is the button that the listener is on, and gone after the first wait.
  const button = event.currentTarget as HTMLButtonElement;
  const code = button.closest('.command, .export')?.querySelector('code');
  if (!code) return false;
  const whole = await copied(code.textContent, code);
  button.textContent = whole ? 'Copied' : SELECTED;
  setTimeout(() => (button.textContent = 'Copy'), TOLD);
  act(button, 'copy', code.textContent);
  return whole;
}
