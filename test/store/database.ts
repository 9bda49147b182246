import sinon from 'sinon';

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

/** Deletes the tests' own database; rejects where a connection that is still open stands in the way. */
export const deleteOwn = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(ownName);
    request.onsuccess = () => resolve();
    request.onblocked = () => reject(new Error('blocked'));
  });
