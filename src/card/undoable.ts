import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { announce } from './announce.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from './parts.ts';

/**
 * What was just done, and the button that takes it back, which says so.
 * @param label what was done, as a sentence
 * @param what the same as the button is called by: `removing “First thing”`
 * @param writable whether it may be taken back here and now
 */
export const undoable = (
  label: Shown,
  what: string,
  writable: boolean,
  undo: () => unknown,
): TemplateResult => html`<p>${label} ${undoButton(what, writable, undo)}</p>`;

/**
 * The button alone. To take back something else is another button.
 * @param undo answers false where that was refused
 */
export const undoButton = (what: string, writable: boolean, undo: () => unknown): TemplateResult =>
  html`${keyed(
    what,
    html`<button
      type="button"
      id="undo"
      aria-label=${`Undo ${what}`}
      ?disabled=${!writable}
      @click=${({ currentTarget }: Event) => {
        if (undo() !== false && currentTarget instanceof Element) announce(currentTarget, `Undone: ${what}.`);
      }}
    >
      Undo
    </button>`,
  )}`;
