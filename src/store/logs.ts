import { isObject } from '../api/kinds.ts';

/** One entry of a log; `at` is server time in ms since 1970 UTC. */
export interface Sample {
  at: number;
}

/** What server time may be, in ms since 1970 UTC. */
export type TimeBounds = readonly [earliest: number, latest: number];

/** How much a log may hold: its oldest chunks go when either is passed. */
export interface Cap {
  /** Oldest age in ms. */
  age: number;
  /** Most samples. */
  count: number;
}

/** Whether a kept value is an entry of a log. */
export const isSample = (raw: unknown): raw is Sample => isObject(raw) && typeof raw['at'] === 'number';
/** Whether a kept value is a chunk of a log. */
export const isChunk = (raw: unknown): raw is Sample[] => Array.isArray(raw) && raw.every(isSample);
/** The key of a log's chunks: all of them lie below it, each under its hour since 1970. */
export const logKey = (realm: string, name: string): string => `1/${realm}/log/${name}/`;

/** The samples in a log's chunks, oldest first; a broken chunk costs only itself. */
export const samplesIn = (chunks: readonly unknown[]): Sample[] =>
  chunks.flatMap((chunk) => (isChunk(chunk) ? chunk : []));

const read = new WeakMap<readonly unknown[], Sample[]>();

/** The same, read once for each list of chunks, however often a long log is shown. */
export function samplesOnce(chunks: readonly unknown[]): Sample[] {
  let samples = read.get(chunks);
  if (!samples) read.set(chunks, (samples = samplesIn(chunks)));
  return samples;
}
