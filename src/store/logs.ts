import { isObject } from '../api/kinds.ts';
import type { Kept } from './kept.ts';

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

const HOUR = 3_600_000;

const isSample = (raw: unknown): raw is Sample => isObject(raw) && typeof raw['at'] === 'number';
const isChunk = (raw: unknown): raw is Sample[] => Array.isArray(raw) && raw.every(isSample);
type Index = Record<string, number>;
const isIndex = (raw: unknown): raw is Index =>
  isObject(raw) && Object.values(raw).every((size) => typeof size === 'number');

/** The key of a log's chunks: all of them lie below it, each under its hour since 1970. */
export const logKey = (base: string, name: string): string => `1/${base}/log/${name}/`;

/**
 * Adds a sample to a log. A log lies in hourly chunks, so that a poll rewrites little, with an index beside it
 * (hour → number of samples) that tells what the cap lets go of without reading the chunks.
 */
export async function append(kept: Kept, key: string, sample: Sample, cap: Cap): Promise<void> {
  const indexKey = key.slice(0, -1);
  const hour = String(Math.floor(sample.at / HOUR));
  const [index = {}, chunk = []] = await Promise.all([
    kept.getAs(indexKey, isIndex),
    kept.getAs(key + hour, isChunk),
  ]);
  const sizes = { ...index, [hour]: chunk.length + 1 };
  const first = Math.floor((sample.at - cap.age) / HOUR);
  let total = Object.values(sizes).reduce((sum, size) => sum + size);
  for (const [old, size] of Object.entries(sizes)) {
    if (old === hour || (Number(old) >= first && total <= cap.count)) continue;
    total -= size;
    delete sizes[old];
    kept.put(key + old, undefined);
  }
  kept.put(key + hour, [...chunk, sample]);
  kept.put(indexKey, sizes);
}

/** The samples in a log's chunks, oldest first; a broken chunk costs only itself. */
export const samplesIn = (chunks: unknown[]): Sample[] =>
  chunks.flatMap((chunk) => (isChunk(chunk) ? chunk : []));
