import { promisifyRequest } from 'idb-keyval';
import { isObject } from '../api/kinds.ts';
import { objects } from './database.ts';
import { patched } from './patch.ts';

/** An answer as it was: see `Snapshot`. `until` is when the same was answered last. */
export interface PastAnswer {
  json: unknown;
  at: number;
  until: number;
  made?: number;
}

/** Every key and value from one key up to another, which is not among them. Never rejects. */
export const between = (from: string, to: string): Promise<[string, unknown][]> =>
  objects('readonly', async (store) => {
    const range = IDBKeyRange.bound(from, to, false, true);
    const [keys, values] = await Promise.all([
      promisifyRequest(store.getAllKeys(range)),
      promisifyRequest(store.getAll(range)),
    ]);
    return keys.map((key, index): [string, unknown] => [String(key), values[index]]);
  }).catch(() => []);

/** The times in the keys below a prefix, in ms since 1970 UTC, in order. Never rejects. */
export const timesUnder = (prefix: string): Promise<number[]> =>
  objects('readonly', async (store) => {
    const keys = await promisifyRequest(store.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
    return keys.map((key) => Number(String(key).slice(prefix.length))).filter(Number.isFinite);
  }).catch(() => []);

/**
 * The answers in entries of one route, in their order. A patch whose answer before it is not there, or which does not
 * fit, costs itself and what hangs on it.
 */
export function answersIn(entries: readonly unknown[]): PastAnswer[] {
  const found = new Map<number, PastAnswer>();
  for (const entry of entries) {
    if (!isObject(entry)) continue;
    const { at, made, until, after, patch } = entry;
    if (typeof at !== 'number') continue;
    let { json } = entry;
    if (json === undefined) {
      const before = found.get(Number(after));
      if (!before) continue;
      try {
        json = patched(before.json, patch);
      } catch {
        continue;
      }
    }
    found.set(at, {
      json,
      at,
      until: typeof until === 'number' ? until : at,
      ...(typeof made === 'number' && { made }),
    });
  }
  return [...found.values()];
}
