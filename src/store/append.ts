import { isObject } from '../api/kinds.ts';
import { isChunk } from './logs.ts';
import type { SharedStore } from './shared-store.ts';
import type { Cap, Sample, TimeBounds } from './logs.ts';

/** A chunk's width in ms. */
const HOUR = 3_600_000;

type Index = Record<string, number>;
const isIndex = (raw: unknown): raw is Index =>
  isObject(raw) && Object.values(raw).every((size) => typeof size === 'number');

/**
 * Adds a sample to a log. A log lies in hourly chunks, so that a poll rewrites little, with an index beside it
 * (hour → number of samples) that tells what the cap lets go of without reading the chunks.
 * @param bounds what server time may be now
 */
export async function append(
  store: SharedStore,
  key: string,
  sample: Sample,
  cap: Cap,
  [earliest, latest]: TimeBounds = [sample.at, Infinity],
): Promise<void> {
  const indexKey = key.slice(0, -1);
  const hour = String(Math.floor(sample.at / HOUR));
  const [index = {}, chunk = []] = await Promise.all([
    store.getAs(indexKey, isIndex),
    store.getAs(key + hour, isChunk),
  ]);
  // What lies in the future was written while the clock was wrong.
  const kept = chunk.filter(({ at }) => at <= latest);
  const sizes = { ...index, [hour]: kept.length + 1 };
  const first = Math.floor((earliest - cap.age) / HOUR);
  const last = Math.floor(latest / HOUR);
  let total = Object.values(sizes).reduce((sum, size) => sum + size);
  for (const [old, size] of Object.entries(sizes)) {
    const expired = Number(old) < first || Number(old) > last;
    if (old === hour || (!expired && total <= cap.count)) continue;
    total -= size;
    delete sizes[old];
    store.put(key + old, undefined);
  }
  store.put(key + hour, [...kept, sample]);
  store.put(indexKey, sizes);
}
