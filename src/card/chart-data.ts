import type { Mark } from '../domain/format/time-steps.ts';
import type { Tone } from '../domain/judgement/tone.ts';

/** One line or set of bars; `undefined` leaves a gap. */
export interface Series {
  name: string;
  values: readonly (number | undefined)[];
}

/** What a chart shows. The same figures stand in its table, so nothing is told by the picture alone. */
export interface ChartData {
  kind: 'line' | 'bar';
  /** What is drawn, for those who do not see it. */
  label: string;
  /** One label per value, and what they are. */
  labels: readonly string[];
  axis: string;
  series: readonly Series[];
  /** A value as words, with its unit. */
  format: (value: number) => string;
  /** Lines across the chart, such as limits. */
  limits?: readonly { name: string; value: number; tone: Tone }[];
  /** Lines down the chart at an index of the labels, such as deploys. */
  marks?: readonly Mark[];
}
