import { css, html, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { Tone } from '../domain/judgement/tone.ts';

/** The styles of a bar; a card that has one adds them to its own. */
export const barStyles = css`
  .bar {
    display: block;
    width: 100%;
    height: 12px;
    border-radius: 3px;
    background: var(--raised);
    forced-color-adjust: none;
  }
  .bar rect {
    fill: var(--muted);
  }
  .bar .ok {
    fill: var(--ok);
  }
  .bar .warn {
    fill: var(--warn);
  }
  .bar .bad {
    fill: var(--bad);
  }
`;

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
