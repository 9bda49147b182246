import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { append } from '../../src/store/append.ts';
import { clear } from '../../src/store/clear.ts';
import { exportFile, exportStore, exportName } from '../../src/store/export.ts';
import { inventory } from '../../src/store/inventory.ts';
import { storeEvent } from '../../src/store/keep-event.ts';
import { Store } from '../../src/store/store.ts';
import { importText } from '../../src/store/import.ts';
import { passingRealm, realmOf } from '../../src/store/realm.ts';
import { entryOf } from '../../src/store/store-keys.ts';
import { logKey } from '../../src/store/logs.ts';
import { recordKey } from '../../src/store/records.ts';
import { allKept, deleteOwn, redirect } from './database.ts';

const at = Date.parse('2026-11-21T07:04:05Z');
const [one, other] = ['https://one.test', 'https://other.test/api'];

describe('what is kept', () => {
  let store: Store;

  beforeEach(async () => {
    await deleteOwn();
    redirect();
    store = new Store();
    // It looks at the database at once.
    await store.flush();
  });
  afterEach(async () => {
    // What is still to be written must not come into the next test.
    await store.flush();
    sinon.restore();
  });

  /** Two bases with something of every kind that grows by itself, and an operator's event. */
  const fill = async (): Promise<void> => {
    for (const base of [one, other]) {
      for (const ms of [0, 1, 3_600_000])
        await append(store, logKey(base, 'pecks'), { at: at + ms }, { age: 1e12, count: 100 });
      store.put(`1/${base}/snapshot/status`, { json: { generated_at: 'x' }, at });
      storeEvent(store, recordKey(base, 'mc-todos'), at, { type: 'add', text: 'Feed the ducks 🦆' });
    }
    store.put('1/packs/night', { mission_control_pack: 1, base: one, now: at });
    store.put(`1/aside/1/${one}/skew`, 'broken');
    await store.flush();
  };

  it('goes into one object, every entry under its key, what is not yet written too', async () => {
    await fill();
    store.put(`1/${one}/skew`, 1200);
    const exported = await exportStore(store, at, '{"theme":"dark"}');
    expect(exported.mission_control_export).to.equal(2);
    expect(exported.at).to.equal('2026-11-21T07:04:05.000Z');
    expect(exported.settings).to.equal('{"theme":"dark"}');
    expect(exported).not.to.have.property('incomplete');
    expect(exported.entries[`1/${one}/skew`]).to.equal(1200);
    await store.flush();
    expect(Object.entries(exported.entries)).to.eql(await allKept());
    // Two bases with two chunks, an index, a snapshot and an event each; the pack, the aside and the skew.
    expect(Object.keys(exported.entries)).to.have.length(2 * 5 + 3);
  });

  it('has events as they are called today, whichever build wrote them', async () => {
    store.put(`${recordKey(one, 'mc-todos')}a`, { id: 'a', at, did: 'add', text: 'x' });
    const { entries } = await exportStore(store, at);
    expect(entries).to.eql({ [`${recordKey(one, 'mc-todos')}a`]: { id: 'a', at, type: 'add', text: 'x' } });
  });

  it('makes a file that is JSON and says the same, under a name with the UTC date', async () => {
    await fill();
    for (const exported of [await exportStore(store, at), await exportStore(store, at, 'text')])
      expect(JSON.parse(await exportFile(exported).text())).to.eql(exported);
    expect(exportName(await exportStore(store, at))).to.equal('mission-control-2026-11-21-0704Z.json');
  });

  it('makes a file of nothing, and one without what cannot be written as JSON', async () => {
    const empty = await exportStore(store, at);
    expect(JSON.parse(await exportFile(empty).text())).to.eql({ ...empty, entries: {} });
    store.put('1/a', { big: 1n });
    store.put('1/b', 2);
    const file = await exportFile(await exportStore(store, at)).text();
    expect((JSON.parse(file) as typeof empty).entries).to.eql({ '1/b': 2 });
  });

  it('says that it is incomplete where the database cannot be read, and holds what the page has', async () => {
    sinon.restore();
    await deleteOwn();
    sinon.stub(indexedDB, 'open').throws(new DOMException('no', 'SecurityError'));
    store.put('1/a', 1);
    const exported = await exportStore(store, at);
    expect(exported.incomplete).to.match(/could not be read/);
    expect(exported.entries).to.eql({ '1/a': 1 });
  });

  it('is counted by base and kind: of logs the samples', async () => {
    await fill();
    const { stock, bytes } = await inventory(store);
    const counted = stock.map(({ base, kind, entries }) => `${base} ${kind} ${entries}`);
    expect(counted).to.have.members([
      ' packs 1',
      ' aside 1',
      ...[one, other].flatMap((base) => [`${base} log 3`, `${base} record 1`, `${base} snapshot 1`]),
    ]);
    const text = JSON.stringify((await exportStore(store, at)).entries);
    expect(bytes).to.be.within(text.length * 0.9, text.length * 1.1);
  });

  it('is counted though the browser does not say how much room there is', async () => {
    sinon.stub(navigator.storage, 'estimate').rejects(new TypeError('no'));
    const counted = await inventory(store);
    expect(counted).to.eql({ stock: [], bytes: 0 });
  });

  const names = async (): Promise<string[]> => (await allKept()).map(([key]) => key);

  it('goes by kind, by base, or all of it, and the rest stays', async () => {
    await fill();
    const all = await names();
    expect(await clear(store, { base: one, kind: 'log' })).to.equal(true);
    const rest = all.filter((key) => !key.startsWith(`1/${one}/log/`));
    expect(rest.length).to.equal(all.length - 3);
    expect(await names()).to.eql(rest);
    await clear(store, { base: other });
    expect(await names()).to.eql(rest.filter((key) => !key.startsWith(`1/${other}/`)));
    await clear(store, { base: '', kind: 'packs' });
    expect(await names()).not.to.include('1/packs/night');
    await clear(store);
    expect(await names()).to.eql([]);
  });

  it('of one user is told from that of another and of nobody, and what passes with the page is in none of it', async () => {
    const realms = [one, realmOf(one, 'ann/b'), realmOf(one, 'bob')];
    const fillRealms = () => {
      for (const realm of realms) {
        store.put(`1/${realm}/snapshot/status`, { json: {}, at });
        storeEvent(store, recordKey(realm, 'mc-todos'), at, { type: 'add', text: realm });
      }
      return store.flush();
    };
    store.put(`1/${passingRealm(one)}/snapshot/status`, { json: {}, at });
    await fillRealms();
    for (const realm of realms)
      expect(entryOf(`1/${realm}/snapshot/status`)).to.eql({ kind: 'snapshot', base: realm, name: 'status' });
    expect(entryOf(`1/${passingRealm(one)}/snapshot/status`)).to.equal(undefined);
    const { stock } = await inventory(store);
    expect(stock.map(({ base, kind }) => `${base} ${kind}`)).to.have.members(
      realms.flatMap((realm) => [`${realm} snapshot`, `${realm} record`]),
    );
    const text = await exportFile(await exportStore(store, at)).text();
    expect(text).to.not.include('/~');
    await clear(store, { base: realms[1] ?? '' });
    expect(await names()).to.have.length(4);
    await clear(store);
    const report = await importText(store, text, {
      base: one,
      now: () => at,
      events: [],
      logs: {},
      pack: (raw) => raw,
    });
    expect(report.leftOut).to.eql([]);
    expect(await names()).to.have.length(6);
  });

  it('leaves a mark of a text of the older page, which counts as nothing', async () => {
    const key = `1/${one}/imported/sd_todos`;
    store.put(key, { text: '[]', sentence: 'read' });
    await clear(store);
    expect(await new Store().get(key)).to.eql({ cleared: true });
    expect((await inventory(store)).stock).to.eql([]);
  });

  it('is not said to be gone where the browser refuses', async () => {
    await fill();
    const put = sinon.stub(IDBObjectStore.prototype, 'delete').throws(new DOMException('no', 'UnknownError'));
    expect(await clear(store)).to.equal(false);
    put.restore();
  });
});
