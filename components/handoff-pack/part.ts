import { css, html } from 'lit';
import { copied, SELECTED } from '../../src/card/copy.ts';
import { save } from '../../src/card/save.ts';
import { markdown } from './markdown.ts';
import type { TemplateResult } from 'lit';
import type { Moment } from '../../src/card/card.ts';
import type { HandoffSpec } from './handoff-pack.ts';

type Shown = Moment<HandoffSpec>;

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

/** Saves a text as a file, and says so. */
function saved(text: string, name: string, type: string): string {
  save(new Blob([text], { type }), name);
  return `Saved as ${name}.`;
}

/** What the buttons do; each answers what it did, in one sentence. */
export const deeds = {
  async copy(moment: Shown, spec: HandoffSpec, tz: string, root: ParentNode): Promise<string> {
    const done = await copied(markdown(moment, spec, tz), root.querySelector('.report code'));
    return done ? 'The Markdown was copied.' : SELECTED;
  },
  async markdown(moment: Shown, spec: HandoffSpec, tz: string): Promise<string> {
    const { fileName } = await import('../../src/data/pack.ts');
    return saved(markdown(moment, spec, tz), fileName(moment.now, 'md'), 'text/markdown');
  },
  async json(moment: Shown): Promise<string> {
    const { capture, fileName } = await import('../../src/data/pack.ts');
    const pack = await capture(moment);
    const told = saved(JSON.stringify(pack), fileName(moment.now, 'json'), 'application/json');
    return pack.cut ? `${told} Not all had room: the oldest of ${pack.cut.join(', ')} is missing.` : told;
  },
};
