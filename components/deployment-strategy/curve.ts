import { css, html, nothing, svg } from 'lit';
import { totalOf } from '../../src/domain/release/strategies.ts';
import type { TemplateResult } from 'lit';
import type { Curve } from '../../src/domain/release/strategies.ts';

/** The styles of a curve. */
export const curveStyles = css`
  .curve {
    display: block;
    width: 96px;
    height: 24px;
    color: var(--muted);
  }
  .curve.running {
    width: 100%;
    height: 72px;
    border-block-end: 1px solid var(--line);
  }
  .curve path,
  .curve line {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5px;
    vector-effect: non-scaling-stroke;
  }
  .curve .under {
    fill: var(--raised);
    stroke: none;
  }
  .curve line {
    stroke: var(--accent);
    stroke-width: 2px;
  }
`;

const WIDTH = 100;
const HEIGHT = 24;
/** So much is drawn before the shift and after its end. */
const MARGIN = 8;

/**
 * The new version's share over time, from the shift to the last step, whatever that takes. It has words beside it that
 * tell the same.
 * @param s seconds since the start of the shift, where the present is to be marked
 */
export function curveDrawing(curve: Curve, s?: number): TemplateResult {
  const total = totalOf(curve);
  const x = (at: number) => (total > 0 ? MARGIN + Math.min(at / total, 1) * (WIDTH - 2 * MARGIN) : MARGIN);
  const y = (weight: number) => 1 + (1 - weight) * (HEIGHT - 2);
  const steps = curve.map(({ at_s, weight }) => `H${x(at_s)} V${y(weight)}`).join(' ');
  const line = `M0 ${y(0)} ${steps} H${WIDTH}`;
  const now = s === undefined ? undefined : s < 0 ? MARGIN / 2 : s > total ? WIDTH - MARGIN / 2 : x(s);
  return html`<svg
    class="curve ${now === undefined ? '' : 'running'}"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${svg`<path class="under" d=${`${line} V${y(0)} Z`}></path><path d=${line}></path>`}
    ${now === undefined ? nothing : svg`<line x1=${now} x2=${now} y1="0" y2=${HEIGHT}></line>`}
  </svg>`;
}
