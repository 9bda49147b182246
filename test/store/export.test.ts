import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { append } from '../../src/store/append.ts';
import { clear } from '../../src/store/clear.ts';
import { exportFile, exportKept, exportName } from '../../src/store/export.ts';
import { inventory } from '../../src/store/inventory.ts';
import { keepDeed } from '../../src/store/keep-deed.ts';
import { Kept } from '../../src/store/kept.ts';
import { logKey } from '../../src/store/logs.ts';
import { recordKey } from '../../src/store/records.ts';
import { deleteOwn, redirect } from './database.ts';

const at = Date.parse('2026-11-21T07:04:05Z');
const [one, other] = ['https://one.test', 'https://other.test/api'];

describe('what is kept', () => {
  let kept: Kept;

  beforeEach(async () => {
    await deleteOwn();
    redirect();
    kept = new Kept();
  });
  afterEach(async () => {
    // What is still to be written must not come into the next test.
    await kept.flush();
    sinon.restore();
  });

  /** Two bases with something of every kind that grows by itself, and an operator's deed. */
  const fill = async (): Promise<void> => {
    for (const base of [one, other]) {
      for (const ms of [0, 1, 3_600_000])
        await append(kept, logKey(base, 'pecks'), { at: at + ms }, { age: 1e12, count: 100 });
      kept.put(`1/${base}/snapshot/status`, { json: { generated_at: 'x' }, at });
      keepDeed(kept, recordKey(base, 'mc-todos'), at, { did: 'add', text: 'Feed the ducks 🦆' });
    }
    kept.put('1/packs/night', { mission_control_pack: 1, base: one, now: at });
    kept.put(`1/aside/1/${one}/skew`, 'broken');
    await kept.flush();
  };

  it('goes into one object, every entry under its key, what is not yet written too', async () => {
    await fill();
    kept.put(`1/${one}/skew`, 1200);
    const exported = await exportKept(kept, at, '{"theme":"dark"}');
    expect(exported.mission_control_export).to.equal(1);
    expect(exported.at).to.equal('2026-11-21T07:04:05.000Z');
    expect(exported.settings).to.equal('{"theme":"dark"}');
    expect(exported).not.to.have.property('incomplete');
    expect(Object.entries(exported.entries)).to.eql(await kept.under('1/'));
    expect(exported.entries[`1/${one}/skew`]).to.equal(1200);
    // Two bases with two chunks, an index, a snapshot and a deed each; the pack, the aside and the skew.
    expect(Object.keys(exported.entries)).to.have.length(2 * 5 + 3);
  });

  it('makes a file that is JSON and says the same, under a name with the UTC date', async () => {
    await fill();
    for (const exported of [await exportKept(kept, at), await exportKept(kept, at, 'text')])
      expect(JSON.parse(await exportFile(exported).text())).to.eql(exported);
    expect(exportName(await exportKept(kept, at))).to.equal('mission-control-2026-11-21-0704Z.json');
  });

  it('makes a file of nothing, and one without what cannot be written as JSON', async () => {
    const empty = await exportKept(kept, at);
    expect(JSON.parse(await exportFile(empty).text())).to.eql({ ...empty, entries: {} });
    kept.put('1/a', { big: 1n });
    kept.put('1/b', 2);
    const file = await exportFile(await exportKept(kept, at)).text();
    expect((JSON.parse(file) as typeof empty).entries).to.eql({ '1/b': 2 });
  });

  it('says that it is incomplete where the database cannot be read, and holds what the page has', async () => {
    sinon.restore();
    await deleteOwn();
    sinon.stub(indexedDB, 'open').throws(new DOMException('no', 'SecurityError'));
    kept.put('1/a', 1);
    const exported = await exportKept(kept, at);
    expect(exported.incomplete).to.match(/could not be read/);
    expect(exported.entries).to.eql({ '1/a': 1 });
  });

  it('is counted by base and kind: of logs the samples', async () => {
    await fill();
    const { stock, bytes } = await inventory(kept);
    const counted = stock.map(({ base, kind, entries }) => `${base} ${kind} ${entries}`);
    expect(counted).to.have.members([
      ' packs 1',
      ' aside 1',
      ...[one, other].flatMap((base) => [`${base} log 3`, `${base} record 1`, `${base} snapshot 1`]),
    ]);
    const text = JSON.stringify((await exportKept(kept, at)).entries);
    expect(bytes).to.be.within(text.length * 0.9, text.length * 1.1);
  });

  it('is counted though the browser does not say how much room there is', async () => {
    sinon.stub(navigator.storage, 'estimate').rejects(new TypeError('no'));
    const counted = await inventory(kept);
    expect(counted).to.eql({ stock: [], bytes: 0 });
  });

  const names = async (): Promise<string[]> => (await new Kept().under('1/')).map(([key]) => key);

  it('goes by kind, by base, or all of it, and the rest stays', async () => {
    await fill();
    const all = await names();
    expect(await clear(kept, { base: one, kind: 'log' })).to.equal(true);
    const rest = all.filter((key) => !key.startsWith(`1/${one}/log/`));
    expect(rest.length).to.equal(all.length - 3);
    expect(await names()).to.eql(rest);
    await clear(kept, { base: other });
    expect(await names()).to.eql(rest.filter((key) => !key.startsWith(`1/${other}/`)));
    await clear(kept, { base: '', kind: 'packs' });
    expect(await names()).not.to.include('1/packs/night');
    await clear(kept);
    expect(await names()).to.eql([]);
  });

  it('leaves a mark of a text of the older page, which counts as nothing', async () => {
    const key = `1/${one}/imported/sd_todos`;
    kept.put(key, { text: '[]', sentence: 'read' });
    await clear(kept);
    expect(await new Kept().get(key)).to.eql({ cleared: true });
    expect((await inventory(kept)).stock).to.eql([]);
  });

  it('is not said to be gone where the browser refuses', async () => {
    await fill();
    const put = sinon.stub(IDBObjectStore.prototype, 'delete').throws(new DOMException('no', 'UnknownError'));
    expect(await clear(kept)).to.equal(false);
    put.restore();
  });
});
