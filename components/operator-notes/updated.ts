import { problemOf } from '../../src/domain/format/markdown-lines.ts';
import type { Problem, TextFile } from '../../src/domain/format/markdown-lines.ts';

/** When a file of notes says that it was last updated. */
export interface Updated {
  /** ms since 1970-01-01 UTC; `undefined` where no line tells, or what it tells is no date. */
  at: number | undefined;
  /** The line that should tell and does not, by its number and text. */
  problem?: Problem;
}

const LINE = /^[\s>*_-]*last updated\W{0,6}:\W{0,4}(.*?)[\s*_.]*$/i;
const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d)?(?:\.\d+)? ?(?:UTC|Z)?)?$/i;

/** Reads the line `Last updated: 2026-03-20 18:00 UTC`; the time of day may be left out, and is UTC. */
export function lastUpdated({ lines }: Pick<TextFile, 'lines'>): Updated {
  const line = lines.find(({ text }) => LINE.test(text));
  if (line === undefined) return { at: undefined };
  const [, day = '', minute = '00:00'] = DATE.exec(LINE.exec(line.text)?.[1] ?? '') ?? [];
  const at = Date.parse(`${day}T${minute}Z`);
  // 30 February parses, as a day in March: a date must come back as it was written.
  return at < Infinity && new Date(at).toISOString().startsWith(day)
    ? { at }
    : { at: undefined, problem: problemOf(line) };
}
