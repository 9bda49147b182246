import { plain } from '../format/markdown-text.ts';
import { parity } from '../release/parity.ts';
import { sandboxes } from '../mail/sandbox.ts';
import { count, percent } from '../format/values.ts';
import type { Note } from '../operator/shift-notes.ts';
import type { ParityFacts } from '../release/parity.ts';
import type { PeckReport } from '../fleet/pecks.ts';

/** How a report tells times. */
export type Tell = (at: number | undefined) => string;

/** A longer text of an operator is told so far, in characters. */
export const NOTE = 2000;

/** The verdict on the alias, as Markdown. */
export function parityLine(facts: ParityFacts): string {
  const { verdict, label, sentence } = parity(facts);
  return `${plain(label)}${verdict === 'unknown' ? '' : ' –'} ${plain(sentence)}`;
}

/** How many pecks fail, and why, as Markdown. */
export function pecksLine({ failureShare, label, causes }: PeckReport): string {
  if (failureShare === undefined) return 'no outcome is told.';
  const reported = causes.flatMap(({ cause, count: n }) =>
    n === undefined ? [] : `${cause.replace('_', ' ')} ${count(n)}`,
  );
  return `${percent(failureShare)} fail (${label}).${reported.length > 0 ? ` In all: ${reported.join(', ')}.` : ''}`;
}

/** Whether SES and SNS are in their sandbox. */
export const sandboxLines = (ses: boolean | undefined, sns: boolean | undefined): string[] =>
  sandboxes(ses, sns).map(({ name, label }) => `${name}: ${label}`);

/** The notes of a shift (oldest first) as lines of Markdown, newest first, and how many older ones there are. */
export function noteLines(notes: readonly Note[], most: number, tell: Tell): string[] {
  const older = notes.length - most;
  const lines = notes
    .slice(-most)
    .reverse()
    .map(({ at, text }) => `${tell(at)}: ${plain(text, NOTE)}`);
  return older > 0 ? [...lines, `and ${count(older)} older`] : lines;
}
