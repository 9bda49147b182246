import { stamp } from './values.ts';

const MINUTE = 60_000;
/** Widths that a step may have, in ms: one minute to a day. */
const WIDTHS = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440].map((minutes) => minutes * MINUTE);

/** A span of time cut into steps of one width, for a chart; in ms since 1970 UTC. */
export interface Steps {
  /** When each begins, oldest first; the last holds the end of the span. */
  starts: number[];
  /** Width of one, in ms. */
  width: number;
}

/** The narrowest steps of a whole width that cut a span into no more than `most`. */
export function stepsBetween(from: number, to: number, most = 24): Steps {
  const width = WIDTHS.find((each) => (to - from) / each < most - 1) ?? 1440 * MINUTE;
  const first = Math.floor(from / width) * width;
  const starts = Array.from(
    { length: Math.floor((to - first) / width) + 1 },
    (_, index) => first + index * width,
  );
  return { starts, width };
}

/** The index of the step that a time lies in; `undefined` outside of all. */
export function stepOf({ starts: [first = 0, ...rest], width }: Steps, at: number): number | undefined {
  const index = Math.floor((at - first) / width);
  return index >= 0 && index <= rest.length ? index : undefined;
}

/** When a step begins, in the words of an axis: the time of day, with its date where steps are wide. */
export const stepLabel = ({ width }: Steps, start: number, tz: string): string =>
  stamp(start, tz).slice(width < 60 * MINUTE ? 11 : 5, 16);

/** A mark at a step, such as a deploy. */
export interface Mark {
  index: number;
  name: string;
}

/** The deploys that lie in the steps, to be marked; several in one step share a mark. */
export function deployMarks(steps: Steps, deploys: readonly { at: number; version: string }[]): Mark[] {
  const marks = new Map<number, string>();
  for (const { at, version } of deploys.toReversed()) {
    const index = stepOf(steps, at);
    if (index === undefined) continue;
    const others = marks.get(index);
    marks.set(index, others ? `${others}, v${version}` : `v${version}`);
  }
  return [...marks].map(([index, name]) => ({ index, name }));
}
