import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { act } from './events.ts';
import type { Command } from '../commands/aws.ts';
import type { Tone } from '../rules/tone.ts';

/** Anything that may stand in a template. */
export type Shown = TemplateResult | string | number | typeof nothing;

/** A tone's shape and word: it is never told by colour alone. */
export const TONES: Record<Tone, { shape: string; word: string }> = {
  ok: { shape: '●', word: 'OK' },
  warn: { shape: '▲', word: 'Warning' },
  bad: { shape: '■', word: 'Bad' },
  info: { shape: '◇', word: 'For information' },
  unknown: { shape: '○', word: 'Unknown' },
};

/** A tone's shape, with its word for those who do not see it. */
export const mark = (tone: Tone): TemplateResult =>
  html`<i class=${tone} aria-hidden="true">${TONES[tone].shape}</i>
    <span class="hidden">${TONES[tone].word}:</span>`;

/** How long ago a time was; the page's one clock writes the words, without rendering. @param at ms since 1970 UTC */
export const ago = (at: number): TemplateResult => html`<time data-at=${at}></time>`;

/** How long until a time. @param at local clock, in ms since 1970 UTC */
export const until = (at: number): TemplateResult => html`<time data-until=${at}></time>`;

/** One labelled value; `undefined` is said to be not offered, never shown as a zero. */
export type Row = readonly [label: string, value: Shown | undefined, note?: Shown | undefined];

/** Labelled values side by side. */
export const facts = (rows: readonly Row[], look = ''): TemplateResult =>
  html`<dl class=${look}>
    ${rows.map(
      ([label, value, note = nothing]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>
            ${value ?? html`<span class="muted">not offered</span>`} ${note && html`<small>${note}</small>`}
          </dd>
        </div>`,
    )}
  </dl>`;

/** One stacked bar; what the shares leave open stays empty. It has a text beside it that tells the same. */
export function bar(parts: readonly { tone: Tone; share: number | undefined }[]): TemplateResult {
  let x = 0;
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    ${parts.map(({ tone, share = 0 }) => {
      const from = x;
      x += share * 100;
      return svg`<rect class=${tone} x=${from} width=${share * 100} height="1"></rect>`;
    })}
  </svg>`;
}

/** A table; the first cell of a row is its heading. */
export const table = (head: readonly string[], rows: readonly (readonly Shown[])[]): TemplateResult =>
  html`<table>
    <thead>
      <tr>
        ${head.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...rest]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${rest.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;

/** A command with what it does and a button that copies it. */
export const command = (given: Command | undefined): Shown =>
  given
    ? html`<div class="command">
        <span>${given.does}</span>
        <pre><code>${given.line}</code></pre>
        <button type="button" @click=${copy}>Copy</button>
      </div>`
    : nothing;

/** How long a button tells what it did, in ms. */
const TOLD = 3000;

/** Copies the code beside the button; without the clipboard API it selects the text and says which keys do it. */
async function copy(event: Event): Promise<void> {
  // `currentTarget` is the button that the listener is on, and gone after the first wait.
  const button = event.currentTarget as HTMLButtonElement;
  const code = button.parentElement?.querySelector('code');
  if (!code) return;
  let told = 'Copied';
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection()?.selectAllChildren(code);
    told = 'Selected: press Ctrl+C or ⌘C';
  }
  button.textContent = told;
  setTimeout(() => (button.textContent = 'Copy'), TOLD);
  act(button, 'copy', code.textContent);
}
