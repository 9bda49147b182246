import { promisifyRequest } from 'idb-keyval';
import { objects, under as readUnder } from './database.ts';

let wanted = new Map<string, ((value: unknown) => void)[]>();

async function readAll(): Promise<void> {
  const asked = wanted;
  wanted = new Map();
  // A database that is refused is as good as empty; whoever writes will say why nothing is saved.
  const values = await objects('readonly', (store) =>
    Promise.all([...asked.keys()].map((key) => promisifyRequest<unknown>(store.get(key)))),
  ).catch(() => []);
  [...asked.values()].forEach((resolves, index) => resolves.forEach((resolve) => resolve(values[index])));
}

/** One kept value; everything asked for in the same turn is read in one transaction. Never rejects. */
export const get = (key: string): Promise<unknown> =>
  new Promise((resolve) => {
    if (wanted.size === 0) queueMicrotask(() => void readAll());
    wanted.set(key, [...(wanted.get(key) ?? []), resolve]);
  });

/** Every kept key and value below a prefix, in the order of the keys. Never rejects. */
export const under = (prefix: string): Promise<[string, unknown][]> => readUnder(prefix).catch(() => []);
