import { isObject } from '../api/kinds.ts';
import { isChunk } from './logs.ts';
import type { Kept } from './kept.ts';
import type { Cap, Sample } from './logs.ts';

/** A chunk's width in ms. */
const HOUR = 3_600_000;

type Index = Record<string, number>;
const isIndex = (raw: unknown): raw is Index =>
  isObject(raw) && Object.values(raw).every((size) => typeof size === 'number');

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
