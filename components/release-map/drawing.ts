import { css, html, svg } from 'lit';
import { percent } from '../../src/domain/format/values.ts';
import { LATEST, named } from './map.ts';
import type { SVGTemplateResult, TemplateResult } from 'lit';
import type { ReleaseMap } from './map.ts';

/** The styles of the picture. */
export const drawingStyles = css`
  .map {
    display: block;
    width: 100%;
    max-width: 400px;
    height: auto;
  }
  .map div {
    overflow: hidden;
    background: var(--raised);
    border: 1px solid var(--line);
    border-radius: 4px;
    color: var(--muted);
    font-size: 12px;
    line-height: 26px;
    text-align: center;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .map .reached {
    border-color: var(--text);
    color: var(--text);
  }
  .map .share {
    width: max-content;
    margin-inline-start: auto;
    padding-inline: 2px;
    background: var(--surface);
    border: 0;
    font-variant-numeric: tabular-nums;
    line-height: 16px;
  }
  .map path {
    /* Checkers take what is inline to be painted over what is not. */
    display: block;
    fill: none;
    stroke: var(--muted);
  }
`;

/** Sizes in the units of the drawing, which are pixels on a card that is 320 px wide. */
const WIDTH = 288;
const BOX = { width: 100, height: 28 };
const ROW = 40;
const RIGHT = WIDTH - BOX.width - 1;
/** So many versions are drawn that nothing reaches; the table has them all. */
const OTHERS = 3;
/** So many that something reaches; AWS allows two. */
const TARGETS = 4;
/** A share of a caller's calls, between two heights of the drawing. */
interface Edge {
  from: number;
  to: number;
  share: number | undefined;
}

const box = (x: number, y: number, text: string, reached: boolean): SVGTemplateResult =>
  svg`<foreignObject x=${x} y=${y - BOX.height / 2} width=${BOX.width} height=${BOX.height}>
    ${html`<div class=${reached ? 'reached' : ''}>${text}</div>`}
  </foreignObject>`;

/** A line from a caller to what it reaches, as wide as its share. */
function line({ from, to, share }: Edge): SVGTemplateResult {
  const x1 = 1 + BOX.width;
  const bend = x1 + (RIGHT - x1) / 3;
  return svg`<path
    d=${`M${x1} ${from} C${bend} ${from} ${bend} ${to} ${bend + 16} ${to} H${RIGHT}`}
    stroke-width=${1 + 3 * Math.min(Math.max(share ?? 0, 0), 1)}
  ></path>`;
}

const label = ({ to, share }: Edge): SVGTemplateResult =>
  svg`<foreignObject x=${RIGHT - 50} y=${to - 20} width="48" height="16">
    ${html`<div class="share">${share === undefined ? '?' : percent(share)}</div>`}
  </foreignObject>`;

/** Who calls what: callers to the left, versions to the right. It has words and a table beside it that tell the same. */
export function drawing({ targets, others }: ReleaseMap, alias: string): TemplateResult {
  const drawn = targets.slice(0, TARGETS);
  const y = (row: number): number => (row + 0.5) * ROW;
  const toAlias = y(1 + Math.max(drawn.length - 1, 0) / 2);
  // An alias that points to $LATEST meets the plain calls there.
  const row = (version: string, index: number): number => (version === LATEST ? 0 : index + 1);
  const edges: Edge[] = [
    { from: y(0), to: y(0), share: 1 },
    ...drawn.map(({ version, share }, index) => ({ from: toAlias, to: y(row(version, index)), share })),
  ];
  const boxes = [LATEST, ...drawn.map(({ version }) => version).filter((version) => version !== LATEST)];
  const rest = others.slice(0, OTHERS);
  const rows = 1 + Math.max(drawn.length, 1) + rest.length;
  return html`<svg class="map" viewBox="0 0 ${WIDTH} ${rows * ROW}" aria-hidden="true">
    ${edges.map(line)} ${edges.map(label)} ${box(1, y(0), 'Unqualified', true)}
    ${box(1, toAlias, `Alias ${alias}`, true)}
    ${boxes.map((version, index) => box(RIGHT, y(index), named(version), true))}
    ${rest.map((version, index) => box(RIGHT, y(1 + Math.max(drawn.length, 1) + index), named(version), false))}
  </svg>`;
}
