import { promisifyRequest } from 'idb-keyval';
import { objects } from './database.ts';

/** Every key, in order. */
export const allKeys = (): Promise<string[]> =>
  objects('readonly', async (store) => (await promisifyRequest(store.getAllKeys())).map(String));

/** Puts and (where the value is `undefined`) deletes, all in one transaction: all of it or nothing. */
export const write = (changes: Iterable<[string, unknown]>): Promise<void> =>
  objects('readwrite', (store) => {
    for (const [key, value] of changes) {
      if (value === undefined) store.delete(key);
      else store.put(value, key);
    }
    const done = promisifyRequest(store.transaction);
    // It ends without a word from this page, which may be gone before the puts are answered.
    store.transaction.commit();
    return done;
  });
