import sinon from 'sinon';
import { connection } from '../../src/store/database.ts';
import { Store } from '../../src/store/store.ts';
import { EPOCH } from '../../src/store/writing.ts';

/** How these tests open a database: the browser's own way, in a database of their own. */
const open = indexedDB.open.bind(indexedDB);

/** A database that no other test and no other page of the run can touch. */
export const ownName = `test-${crypto.randomUUID()}`;

/** Turns what the code opens to {@link ownName}; the code under test keeps its own name for it. */
export const redirect = (): sinon.SinonStub =>
  sinon.stub(indexedDB, 'open').callsFake((_name, version) => open(ownName, version));

/** Opens the tests' own database, as another tab would. */
export const openAsAnotherTab = (version?: number): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = open(ownName, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
    request.onblocked = () => {
      // Nobody waits any more, so what opens after all must not stay open.
      request.onsuccess = () => request.result.close();
      reject(new Error('blocked'));
    };
  });

/** Deletes the tests' own database, as another tab would; rejects where an open connection stands in the way. */
export const deleteAsAnotherTab = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(ownName);
    request.onsuccess = () => resolve();
    request.onblocked = () => reject(new Error('blocked'));
  });

/** Ends a test: its database goes, and no store that it made opens another one for that. */
export const deleteOwn = (): Promise<void> => {
  delete connection.ontaken;
  return deleteAsAnotherTab();
};

/** Every key and value that is kept, but for what the database is known by. */
export const allKept = async (): Promise<[key: string, value: unknown][]> =>
  (await new Store().under('1/')).filter(([key]) => key !== EPOCH);
