import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { append } from '../../src/store/append.ts';
import { Folder } from '../../src/store/folder.ts';
import { Kept } from '../../src/store/kept.ts';
import { logKey, samplesIn } from '../../src/store/logs.ts';
import { keepDeed } from '../../src/store/keep-deed.ts';
import { deedsIn, recordKey } from '../../src/store/records.ts';
import { redirect } from './database.ts';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-21T07:00:00Z');
let counter = 0;

describe('logs and records', () => {
  let base: string;
  let kept: Kept;

  beforeEach(() => {
    base = `http://l${++counter}.test`;
    kept = new Kept();
    redirect();
  });
  afterEach(() => sinon.restore());

  const log = () => logKey(base, 'pecks');
  const chunks = async () => (await kept.under(log())).map(([key]) => Number(key.slice(log().length)));
  const times = async () =>
    samplesIn((await kept.under(log())).map(([, chunk]) => chunk)).map(({ at }) => at);
  const add = async (at: number, cap = { age: 7 * 24 * HOUR, count: 20_000 }) =>
    append(kept, log(), { at }, cap);

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
    await kept.flush();
    kept = new Kept();
    await add(start + 2 * HOUR, cap);
    expect(await times()).to.eql([HOUR, HOUR + 1, 2 * HOUR].map((at) => start + at));
  });

  it('goes on when an hour is broken; the others are read', async () => {
    await add(start);
    kept.put(log() + String(start / HOUR + 1), 'broken');
    await add(start + HOUR);
    expect(await times()).to.eql([start, start + HOUR]);
    expect(kept.setAside).to.have.length(1);
    expect(samplesIn(['broken', [{ at: 'never' }], null, [{ at: 5 }]])).to.eql([{ at: 5 }]);
  });

  it('keeps the deeds of two tabs that write at once', async () => {
    const [one, other] = [new Kept(), new Kept()];
    const key = recordKey(base, 'mc-todos');
    keepDeed(one, key, start, { did: 'add', what: 'one' });
    keepDeed(other, key, start, { did: 'add', what: 'other' });
    await Promise.all([one.flush(), other.flush()]);
    const deeds = deedsIn((await new Kept().under(key)).map(([, deed]) => deed));
    expect(deeds.map(({ what }) => what)).to.have.members(['one', 'other']);
  });

  it('gives deeds in the order of time, stamped with it', async () => {
    const key = recordKey(base, 'mc-todos');
    for (const at of [9, 10_000_000_000_000, 100]) keepDeed(kept, key, at, { did: 'add', at: 1, id: 'x' });
    const deeds = deedsIn((await kept.under(key)).map(([, deed]) => deed));
    expect(deeds.map(({ at }) => at)).to.eql([9, 100, 10_000_000_000_000]);
    expect(deedsIn([null, 'deed', { id: 'x' }, { id: 'x', at: '1', did: 'add' }])).to.eql([]);
  });

  it('a folder follows what is put here and what another tab has written, and nothing else', async () => {
    const key = recordKey(base, 'mc-todos');
    kept.put(`${key}1`, 'first');
    await kept.flush();
    const folder = new Folder(kept, key);
    const told = (act: () => void): Promise<void> =>
      new Promise((resolve) => {
        const stop = folder.listen(() => (stop(), resolve()));
        hold ??= folder.listen(() => {});
        act();
      });
    let hold: (() => void) | undefined;
    await told(() => {});
    expect(folder.loaded).to.equal(true);
    expect(folder.values).to.eql(['first']);

    await told(() => kept.put(`${key}2`, 'here'));
    const other = new Kept();
    other.onwritten = (keys) => kept.tell(keys);
    await told(() => {
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
