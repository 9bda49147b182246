import { css, html } from 'lit';
import { markdown } from './markdown.ts';
import type { TemplateResult } from 'lit';
import type { Moment } from '../../src/card/card.ts';
import type { HandoffSpec } from './handoff-pack.ts';

type Shown = Moment<HandoffSpec>;

/** How long the browser has to read a file that is saved, in ms. */
const PATIENCE = 60_000;

export const styles = css`
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

/** The report as it will be handed over, as text. */
export const preview = (moment: Shown, spec: HandoffSpec, tz: string): TemplateResult =>
  html`<div class="report scroll" tabindex="0" role="region" aria-label="Preview of the Markdown">
    <pre><code>${markdown(moment, spec, tz)}</code></pre>
  </div>`;

/** Saves a text as a file. */
function save(text: string, name: string, type: string): string {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // The browser reads the file in its own time.
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
  return `Saved as ${name}.`;
}

/** What the buttons do; each answers what it did, in one sentence. */
export const deeds = {
  async copy(moment: Shown, spec: HandoffSpec, tz: string, root: ParentNode): Promise<string> {
    try {
      await navigator.clipboard.writeText(markdown(moment, spec, tz));
      return 'The Markdown was copied.';
    } catch {
      const code = root.querySelector('.report code');
      if (code) getSelection()?.selectAllChildren(code);
      return 'The Markdown is selected: press Ctrl+C or ⌘C.';
    }
  },
  async markdown(moment: Shown, spec: HandoffSpec, tz: string): Promise<string> {
    const { fileName } = await import('../../src/data/pack.ts');
    return save(markdown(moment, spec, tz), fileName(moment.now, 'md'), 'text/markdown');
  },
  async json(moment: Shown): Promise<string> {
    const { capture, fileName } = await import('../../src/data/pack.ts');
    const pack = await capture(moment);
    const told = save(JSON.stringify(pack), fileName(moment.now, 'json'), 'application/json');
    return pack.cut ? `${told} Not all had room: the oldest of ${pack.cut.join(', ')} is missing.` : told;
  },
};
