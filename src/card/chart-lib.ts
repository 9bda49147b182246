import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { ChartConfiguration, ChartDataset, Plugin, Scale } from 'chart.js';
import type { ChartData } from './chart-data.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  Tooltip,
);

/** A drawn chart, which can be given new data. */
export interface ChartHandle {
  show: (data: ChartData) => void;
  /** Draws again where the colours around it have changed. */
  recolour: () => void;
  destroy: () => void;
}

type Kind = 'line' | 'bar';

/** Dashes tell series and limits apart without colour. */
const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

/** So many bars have a name each; so wide is a letter of one, in px. */
const FEW = 8;
const LETTER = 7;

const TOKENS = ['text', 'muted', 'line', 'accent', 'ok', 'warn', 'bad', 'info', 'unknown'] as const;

/** The colours of a chart, by the names of the card's tokens. */
type Palette = Readonly<Record<(typeof TOKENS)[number], string>>;

/** The card's own tokens, resolved where the canvas stands, so that light and dark are right. */
function paletteOf(canvas: HTMLCanvasElement): Palette {
  const probe = document.createElement('span');
  canvas.parentElement?.append(probe);
  const colours = TOKENS.map((name) => {
    // A tone without a token of its own is drawn like labels.
    probe.style.setProperty('color', `var(--${name}, var(--muted))`);
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  // One colour for each token.
  return Object.fromEntries(colours) as Palette;
}

function datasets(data: ChartData, palette: Palette): ChartDataset<Kind, (number | null)[]>[] {
  const lines = [palette.accent, palette.text, palette.muted, palette.warn];
  const drawn = data.series.map(({ name, values }, index) => ({
    label: name,
    data: values.map((value) => value ?? null),
    borderColor: lines[index % lines.length] ?? palette.accent,
    backgroundColor: lines[index % lines.length] ?? palette.accent,
    borderDash: DASHES[index % DASHES.length] ?? [],
    borderWidth: data.kind === 'line' ? 1.5 : 0,
    pointRadius: values.length > 40 ? 0 : 2,
    maxBarThickness: 48,
  }));
  const limits = (data.limits ?? []).map(({ name, value, tone }) => ({
    type: 'line' as const,
    label: name,
    data: data.labels.map(() => value),
    borderColor: palette[tone],
    backgroundColor: palette[tone],
    borderDash: [4, 4],
    borderWidth: 1,
    pointRadius: 0,
  }));
  return [...drawn, ...limits];
}

/** Draws the marks: a line down the chart with its name on top. Chart.js has no such thing of its own. */
const marks = (reported: () => { data: ChartData; colour: string }): Plugin<Kind> => ({
  id: 'marks',
  afterDatasetsDraw: ({ ctx, chartArea: { top, bottom, right }, scales: { x } }) => {
    const { data, colour } = reported();
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.setLineDash([2, 2]);
    for (const { index, name } of data.marks ?? []) {
      const at = x?.getPixelForValue(index) ?? 0;
      ctx.beginPath();
      ctx.moveTo(at, top);
      ctx.lineTo(at, bottom);
      ctx.stroke();
      const fits = at + ctx.measureText(name).width + 3 < right;
      ctx.textAlign = fits ? 'left' : 'right';
      ctx.fillText(name, at + (fits ? 3 : -3), top + 8);
    }
    ctx.restore();
  },
});

/** Whether all of it is counted in ones: then no line of the scale stands at a part of one. */
const whole = ({ series }: ChartData): boolean =>
  series.every(({ values }) => values.every((value = 0) => Number.isInteger(value)));

function configuration(palette: Palette, data: ChartData): ChartConfiguration<Kind, (number | null)[]> {
  const ticks = { color: palette.muted, maxTicksLimit: 6, maxRotation: 0 };
  const few = data.kind === 'bar' && data.labels.length <= FEW;
  return {
    type: data.kind,
    data: { labels: [...data.labels], datasets: datasets(data, palette) },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { intersect: false, mode: 'index' },
      scales: {
        x: {
          ticks: {
            ...ticks,
            // Few bins each have a name of their own, and none is left out: where they are narrow, it takes two lines.
            ...(few && {
              maxTicksLimit: FEW,
              autoSkip: false,
              callback(this: Scale, _value: unknown, index: number) {
                const label = data.labels[index] ?? '';
                return label.length * LETTER > this.width / data.labels.length ? label.split(' ') : label;
              },
            }),
          },
          grid: { display: false },
          border: { color: palette.line },
        },
        y: {
          beginAtZero: true,
          ticks: {
            ...ticks,
            ...(whole(data) && { precision: 0 }),
            callback: (value) => data.format(Number(value)),
          },
          grid: { color: palette.line },
          border: { display: false },
        },
      },
      plugins: {
        legend: {
          display: data.series.length > 1,
          labels: {
            color: palette.text,
            usePointStyle: true,
            pointStyle: data.kind === 'line' ? 'line' : 'rect',
            boxHeight: 8,
          },
        },
        tooltip: {
          callbacks: {
            label: ({ dataset, parsed }) =>
              `${dataset.label ?? ''}: ${parsed.y === null ? '–' : data.format(parsed.y)}`,
          },
        },
      },
    },
  };
}

/** Draws a chart. */
export function draw(canvas: HTMLCanvasElement, first: ChartData): ChartHandle {
  let data = first;
  let palette = paletteOf(canvas);
  const plugins = [marks(() => ({ data, colour: palette.muted }))];
  const chart = new Chart(canvas, { ...configuration(palette, data), plugins });
  const show = (next: ChartData) => {
    data = next;
    palette = paletteOf(canvas);
    const { data: drawn, options = {} } = configuration(palette, data);
    chart.data = drawn;
    chart.options = options;
    chart.update('none');
  };
  return {
    show,
    recolour: () => {
      const now = paletteOf(canvas);
      if (TOKENS.some((name) => now[name] !== palette[name])) show(data);
    },
    destroy: () => chart.destroy(),
  };
}
