import { expect, waitUntil } from '@open-wc/testing';
import sinon from 'sinon';
import { Collection } from '../../src/store/collection.ts';
import { clear } from '../../src/store/clear.ts';
import { Store } from '../../src/store/store.ts';
import { deleteAsAnotherTab, deleteOwn, openAsAnotherTab, redirect } from './database.ts';

const base = '1/http://lost.test';
const event = `${base}/record/mc-todos/1`;
const PATIENT = { timeout: 20_000 };

/** A page that has kept something and shows it. */
async function page(): Promise<{ store: Store; shown: Collection; stop: () => void }> {
  const store = new Store();
  store.put(event, { type: 'add' });
  await store.flush();
  const shown = new Collection(store, `${base}/record/mc-todos/`);
  const stop = shown.listen(() => {});
  await waitUntil(() => shown.values.length === 1, 'the event is shown', PATIENT);
  return { store, shown, stop };
}

/** Does something to the stored values as a tab that says nothing of it. */
async function asAnotherTab(change: (objects: IDBObjectStore) => void): Promise<void> {
  const database = await openAsAnotherTab();
  const transaction = database.transaction('kept', 'readwrite');
  change(transaction.objectStore('kept'));
  await new Promise((done) => (transaction.oncomplete = done));
  database.close();
}

describe('What is kept, when it is taken away', () => {
  beforeEach(async () => {
    redirect();
    await deleteOwn();
  });
  afterEach(() => sinon.restore());

  it('is said to be deleted, is shown no more, and what comes then is kept', async () => {
    const { store, shown, stop } = await page();
    await deleteAsAnotherTab();
    await waitUntil(() => store.lost !== '', 'it is said', PATIENT);
    expect(store.lost).to.equal('This browser’s storage was deleted. What was kept before is gone.');
    expect(store.notSaved).to.equal('');
    await waitUntil(() => shown.values.length === 0, 'it is shown no more', PATIENT);
    store.put(`${event}0`, { type: 'add' });
    await store.flush();
    expect(store.notSaved).to.equal('');
    expect(await new Store().under(base)).to.eql([[`${event}0`, { type: 'add' }]]);
    stop();
  });

  it('is said to be emptied, as soon as the page writes', async () => {
    const { store, shown, stop } = await page();
    await asAnotherTab((objects) => objects.clear());
    expect(store.lost).to.equal('');
    store.put(`${base}/snapshot/status`, { json: {} });
    await store.flush();
    await waitUntil(() => store.lost !== '', 'it is said', PATIENT);
    expect(store.lost).to.equal(
      'This browser’s storage was emptied by another tab. What was kept before is gone.',
    );
    await waitUntil(() => shown.values.length === 0, 'it is shown no more', PATIENT);
    stop();
  });

  it('is said to be emptied when the page is looked at again', async () => {
    const { store, stop } = await page();
    await asAnotherTab((objects) => objects.clear());
    document.dispatchEvent(new Event('visibilitychange'));
    await waitUntil(() => store.lost.includes('emptied by another tab'), 'it is said', PATIENT);
    stop();
  });

  it('is said to be emptied though the other tab began anew at once', async () => {
    const { store, stop } = await page();
    await asAnotherTab((objects) => objects.clear());
    const other = new Store();
    other.put(`${base}/snapshot/status`, { json: {} });
    await other.flush();
    await store.flush();
    await waitUntil(() => store.lost.includes('emptied by another tab'), 'it is said', PATIENT);
    expect(other.lost).to.equal('');
    stop();
  });

  it('is said once, and to the other tabs', async () => {
    const { store, stop } = await page();
    const said = sinon.spy();
    const trouble = sinon.spy();
    Object.assign(store, { onwritten: said, ontrouble: trouble });
    await asAnotherTab((objects) => objects.clear());
    await store.flush();
    await waitUntil(() => trouble.called, 'it is said', PATIENT);
    expect(said.args.flat(2)).to.include('1/epoch');
    for (const name of 'ab') {
      store.put(`${base}/${name}`, name);
      await store.flush();
    }
    expect(trouble.callCount).to.equal(1);
    stop();
  });

  it('is lost on nobody who cleared it here, but on the other tabs that show it', async () => {
    const { store: other, shown, stop } = await page();
    const here = new Store();
    here.onwritten = (keys) => other.tell(keys);
    await here.flush();
    expect(await clear(here)).to.equal(true);
    await waitUntil(() => other.lost.includes('emptied by another tab'), 'it is said', PATIENT);
    await waitUntil(() => shown.values.length === 0, 'it is shown no more', PATIENT);
    await here.flush();
    expect(here.lost).to.equal('');
    stop();
  });

  it('is not lost where two tabs begin at the same moment, nor where one kind of it is cleared', async () => {
    const tabs = [new Store(), new Store()];
    for (const [n, tab] of tabs.entries()) {
      tab.put(`${base}/snapshot/${n}`, { json: {} });
      tab.put(`${base}/record/mc-todos/${n}`, { type: 'add' });
    }
    const [here, there] = tabs;
    await Promise.all(tabs.map((tab) => tab.flush()));
    if (here) await clear(here, { base: 'http://lost.test', kind: 'record' });
    await there?.flush();
    expect(tabs.map(({ lost, notSaved }) => [lost, notSaved])).to.eql([
      ['', ''],
      ['', ''],
    ]);
    expect((await new Store().under(base)).map(([key]) => key)).to.eql([
      `${base}/snapshot/0`,
      `${base}/snapshot/1`,
    ]);
  });
});

describe('What is kept, when a newer version has taken it over', () => {
  const newer =
    'This browser’s storage belongs to a newer version of this page, so nothing kept is shown or saved. Reload this page.';

  beforeEach(async () => {
    redirect();
    await deleteOwn();
  });
  afterEach(() => sinon.restore());

  it('is said at the start, before anything is written', async () => {
    (await openAsAnotherTab(2)).close();
    const store = new Store();
    await waitUntil(() => store.notSaved !== '', 'it is said', PATIENT);
    expect(store.notSaved).to.equal(newer);
    expect(store.lost).to.equal('');
  });

  it('is said while the page is open, and the newer version does not wait for it', async () => {
    const { store, shown, stop } = await page();
    const upgraded = await openAsAnotherTab(2);
    await waitUntil(() => store.notSaved !== '', 'it is said', PATIENT);
    expect(store.notSaved).to.equal(newer);
    // What an operator does now is on screen, and not as if it were saved.
    store.put(`${event}0`, { type: 'add' });
    await store.flush();
    expect(store.notSaved).to.equal(newer);
    expect(store.lost).to.equal('');
    await waitUntil(() => shown.values.length === 2, 'it is shown', PATIENT);
    upgraded.close();
    stop();
  });
});
