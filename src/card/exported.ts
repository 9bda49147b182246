import { css, html } from 'lit';
import { announce } from './announce.ts';
import { copyButton } from './command.ts';
import { act } from './events.ts';
import { save } from './save.ts';
import type { TemplateResult } from 'lit';

/** The styles of a text to take along; a card that offers one adds them to its own. */
export const exportedStyles = css`
  :host([compact]) .export {
    display: none;
  }
  .export pre {
    max-height: 240px;
    padding: 8px 12px;
    overflow: auto;
    background: var(--raised);
    border-radius: 4px;
    font-size: var(--small);
    line-height: 1.4;
    white-space: pre-wrap;
  }
  .export > button {
    margin-block-start: 8px;
  }
  @media print {
    .export pre {
      max-height: none;
    }
  }
`;

/**
 * A Markdown text to take along: folded, to be read, copied or saved.
 * @param name the name of the file that it is saved as
 */
export const exported = (text: string, name: string): TemplateResult =>
  html`<details class="export">
    <summary>Export as Markdown</summary>
    <pre tabindex="0" role="region" aria-label="The Markdown"><code>${text}</code></pre>
    ${copyButton('Markdown')}
    <button
      type="button"
      @click=${({ currentTarget }: Event) => {
        save(new Blob([text], { type: 'text/markdown' }), name);
        if (!(currentTarget instanceof Element)) return;
        announce(currentTarget, `Saved as ${name}.`);
        act(currentTarget, 'save', name);
      }}
    >
      Save as ${name}
    </button>
  </details>`;
