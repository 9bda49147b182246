import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { Store } from '../../src/store/store.ts';
import { deleteOwn, openAsAnotherTab, redirect } from './database.ts';

/** Full storage, as browsers say it. */
const full = () => new DOMException('no room', 'QuotaExceededError');
const isText = (value: unknown): value is string => typeof value === 'string';
let counter = 0;

describe('Kept', () => {
  let base: string;
  let transactions: sinon.SinonSpy;

  beforeEach(() => {
    base = `1/http://k${++counter}.test`;
    redirect();
    transactions = sinon.spy(IDBDatabase.prototype, 'transaction');
  });
  afterEach(() => sinon.restore());

  it('keeps what was put for the next visit', async () => {
    const store = new Store();
    store.put(`${base}/a`, { eggs: 3 });
    await store.flush();
    expect(await new Store().get(`${base}/a`)).to.eql({ eggs: 3 });
    store.put(`${base}/a`, undefined);
    await store.flush();
    expect(await new Store().get(`${base}/a`)).to.equal(undefined);
  });

  it('reads all that a page asks for at its start in one transaction', async () => {
    const store = new Store();
    for (const name of 'abc') store.put(`${base}/${name}`, name);
    await store.flush();
    const stores = [new Store(), new Store()];
    await Promise.all(stores.map((each) => each.flush()));
    transactions.resetHistory();
    const names = [...'abc', 'a', 'none'];
    const values = await Promise.all(
      stores.flatMap((each, n) => names.slice(n * 3, n * 3 + 3).map((name) => each.get(`${base}/${name}`))),
    );
    expect(values).to.eql(['a', 'b', 'c', 'a', undefined]);
    expect(transactions.callCount).to.equal(1);
  });

  it('writes all that a poll leaves in one transaction', async () => {
    const store = new Store();
    await store.get(base);
    transactions.resetHistory();
    for (const name of 'abc') store.put(`${base}/${name}`, name);
    store.put(`${base}/a`, 'A');
    await store.flush();
    await store.flush();
    // With nothing to write it is only looked at.
    expect(transactions.args.filter(([, mode]) => mode === 'readwrite')).to.eql([['kept', 'readwrite']]);
    expect(await new Store().under(base)).to.eql([
      [`${base}/a`, 'A'],
      [`${base}/b`, 'b'],
      [`${base}/c`, 'c'],
    ]);
  });

  it('writes what belongs together in one transaction, though each part asks for it to be written', async () => {
    const store = new Store();
    await store.get(base);
    transactions.resetHistory();
    const written = sinon.spy();
    store.onwritten = written;
    const flushes = ['a', 'b'].map((name) => {
      store.put(`${base}/${name}`, name);
      return store.flush();
    });
    store.put(`${base}/c`, 'c');
    await Promise.all(flushes);
    expect(transactions.args).to.eql([['kept', 'readwrite']]);
    expect(written.args).to.eql([[['a', 'b', 'c'].map((name) => `${base}/${name}`)]]);
  });

  it('shows what was put before it is written, in `get` and in `under`', async () => {
    const store = new Store();
    store.put(`${base}/a`, 1);
    store.put(`${base}/b`, 2);
    await store.flush();
    store.put(`${base}/a`, 10);
    store.put(`${base}/b`, undefined);
    expect(await store.get(`${base}/a`)).to.equal(10);
    expect(await store.get(`${base}/b`)).to.equal(undefined);
    expect(await store.under(base)).to.eql([[`${base}/a`, 10]]);
  });

  it('keeps a value that was put while the one before it was being written', async () => {
    const store = new Store();
    store.put(`${base}/a`, 1);
    const first = store.flush();
    // The turn ends, and with it what the first flush takes along.
    await Promise.resolve();
    store.put(`${base}/a`, 2);
    await first;
    await store.flush();
    expect(await new Store().get(`${base}/a`)).to.equal(2);
  });

  it('writes at once when the page is hidden, for it may not come back', async () => {
    const store = new Store();
    const written = new Promise((resolve) => (store.onwritten = resolve));
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    store.put(`${base}/a`, 1);
    document.dispatchEvent(new Event('visibilitychange'));
    clock.restore();
    expect(await written).to.eql([`${base}/a`]);
  });

  it('tells listeners at once, and says what was written when it is', async () => {
    const store = new Store();
    const heard = sinon.spy();
    const written = sinon.spy();
    const stop = store.listen(heard);
    store.onwritten = written;
    store.put(`${base}/a`, 1);
    expect(heard.args).to.eql([[[`${base}/a`]]]);
    expect(written.callCount).to.equal(0);
    await store.flush();
    expect(written.args).to.eql([[[`${base}/a`]]]);
    stop();
    store.put(`${base}/b`, 1);
    expect(heard.callCount).to.equal(1);
  });

  it('makes room by the oldest samples when storage is full, never by what an operator wrote', async () => {
    const store = new Store();
    const event = `${base}/record/mc-todos/00000000000001-abc`;
    const chunks = [100, 99, 101, 102].map((hour) => `${base}/log/pecks/${hour}`);
    for (const key of [event, ...chunks]) store.put(key, [key]);
    await store.flush();
    const put = sinon.stub(IDBObjectStore.prototype, 'put').callThrough();
    put.onFirstCall().throws(full());
    store.put(`${base}/snapshot/status`, { json: {} });
    await store.flush();
    expect(store.notSaved).to.equal('');
    expect((await new Store().under(base)).map(([key]) => key.slice(base.length))).to.eql([
      '/log/pecks/100',
      '/log/pecks/101',
      '/log/pecks/102',
      '/record/mc-todos/00000000000001-abc',
      '/snapshot/status',
    ]);
  });

  it('says that storage is full, keeps the value in memory, and saves it once there is room', async () => {
    const store = new Store();
    const put = sinon.stub(IDBObjectStore.prototype, 'put').throws(full());
    store.put(`${base}/a`, 1);
    await store.flush();
    expect(store.notSaved).to.match(/full.*not saved/);
    expect(await store.get(`${base}/a`)).to.equal(1);
    put.restore();
    store.put(`${base}/b`, 2);
    await store.flush();
    expect(store.notSaved).to.equal('');
    expect(await new Store().under(base)).to.eql([
      [`${base}/a`, 1],
      [`${base}/b`, 2],
    ]);
  });

  it('writes what an operator did first, in a transaction of its own, and one that belongs together in one', async () => {
    const store = new Store();
    await store.get(base);
    transactions.resetHistory();
    const put = sinon.spy(IDBObjectStore.prototype, 'put');
    store.put(`${base}/snapshot/status`, { json: {} });
    for (const name of ['mc-incident-mode', 'mc-incident-escalation'])
      store.put(`${base}/record/${name}/1`, { type: 'start' });
    await store.flush();
    expect(put.args.map(([, key]) => String(key).slice(base.length))).to.eql([
      '/record/mc-incident-mode/1',
      '/record/mc-incident-escalation/1',
      '/snapshot/status',
    ]);
    expect(transactions.callCount).to.equal(2);
  });

  it('saves what an operator did where there is room for that, though none for a large value before it', async () => {
    const store = new Store();
    const [large, event] = [`${base}/snapshot/audit`, `${base}/record/mc-todos/1`];
    const real = IDBObjectStore.prototype.put;
    sinon.stub(IDBObjectStore.prototype, 'put').callsFake(function (this: IDBObjectStore, value, key) {
      if (JSON.stringify(value).length > 1000) throw full();
      return real.call(this, value, key);
    });
    store.put(large, { json: 'x'.repeat(2000) });
    await store.flush();
    const written = sinon.spy();
    store.onwritten = written;
    store.put(event, { type: 'add' });
    await store.flush();
    expect(await new Store().under(base)).to.eql([[event, { type: 'add' }]]);
    expect(written.args).to.eql([[[event]]]);
    expect(store.notSaved).to.match(/full.*not saved/);
    expect(await store.get(large)).to.be.an('object');
  });

  it('makes room for what an operator did by the oldest samples', async () => {
    const store = new Store();
    for (const hour of [100, 99, 101, 102]) store.put(`${base}/log/pecks/${hour}`, [hour]);
    await store.flush();
    const put = sinon.stub(IDBObjectStore.prototype, 'put').callThrough();
    put.onFirstCall().throws(full());
    store.put(`${base}/record/mc-todos/1`, { type: 'add' });
    await store.flush();
    expect(store.notSaved).to.equal('');
    const left = (await new Store().under(base)).map(([key]) => key.slice(base.length));
    expect(left).to.eql(['/log/pecks/100', '/log/pecks/101', '/log/pecks/102', '/record/mc-todos/1']);
  });

  it('sets a value aside that does not parse, and says so', async () => {
    const store = new Store();
    store.put(`${base}/a`, { broken: true });
    await store.flush();
    expect(await store.getAs(`${base}/a`, isText)).to.equal(undefined);
    expect(store.setAside).to.have.length(1);
    expect(store.setAside[0]).to.contain(`${base}/a`);
    await store.flush();
    const later = new Store();
    expect(await later.get(`1/aside/${base}/a`)).to.eql({ broken: true });
    expect(await later.getAs(`${base}/a`, isText)).to.equal(undefined);
    expect(later.setAside).to.eql([]);
  });

  it('lets another tab delete the database, and goes on in a new one', async () => {
    const store = new Store();
    store.put(`${base}/a`, 1);
    await store.flush();
    await deleteOwn();
    expect(await store.get(`${base}/a`)).to.equal(undefined);
    store.put(`${base}/b`, 2);
    await store.flush();
    expect(store.notSaved).to.equal('');
    expect(await new Store().under(base)).to.eql([[`${base}/b`, 2]]);
  });
});

describe('Kept, where the database is refused', () => {
  const key = '1/http://refused.test/a';
  const never = () => Object.assign(new EventTarget(), { error: null }) as unknown as IDBOpenDBRequest; // answers nothing

  // The connection of the tests before must go, or it would be used instead of a new one.
  beforeEach(deleteOwn);
  afterEach(() => sinon.restore());

  const expectMemoryOnly = async (store: Store): Promise<void> => {
    expect(store.notSaved).to.match(/refuses storage.*not saved/);
    expect(await store.get(key)).to.equal(1);
  };

  it('holds values in memory when it throws', async () => {
    sinon.stub(indexedDB, 'open').throws(new DOMException('no', 'SecurityError'));
    const store = new Store();
    expect(await store.get('1/none')).to.equal(undefined);
    expect(await store.under('1/none')).to.eql([]);
    store.put(key, 1);
    await store.flush();
    await expectMemoryOnly(store);
    expect(await store.under(key)).to.eql([[key, 1]]);
  });

  it('does not wait for one that never answers', async () => {
    sinon.stub(indexedDB, 'open').callsFake(never);
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const store = new Store();
    const reading = store.get('1/none');
    await clock.tickAsync(3000);
    expect(await reading).to.equal(undefined);
    store.put(key, 1);
    const writing = store.flush();
    await clock.tickAsync(3000);
    await writing;
    clock.restore();
    expect(store.notSaved).to.equal('This browser’s storage does not answer, so new values are not saved.');
    expect(await store.get(key)).to.equal(1);
  });

  it('does not wait behind a tab that will not let an older version go', async () => {
    redirect();
    const older = await openAsAnotherTab(1);
    // Somebody wants a newer version, `older` does not close, and so every other open stands behind that.
    const upgrade = openAsAnotherTab(2).catch(() => undefined);
    await upgrade;
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const store = new Store();
    store.put(key, 1);
    const writing = store.flush();
    await clock.tickAsync(3000);
    await writing;
    clock.restore();
    older.close();
    expect(store.notSaved).to.match(/does not answer.*not saved/);
    expect(await store.get(key)).to.equal(1);
  });

  it('comes back to it when it opens again', async () => {
    const refused = sinon.stub(indexedDB, 'open').throws(new DOMException('no', 'SecurityError'));
    const store = new Store();
    store.put(key, 1);
    await store.flush();
    refused.restore();
    redirect();
    store.put(`${key}/more`, 2);
    await store.flush();
    expect(store.notSaved).to.equal('');
    expect(await new Store().get(key)).to.equal(1);
  });
});
