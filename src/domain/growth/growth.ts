/** How far a counter has grown between two samples; times in ms since 1970 UTC. */
export interface Growth {
  by: number;
  /** The first sample counted from, and the last. */
  from: number;
  to: number;
  samples: number;
  /** How often the counter fell: each time a new segment began. */
  resets: number;
}

/**
 * The growth of a counter between two times, by its samples, oldest first. A counter that falls (a table was emptied)
 * starts a new segment: that step is left out, so growth is never negative. `undefined` below two samples.
 */
export function growth<S extends { at: number }>(
  log: readonly S[],
  value: (sample: S) => number | undefined,
  from: number,
  to: number,
): Growth | undefined {
  let grown: Growth | undefined;
  let before: number | undefined;
  for (const sample of log) {
    const now = value(sample);
    if (now === undefined || sample.at < from || sample.at > to) continue;
    grown ??= { by: 0, from: sample.at, to: sample.at, samples: 0, resets: 0 };
    grown.by += Math.max(0, now - (before ?? now));
    grown.resets += Number(now < (before ?? now));
    grown.to = sample.at;
    grown.samples += 1;
    before = now;
  }
  return grown && grown.samples > 1 ? grown : undefined;
}

/** A day in ms. */
const DAY = 86_400_000;

/** When the last `n` UTC days began, oldest first; the last is today. In ms since 1970 UTC. */
export const utcDays = (now: number, n: number): number[] =>
  Array.from({ length: n }, (_, index) => (Math.floor(now / DAY) - (n - 1 - index)) * DAY);

/** The date of a UTC day, such as `03-21`. @param start ms since 1970 UTC */
export const dayLabel = (start: number): string => new Date(start).toISOString().slice(5, 10);

/**
 * The growth within each of the given UTC days: from the last sample before it (or the first in it) to the last in it.
 * `undefined` for a day that too few samples tell of.
 */
export function growthByDay<S extends { at: number }>(
  log: readonly S[],
  value: (sample: S) => number | undefined,
  days: readonly number[],
): (number | undefined)[] {
  return days.map((start) => {
    const before = log.findLast((sample) => sample.at < start && sample.at >= start - DAY / 24);
    return growth(log, value, before?.at ?? start, start + DAY - 1)?.by;
  });
}
