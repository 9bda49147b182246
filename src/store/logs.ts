import { isObject } from '../api/kinds.ts';

/** One entry of a log; `at` is server time in ms since 1970 UTC. */
export interface Sample {
  at: number;
}

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
export const logKey = (base: string, name: string): string => `1/${base}/log/${name}/`;

/** The samples in a log's chunks, oldest first; a broken chunk costs only itself. */
export const samplesIn = (chunks: readonly unknown[]): Sample[] =>
  chunks.flatMap((chunk) => (isChunk(chunk) ? chunk : []));
