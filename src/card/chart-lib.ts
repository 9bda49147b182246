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
import type { ChartData } from './chart.ts';

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
  destroy: () => void;
}

type Kind = 'line' | 'bar';

/** Dashes tell series and limits apart without colour. */
const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

/** So many bars have a name each; so wide is a letter of one, in px. */
const FEW = 8;
const LETTER = 7;

/** Colours come from the card's own tokens, resolved where the canvas stands, so light and dark are right. */
function colours(canvas: HTMLCanvasElement): (name: string) => string {
  const probe = document.createElement('span');
  canvas.parentElement?.append(probe);
  const found = (name: string) => {
    probe.style.setProperty('color', `var(--${name})`);
    return getComputedStyle(probe).color;
  };
  const known = Object.fromEntries(
    ['text', 'muted', 'line', 'accent', 'ok', 'warn', 'bad'].map((name) => [name, found(name)]),
  );
  probe.remove();
  return (name) => known[name] ?? known['muted'] ?? '';
}

function datasets(
  data: ChartData,
  colour: (name: string) => string,
): ChartDataset<Kind, (number | null)[]>[] {
  const lines = ['accent', 'text', 'muted', 'warn'];
  const drawn = data.series.map(({ name, values }, index) => ({
    label: name,
    data: values.map((value) => value ?? null),
    borderColor: colour(lines[index % lines.length] ?? 'accent'),
    backgroundColor: colour(lines[index % lines.length] ?? 'accent'),
    borderDash: DASHES[index % DASHES.length] ?? [],
    borderWidth: data.kind === 'line' ? 1.5 : 0,
    pointRadius: values.length > 40 ? 0 : 2,
    maxBarThickness: 48,
  }));
  const limits = (data.limits ?? []).map(({ name, value, tone }) => ({
    type: 'line' as const,
    label: name,
    data: data.labels.map(() => value),
    borderColor: colour(tone),
    backgroundColor: colour(tone),
    borderDash: [4, 4],
    borderWidth: 1,
    pointRadius: 0,
  }));
  return [...drawn, ...limits];
}

/** Draws the marks: a line down the chart with its name on top. Chart.js has no such thing of its own. */
const marks = (told: () => { data: ChartData; colour: string }): Plugin<Kind> => ({
  id: 'marks',
  afterDatasetsDraw: ({ ctx, chartArea: { top, bottom, right }, scales: { x } }) => {
    const { data, colour } = told();
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

function configuration(
  canvas: HTMLCanvasElement,
  data: ChartData,
): ChartConfiguration<Kind, (number | null)[]> {
  const colour = colours(canvas);
  const ticks = { color: colour('muted'), maxTicksLimit: 6, maxRotation: 0 };
  const few = data.kind === 'bar' && data.labels.length <= FEW;
  return {
    type: data.kind,
    data: { labels: [...data.labels], datasets: datasets(data, colour) },
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
          border: { color: colour('line') },
        },
        y: {
          beginAtZero: true,
          ticks: {
            ...ticks,
            ...(whole(data) && { precision: 0 }),
            callback: (value) => data.words(Number(value)),
          },
          grid: { color: colour('line') },
          border: { display: false },
        },
      },
      plugins: {
        legend: {
          display: data.series.length > 1,
          labels: {
            color: colour('text'),
            usePointStyle: true,
            pointStyle: data.kind === 'line' ? 'line' : 'rect',
            boxHeight: 8,
          },
        },
        tooltip: {
          callbacks: {
            label: ({ dataset, parsed }) =>
              `${dataset.label ?? ''}: ${parsed.y === null ? '–' : data.words(parsed.y)}`,
          },
        },
      },
    },
  };
}

/** Draws a chart, and redraws it when the page's colours change. */
export function draw(canvas: HTMLCanvasElement, first: ChartData): ChartHandle {
  let data = first;
  let colour = colours(canvas)('muted');
  const plugins = [marks(() => ({ data, colour }))];
  const chart = new Chart(canvas, { ...configuration(canvas, data), plugins });
  const show = (next: ChartData) => {
    data = next;
    colour = colours(canvas)('muted');
    const { data: drawn, options = {} } = configuration(canvas, data);
    chart.data = drawn;
    chart.options = options;
    chart.update('none');
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const recolour = () => show(data);
  dark.addEventListener('change', recolour);
  return {
    show,
    destroy: () => {
      dark.removeEventListener('change', recolour);
      chart.destroy();
    },
  };
}
