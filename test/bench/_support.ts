/** What a bench answers: the first row is the head of its table. */
export interface Result {
  title: string;
  rows: string[][];
  command: string;
  notes: string;
}

/** A limit, and whether it is held. */
export const verdict = (held: boolean, limit: string): string => `${held ? 'held' : '**missed**'}: ${limit}`;

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
