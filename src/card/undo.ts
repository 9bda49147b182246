import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Shown } from './parts.ts';

/**
 * What was just removed, and the button that brings it back.
 * @param writable whether it may be brought back here and now
 */
export const undoable = (words: Shown, writable: boolean, undo: () => void): TemplateResult =>
  html`<p role="status">
    ${words} <button type="button" id="undo" ?disabled=${!writable} @click=${undo}>Undo</button>
  </p>`;
