import { css, html, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { Tone } from '../domain/judgement/tone.ts';

/** The styles of a sparkline; a card that has one adds them to its own. */
export const sparkStyles = css`
  .spark {
    display: block;
    width: 100%;
    height: 24px;
    color: var(--muted);
    overflow: visible;
  }
  /* Colour is spent on findings only. */
  .spark.warn {
    color: var(--warn);
  }
  .spark.bad {
    color: var(--bad);
  }
  .spark polyline {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5px;
    stroke-linecap: round;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .spark rect {
    fill: currentColor;
  }
`;

/** Height of the drawing, in its own units. */
const HEIGHT = 24;
/** Height of a bar that stands for none: what was counted as none differs from what nobody counted. */
const NONE = 1;

/** How long the line of a value alone is, of the place of one: a line of no length is drawn by WebKit across the card. */
const DOT = 0.001;

/** The lines between gaps, as points; a value alone is a dot. */
function lines(values: readonly (number | undefined)[], y: (value: number) => number): string[] {
  const runs: string[][] = [[]];
  values.forEach((value, x) => {
    if (value === undefined) return void runs.push([]);
    runs.at(-1)?.push(`${x + 0.5},${y(value)}`);
    if (values[x - 1] === undefined && values[x + 1] === undefined)
      runs.at(-1)?.push(`${x + 0.5 + DOT},${y(value)}`);
  });
  return runs.filter((run) => run.length > 0).map((run) => run.join(' '));
}

/**
 * A small picture of values in their order, oldest first, from none at the bottom to the largest at the top. It has
 * figures beside it that tell the same, so those who do not see it miss nothing.
 * @param values none below zero; `undefined` leaves a gap
 * @param tone its colour; only a warning and what is bad have one
 */
export function spark(
  values: readonly (number | undefined)[],
  tone: Tone = 'info',
  look: 'line' | 'bars' = 'line',
): TemplateResult {
  const known = values.map((value) =>
    value !== undefined && Number.isFinite(value) ? Math.max(value, 0) : undefined,
  );
  const most = known.reduce<number>((highest, value = 0) => Math.max(highest, value), 0);
  const height = (value: number): number => (most > 0 ? (value / most) * HEIGHT : 0);
  const drawn =
    look === 'line'
      ? lines(known, (value) => HEIGHT - height(value)).map(
          (points) => svg`<polyline points=${points}></polyline>`,
        )
      : known.flatMap((value, x) => {
          if (value === undefined) return [];
          const tall = Math.max(height(value), NONE);
          return [svg`<rect x=${x + 0.1} y=${HEIGHT - tall} width="0.8" height=${tall}></rect>`];
        });
  return html`<svg
    class="spark ${tone}"
    viewBox="0 0 ${Math.max(known.length, 1)} ${HEIGHT}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${drawn}
  </svg>`;
}
