import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { append } from '../../src/store/append.ts';
import { Collection } from '../../src/store/collection.ts';
import { Store } from '../../src/store/store.ts';
import { logKey, samplesIn } from '../../src/store/logs.ts';
import { storeEvent } from '../../src/store/keep-event.ts';
import { eventsIn, recordKey } from '../../src/store/records.ts';
import { redirect } from './database.ts';
import type { OperatorEvent } from '../../src/store/records.ts';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-21T07:00:00Z');
let counter = 0;

describe('logs and records', () => {
  let base: string;
  let store: Store;

  beforeEach(() => {
    base = `http://l${++counter}.test`;
    redirect();
    store = new Store();
  });
  afterEach(() => sinon.restore());

  const log = () => logKey(base, 'pecks');
  const chunks = async () => (await store.under(log())).map(([key]) => Number(key.slice(log().length)));
  const times = async () =>
    samplesIn((await store.under(log())).map(([, chunk]) => chunk)).map(({ at }) => at);
  const add = async (at: number, cap = { age: 7 * 24 * HOUR, count: 20_000 }) =>
    append(store, log(), { at }, cap);

  it('puts the samples of an hour into one chunk', async () => {
    const all = [start, start + 1, start + HOUR - 1, start + HOUR];
    for (const at of all) await add(at);
    expect(await times()).to.eql(all);
    expect(await chunks()).to.eql([start / HOUR, start / HOUR + 1]);
  });

  it('lets the oldest hours go by age', async () => {
    const cap = { age: 2 * HOUR, count: 100 };
    for (const hour of [0, 1, 2, 3]) await add(start + hour * HOUR, cap);
    expect(await chunks()).to.eql([1, 2, 3].map((hour) => start / HOUR + hour));
    await add(start + 50 * HOUR, cap);
    expect(await times()).to.eql([start + 50 * HOUR]);
  });

  it('lets the oldest hours go by count, and counts right when the log is read anew', async () => {
    const cap = { age: 100 * HOUR, count: 4 };
    for (const at of [0, 1, HOUR, HOUR + 1]) await add(start + at, cap);
    expect(await times()).to.have.length(4);
    await store.flush();
    store = new Store();
    await add(start + 2 * HOUR, cap);
    expect(await times()).to.eql([HOUR, HOUR + 1, 2 * HOUR].map((at) => start + at));
  });

  it('goes on when an hour is broken; the others are read', async () => {
    await add(start);
    store.put(log() + String(start / HOUR + 1), 'broken');
    await add(start + HOUR);
    expect(await times()).to.eql([start, start + HOUR]);
    expect(store.setAside).to.have.length(1);
    expect(samplesIn(['broken', [{ at: 'never' }], null, [{ at: 5 }]])).to.eql([{ at: 5 }]);
  });

  it('keeps the events of two tabs that write at once', async () => {
    const [one, other] = [new Store(), new Store()];
    const key = recordKey(base, 'mc-todos');
    storeEvent(one, key, start, { type: 'add', what: 'one' });
    storeEvent(other, key, start, { type: 'add', what: 'other' });
    await Promise.all([one.flush(), other.flush()]);
    const events = eventsIn((await new Store().under(key)).map(([, event]) => event));
    expect(events.map(({ what }) => what)).to.have.members(['one', 'other']);
  });

  it('gives events in the order in which they were kept, each with its time', async () => {
    const key = recordKey(base, 'mc-todos');
    for (const at of [9, 10_000_000_000_000, 100])
      storeEvent(store, key, at, { type: 'add', at: 1, id: 'x' });
    const events = eventsIn((await store.under(key)).map(([, event]) => event));
    expect(events.map(({ at }) => at)).to.eql([9, 10_000_000_000_000, 100]);
    expect(eventsIn([null, 'event', { id: 'x' }, { id: 'x', at: '1', type: 'add' }])).to.eql([]);
  });

  it('gives an event the time of the clock, and the place after the last one, whatever was stamped ahead', async () => {
    const key = recordKey(base, 'mc-todos');
    let last: OperatorEvent | undefined;
    const keep = (at: number, text: string) =>
      (last = storeEvent(store, key, at, { type: 'add', text }, last));
    keep(start, 'in time');
    const ahead = keep(start + 9 * 24 * HOUR, 'by a clock nine days ahead');
    for (const at of [start + 1, start + 2, start + 2]) keep(at, `at ${at - start}`);
    keep(start - HOUR, 'by a clock an hour behind');
    keep(ahead.at + 1, 'when that day has come');
    const events = eventsIn((await store.under(key)).map(([, event]) => event));
    expect(events.map(({ at }) => at - start)).to.eql([0, 9 * 24 * HOUR, 1, 2, 2, -HOUR, 9 * 24 * HOUR + 1]);
    expect(new Set(events.map(({ id }) => id)).size).to.equal(7);
  });

  it('puts an event after the last one, whatever id that has', () => {
    const key = recordKey(base, 'mc-todos');
    const ids = [
      '00000000000001-a-b',
      'zzz',
      '__proto__',
      '99999999999999-999999-zzzzzz',
      `${8.64e15}-000001-abc`,
      '00000000000009-999999-abc',
    ];
    for (const id of ids)
      for (const at of [0, start, 8.64e15]) {
        const last = { id, at, type: 'add' };
        const next = storeEvent(store, key, start, { type: 'add' }, last);
        expect(eventsIn([next, last]), `${id} at ${at}`).to.eql([last, next]);
        const after = storeEvent(store, key, start, { type: 'add' }, next);
        expect(eventsIn([after, next, last]), `${id} at ${at}`).to.eql([last, next, after]);
        expect(after.at).to.equal(start);
      }
  });

  it('keeps the order of events of one turn, of which no listener has heard yet', () => {
    const key = recordKey(base, 'mc-incident-mode');
    const types = Array.from({ length: 20 }, (_, n) => `type ${n}`);
    const kept = types.map((type) => storeEvent(store, key, start, { type }));
    expect(eventsIn(kept.toReversed()).map(({ type }) => type)).to.eql(types);
  });

  it('takes nothing for an event whose time no date can tell', () => {
    for (const at of [NaN, Infinity, -Infinity, 8.64e15 + 1, -1, 1e300, '5', null, [5], { at: 5 }])
      expect(eventsIn([{ id: 'a', at, type: 'add' }]), String(at)).to.eql([]);
    for (const id of ['', 5, null, ['a'], {}, undefined])
      expect(eventsIn([{ id, at: 5, type: 'add' }]), String(id)).to.eql([]);
  });

  it('a folder follows what is put here and what another tab has written, and nothing else', async () => {
    const key = recordKey(base, 'mc-todos');
    store.put(`${key}1`, 'first');
    await store.flush();
    const folder = new Collection(store, key);
    const reported = (act: () => void): Promise<void> =>
      new Promise((resolve) => {
        const stop = folder.listen(() => (stop(), resolve()));
        hold ??= folder.listen(() => {});
        act();
      });
    let hold: (() => void) | undefined;
    await reported(() => {});
    expect(folder.loaded).to.equal(true);
    expect(folder.values).to.eql(['first']);

    await reported(() => store.put(`${key}2`, 'here'));
    const other = new Store();
    other.onwritten = (keys) => store.tell(keys);
    await reported(() => {
      other.put(`${recordKey(base, 'mc-todos-2')}9`, 'not ours');
      other.put(`${key}0`, 'there');
      other.put(`${key}1`, undefined);
      void other.flush();
    });
    expect(folder.values).to.eql(['there', 'here']);
    hold?.();
    expect(folder.values).to.eql([]);
  });
});
