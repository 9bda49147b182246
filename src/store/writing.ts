import { promisifyRequest } from 'idb-keyval';
import { objects } from './database.ts';

/** Every key, in order. */
export const allKeys = (): Promise<string[]> =>
  objects('readonly', async (store) => (await promisifyRequest(store.getAllKeys())).map(String));

/**
 * Holds a name by chance, written once into a database. Whoever finds another one, or none, knows that what was kept there
 * is gone, whoever took it.
 */
export const EPOCH = '1/epoch';

/** The epoch of the database; `undefined` where nothing was ever written. */
export const epoch = (): Promise<unknown> =>
  objects('readonly', (store) => promisifyRequest<unknown>(store.get(EPOCH)));

/** The epoch of a database that something was written to: from now on it has one. */
export const begun = (): Promise<unknown> =>
  objects('readwrite', async (store) => {
    const found = await promisifyRequest<unknown>(store.get(EPOCH));
    const chance = Math.random();
    if (found === undefined) await promisifyRequest(store.put(chance, EPOCH));
    return found ?? chance;
  });

/**
 * Puts and (where the value is `undefined`) deletes, all in one transaction: all of it or nothing.
 * @returns the epoch of the database that was written to
 */
export const write = (changes: Iterable<[string, unknown]>): Promise<unknown> =>
  objects('readwrite', (store) => {
    for (const [key, value] of changes) {
      if (value === undefined) store.delete(key);
      else store.put(value, key);
    }
    const found: IDBRequest<unknown> = store.get(EPOCH);
    const done = promisifyRequest(store.transaction).then(() => found.result);
    // It ends without a word from this page, which may be gone before the puts are answered.
    store.transaction.commit();
    return done;
  });
