import { css, html } from 'lit';
import { copied, SELECTED } from './copy.ts';
import { save } from './save.ts';
import type { TemplateResult } from 'lit';

/** The styles of a report that is handed over; a card or part that has one adds them to its own. */
export const reportStyles = css`
  .report {
    max-height: 240px;
    padding: 8px 12px;
    overflow: auto;
    background: var(--raised);
    border-radius: 4px;
    font-size: var(--small);
  }
  .report pre {
    line-height: 1.4;
    white-space: pre-wrap;
  }
  @media print {
    .report {
      max-height: none;
    }
  }
`;

/** A report as it will be handed over, as text. */
export const report = (text: string): TemplateResult =>
  html`<div class="report scroll" tabindex="0" role="group" aria-label="Preview of the Markdown">
    <pre><code>${text}</code></pre>
  </div>`;

/** Copies a report, or selects it where it is shown; answers what it did, in one sentence. */
export async function copyReport(text: string, root: ParentNode): Promise<string> {
  const done = await copied(text, root.querySelector('.report code'));
  return done ? 'The Markdown was copied.' : SELECTED;
}

/** Saves a text as a file, and says so. */
export function saveReport(text: string, name: string, type = 'text/markdown'): string {
  save(new Blob([text], { type }), name);
  return `Saved as ${name}.`;
}
