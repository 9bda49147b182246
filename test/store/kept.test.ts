import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { Kept } from '../../src/store/kept.ts';
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
    const kept = new Kept();
    kept.put(`${base}/a`, { eggs: 3 });
    await kept.flush();
    expect(await new Kept().get(`${base}/a`)).to.eql({ eggs: 3 });
    kept.put(`${base}/a`, undefined);
    await kept.flush();
    expect(await new Kept().get(`${base}/a`)).to.equal(undefined);
  });

  it('reads all that a page asks for at its start in one transaction', async () => {
    const kept = new Kept();
    for (const name of 'abc') kept.put(`${base}/${name}`, name);
    await kept.flush();
    transactions.resetHistory();
    const names = [...'abc', 'a', 'none'];
    const values = await Promise.all(names.map((name) => new Kept().get(`${base}/${name}`)));
    expect(values).to.eql(['a', 'b', 'c', 'a', undefined]);
    expect(transactions.callCount).to.equal(1);
  });

  it('writes all that a poll leaves in one transaction', async () => {
    const kept = new Kept();
    await kept.get(base);
    transactions.resetHistory();
    for (const name of 'abc') kept.put(`${base}/${name}`, name);
    kept.put(`${base}/a`, 'A');
    await kept.flush();
    await kept.flush();
    expect(transactions.args).to.eql([['kept', 'readwrite']]);
    expect(await new Kept().under(base)).to.eql([
      [`${base}/a`, 'A'],
      [`${base}/b`, 'b'],
      [`${base}/c`, 'c'],
    ]);
  });

  it('writes what belongs together in one transaction, though each part asks for it to be written', async () => {
    const kept = new Kept();
    await kept.get(base);
    transactions.resetHistory();
    const written = sinon.spy();
    kept.onwritten = written;
    const flushes = ['a', 'b'].map((name) => {
      kept.put(`${base}/${name}`, name);
      return kept.flush();
    });
    kept.put(`${base}/c`, 'c');
    await Promise.all(flushes);
    expect(transactions.args).to.eql([['kept', 'readwrite']]);
    expect(written.args).to.eql([[['a', 'b', 'c'].map((name) => `${base}/${name}`)]]);
  });

  it('shows what was put before it is written, in `get` and in `under`', async () => {
    const kept = new Kept();
    kept.put(`${base}/a`, 1);
    kept.put(`${base}/b`, 2);
    await kept.flush();
    kept.put(`${base}/a`, 10);
    kept.put(`${base}/b`, undefined);
    expect(await kept.get(`${base}/a`)).to.equal(10);
    expect(await kept.get(`${base}/b`)).to.equal(undefined);
    expect(await kept.under(base)).to.eql([[`${base}/a`, 10]]);
  });

  it('keeps a value that was put while the one before it was being written', async () => {
    const kept = new Kept();
    kept.put(`${base}/a`, 1);
    const first = kept.flush();
    // The turn ends, and with it what the first flush takes along.
    await Promise.resolve();
    kept.put(`${base}/a`, 2);
    await first;
    await kept.flush();
    expect(await new Kept().get(`${base}/a`)).to.equal(2);
  });

  it('writes at once when the page is hidden, for it may not come back', async () => {
    const kept = new Kept();
    const written = new Promise((resolve) => (kept.onwritten = resolve));
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    kept.put(`${base}/a`, 1);
    document.dispatchEvent(new Event('visibilitychange'));
    clock.restore();
    expect(await written).to.eql([`${base}/a`]);
  });

  it('tells listeners at once, and says what was written when it is', async () => {
    const kept = new Kept();
    const heard = sinon.spy();
    const written = sinon.spy();
    const stop = kept.listen(heard);
    kept.onwritten = written;
    kept.put(`${base}/a`, 1);
    expect(heard.args).to.eql([[[`${base}/a`]]]);
    expect(written.callCount).to.equal(0);
    await kept.flush();
    expect(written.args).to.eql([[[`${base}/a`]]]);
    stop();
    kept.put(`${base}/b`, 1);
    expect(heard.callCount).to.equal(1);
  });

  it('makes room by the oldest samples when storage is full, never by what an operator wrote', async () => {
    const kept = new Kept();
    const deed = `${base}/record/mc-todos/00000000000001-abc`;
    const chunks = [100, 99, 101, 102].map((hour) => `${base}/log/pecks/${hour}`);
    for (const key of [deed, ...chunks]) kept.put(key, [key]);
    await kept.flush();
    const put = sinon.stub(IDBObjectStore.prototype, 'put').callThrough();
    put.onFirstCall().throws(full());
    kept.put(`${base}/snapshot/status`, { json: {} });
    await kept.flush();
    expect(kept.notSaved).to.equal('');
    expect((await new Kept().under(base)).map(([key]) => key.slice(base.length))).to.eql([
      '/log/pecks/100',
      '/log/pecks/101',
      '/log/pecks/102',
      '/record/mc-todos/00000000000001-abc',
      '/snapshot/status',
    ]);
  });

  it('says that storage is full, keeps the value in memory, and saves it once there is room', async () => {
    const kept = new Kept();
    const put = sinon.stub(IDBObjectStore.prototype, 'put').throws(full());
    kept.put(`${base}/a`, 1);
    await kept.flush();
    expect(kept.notSaved).to.match(/full.*not saved/);
    expect(await kept.get(`${base}/a`)).to.equal(1);
    put.restore();
    kept.put(`${base}/b`, 2);
    await kept.flush();
    expect(kept.notSaved).to.equal('');
    expect(await new Kept().under(base)).to.eql([
      [`${base}/a`, 1],
      [`${base}/b`, 2],
    ]);
  });

  it('sets a value aside that does not parse, and says so', async () => {
    const kept = new Kept();
    kept.put(`${base}/a`, { broken: true });
    await kept.flush();
    expect(await kept.getAs(`${base}/a`, isText)).to.equal(undefined);
    expect(kept.setAside).to.have.length(1);
    expect(kept.setAside[0]).to.contain(`${base}/a`);
    await kept.flush();
    const later = new Kept();
    expect(await later.get(`1/aside/${base}/a`)).to.eql({ broken: true });
    expect(await later.getAs(`${base}/a`, isText)).to.equal(undefined);
    expect(later.setAside).to.eql([]);
  });

  it('lets another tab delete the database, and goes on in a new one', async () => {
    const kept = new Kept();
    kept.put(`${base}/a`, 1);
    await kept.flush();
    await deleteOwn();
    expect(await kept.get(`${base}/a`)).to.equal(undefined);
    kept.put(`${base}/b`, 2);
    await kept.flush();
    expect(kept.notSaved).to.equal('');
    expect(await new Kept().under(base)).to.eql([[`${base}/b`, 2]]);
  });
});

describe('Kept, where the database is refused', () => {
  const key = '1/http://refused.test/a';
  const never = () => Object.assign(new EventTarget(), { error: null }) as unknown as IDBOpenDBRequest; // answers nothing

  // The connection of the tests before must go, or it would be used instead of a new one.
  beforeEach(deleteOwn);
  afterEach(() => sinon.restore());

  const expectMemoryOnly = async (kept: Kept): Promise<void> => {
    expect(kept.notSaved).to.match(/refuses storage.*not saved/);
    expect(await kept.get(key)).to.equal(1);
  };

  it('holds values in memory when it throws', async () => {
    sinon.stub(indexedDB, 'open').throws(new DOMException('no', 'SecurityError'));
    const kept = new Kept();
    expect(await kept.get('1/none')).to.equal(undefined);
    expect(await kept.under('1/none')).to.eql([]);
    kept.put(key, 1);
    await kept.flush();
    await expectMemoryOnly(kept);
    expect(await kept.under(key)).to.eql([[key, 1]]);
  });

  it('does not wait for one that never answers', async () => {
    sinon.stub(indexedDB, 'open').callsFake(never);
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const kept = new Kept();
    const reading = kept.get('1/none');
    await clock.tickAsync(3000);
    expect(await reading).to.equal(undefined);
    kept.put(key, 1);
    const writing = kept.flush();
    await clock.tickAsync(3000);
    await writing;
    clock.restore();
    await expectMemoryOnly(kept);
  });

  it('does not wait behind a tab that will not let an older version go', async () => {
    redirect();
    const older = await openAsAnotherTab(1);
    // Somebody wants a newer version, `older` does not close, and so every other open stands behind that.
    const upgrade = openAsAnotherTab(2).catch(() => undefined);
    await upgrade;
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const kept = new Kept();
    kept.put(key, 1);
    const writing = kept.flush();
    await clock.tickAsync(3000);
    await writing;
    clock.restore();
    older.close();
    await expectMemoryOnly(kept);
  });

  it('comes back to it when it opens again', async () => {
    const refused = sinon.stub(indexedDB, 'open').throws(new DOMException('no', 'SecurityError'));
    const kept = new Kept();
    kept.put(key, 1);
    await kept.flush();
    refused.restore();
    redirect();
    kept.put(`${key}/more`, 2);
    await kept.flush();
    expect(kept.notSaved).to.equal('');
    expect(await new Kept().get(key)).to.equal(1);
  });
});
