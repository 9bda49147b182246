import { promisifyRequest } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';

/** Name of the one database per origin, and of its one object store. */
export const DATABASE = 'mission-control';
const OBJECTS = 'kept';

/** An open that has not ended by then is treated as failed, in ms: some browsers never answer. */
const OPEN_TIMEOUT_MS = 3000;

/** Called when the connection was taken away, with whether another tab deletes the database. */
export const connection: { ontaken?: (deleted: boolean) => void } = {};

let opening: Promise<IDBDatabase> | undefined;

async function open(): Promise<IDBDatabase> {
  // The first look at a page's storage holds its script up for some 20 ms in Chromium; a turn later the cards are defined.
  await Promise.resolve();
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(OBJECTS);
  const opened = promisifyRequest(request).then((database) => {
    const forget = (deleted: boolean) => {
      opening = undefined;
      connection.ontaken?.(deleted);
    };
    // Another tab that upgrades or deletes must not wait for us; the next use opens anew.
    database.onversionchange = ({ newVersion }) => {
      database.close();
      forget(newVersion === null);
    };
    database.onclose = () => forget(false);
    return database;
  });
  const late = new Promise<never>((_, reject) =>
    setTimeout(reject, OPEN_TIMEOUT_MS, new DOMException('', 'TimeoutError')),
  );
  return Promise.race([opened, late]);
}

const database = (): Promise<IDBDatabase> =>
  (opening ??= open().catch((reason: unknown) => {
    opening = undefined;
    throw reason;
  }));

/**
 * The object store as idb-keyval's functions take it. Unlike its own `createStore` it lets go of the database
 * when another tab wants to change it, and tries once more on a connection that was just closed.
 */
export const objects: UseStore = async (mode, use) => {
  const begin = (db: IDBDatabase) => db.transaction(OBJECTS, mode).objectStore(OBJECTS);
  let store: IDBObjectStore;
  try {
    store = begin(await database());
  } catch (reason) {
    if (!(reason instanceof DOMException && reason.name === 'InvalidStateError')) throw reason;
    opening = undefined;
    store = begin(await database());
  }
  return use(store);
};

/** Every key and value below a prefix, in the order of the keys, in one transaction. */
export const under = (prefix: string): Promise<[string, unknown][]> =>
  objects('readonly', async (store) => {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const [keys, values] = await Promise.all([
      promisifyRequest(store.getAllKeys(range)),
      promisifyRequest(store.getAll(range)),
    ]);
    return keys.map((key, index) => [String(key), values[index] as unknown]);
  });
