import { css, html } from 'lit';
import { table } from './table.ts';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { ChartData } from './chart-data.ts';
import type { ChartHandle } from './chart-lib.ts';

export type { ChartData, Series } from './chart-data.ts';

/** The styles of a chart; a card that draws one adds them to its own. */
export const chartStyles = css`
  .chart {
    position: relative;
    height: 180px;
    /* A canvas has no colours of its own: the end of this says that those around it have changed. */
    color: var(--text);
    transition: color 1ms;
  }
  .chart canvas {
    max-width: 100%;
  }
  .chart ~ details summary {
    font-size: var(--small);
  }
  .chart ~ details table {
    margin-block-start: 8px;
  }
  @media print {
    .chart {
      display: none;
    }
    .chart ~ details::details-content {
      content-visibility: visible;
      display: block;
    }
  }
`;

/** Distance from the viewport at which drawing begins. */
const NEAR = '256px';

/**
 * Draws one chart of a card. Chart.js is loaded when the canvas comes near the viewport; until then, on paper, and for
 * those who cannot see it, the table tells the same.
 */
export class Chart implements ReactiveController {
  #data: ChartData | undefined;
  #drawn: ChartHandle | undefined;
  #canvas: HTMLCanvasElement | undefined;
  #near: IntersectionObserver | undefined;

  constructor(readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  /** The figure: an empty canvas to draw on, and the table. */
  render(data: ChartData): TemplateResult {
    this.#data = data;
    const marked = (index: number) => data.marks?.find((mark) => mark.index === index)?.name;
    const rows = data.labels.map((label, index) => [
      marked(index) ? `${label} · ${marked(index)}` : label,
      ...data.series.map(({ values }) => {
        const value = values[index];
        return value === undefined ? '–' : data.format(value);
      }),
    ]);
    return html`<figure>
      <div class="chart" @transitionend=${this.#recolour}>
        <canvas role="img" aria-label=${data.label}></canvas>
      </div>
      <details class="more">
        <summary>Figures</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${`${data.label}: figures`}>
          ${table([data.axis, ...data.series.map(({ name }) => name)], rows)}
        </div>
      </details>
    </figure>`;
  }

  hostUpdated(): void {
    const canvas = this.host.shadowRoot?.querySelector('canvas') ?? undefined;
    if (canvas !== this.#canvas) {
      this.hostDisconnected();
      this.#canvas = canvas;
      // An update may come after the card has left.
      if (canvas && this.host.isConnected) this.#watch(canvas);
    } else if (this.#data) this.#drawn?.show(this.#data);
  }

  hostConnected(): void {
    if (this.#canvas) this.#watch(this.#canvas);
  }

  hostDisconnected(): void {
    this.#near?.disconnect();
    this.#drawn?.destroy();
    this.#drawn = undefined;
  }

  readonly #recolour = (): void => this.#drawn?.recolour();

  #watch(canvas: HTMLCanvasElement): void {
    this.#near = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        // While it was not displayed, no change of colours was seen.
        if (this.#drawn) this.#recolour();
        else void this.#draw(canvas);
      },
      { rootMargin: NEAR },
    );
    this.#near.observe(canvas);
  }

  async #draw(canvas: HTMLCanvasElement): Promise<void> {
    const { draw } = await import('./chart-lib.ts');
    // The card may have left, or changed its canvas, meanwhile.
    if (!this.#data || canvas !== this.#canvas || !this.host.isConnected || this.#drawn) return;
    this.#drawn = draw(canvas, this.#data);
  }
}
