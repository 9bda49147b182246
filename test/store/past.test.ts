import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { Store } from '../../src/store/store.ts';
import { lockLogs } from '../../src/store/lock-logs.ts';
import { isPastIndex, keepPast, pastIndexKey, pastPrefix } from '../../src/store/past-write.ts';
import { answersIn, timesUnder } from '../../src/store/past-read.ts';
import { diff, patched } from '../../src/store/patch.ts';
import { maskPatch } from '../../src/store/patch-mask.ts';
import { redirect } from './database.ts';
import type { PastAnswer } from '../../src/store/past-read.ts';

const NOON = Date.UTC(2026, 2, 21, 12);
const SECOND = 1000;
const HOUR = 3_600_000;
let counter = 0;

describe('the past', () => {
  let base: string;
  let store: Store;

  beforeEach(() => {
    redirect();
    base = `http://past${++counter}.test`;
    store = new Store();
  });
  afterEach(() => sinon.restore());

  /** Keeps answers of the status route, each with its time after noon in s, as the tab that polls does. */
  async function keep(
    answers: readonly (readonly [seconds: number, json: object])[],
    into = store,
  ): Promise<void> {
    let before: { json: object; at: number } | undefined;
    for (const [seconds, json] of answers) {
      const answer = { json, at: NOON + seconds * SECOND };
      await keepPast(into, base, 'status', answer, before);
      await into.flush();
      before = answer;
    }
  }

  const entries = async (): Promise<unknown[]> =>
    (await new Store().under(pastPrefix(base, 'status'))).map(([, value]) => value);
  const answers = async (): Promise<PastAnswer[]> => answersIn(await entries());
  const sizes = async (): Promise<number> => JSON.stringify(await entries()).length;

  it('gives each answer back as it was', async () => {
    const reported = [
      { eggs: 1, list: [{ id: 'a' }, { id: 'b' }], gone: true },
      { eggs: 2, list: [{ id: 'c' }, { id: 'a' }] },
      { eggs: null, list: [], deep: { one: { two: [1] } } },
      { eggs: 2, list: 'none', deep: { one: { two: [1, 2] } } },
    ];
    await keep(reported.map((json, n) => [30 * n, json] as const));
    expect((await answers()).map(({ json }) => json)).to.deep.equal(reported);
    expect((await answers()).map(({ at }) => at)).to.deep.equal(
      reported.map((_, n) => NOON + 30 * n * SECOND),
    );
  });

  it('does not grow by the same answer again, but knows until when it held', async () => {
    const json = { text: 'x'.repeat(500) };
    await keep([[0, json]]);
    const once = await sizes();
    await keep(Array.from({ length: 20 }, (_, n) => [30 * n, { ...json }] as const));
    expect(await timesUnder(pastPrefix(base, 'status'))).to.deep.equal([NOON]);
    expect(await sizes()).to.be.at.most(once + 30);
    expect((await answers())[0]?.until).to.equal(NOON + 19 * 30 * SECOND);
  });

  it('does not claim that an answer held while nobody looked', async () => {
    await keep([
      [0, { eggs: 1 }],
      [1800, { eggs: 1 }],
    ]);
    const found = await answers();
    expect(found.map(({ at }) => at)).to.deep.equal([NOON, NOON + 1800 * SECOND]);
    expect(found[0]?.until).to.equal(NOON);
  });

  it('keeps little of an answer of which little changed', async () => {
    const list = Array.from({ length: 100 }, (_, id) => ({ id, text: 'x'.repeat(50) }));
    const whole = JSON.stringify(list).length;
    await keep(
      Array.from(
        { length: 50 },
        (_, n) => [30 * n, { list: [{ id: -n }, ...list].slice(0, 100), n }] as const,
      ),
    );
    expect(await sizes()).to.be.below(2 * whole);
  });

  it('begins anew every hour, so that nothing hangs on what is long gone', async () => {
    await keep(Array.from({ length: 130 }, (_, n) => [60 * n, { n }] as const));
    const whole = (await entries()).filter((entry) => Object.hasOwn(entry as object, 'json'));
    expect(whole).to.have.length(3);
  });

  it('lets go of what is older than a day, the oldest hour first', async () => {
    await keep(Array.from({ length: 30 * 4 }, (_, n) => [900 * n, { n }] as const));
    const times = await timesUnder(pastPrefix(base, 'status'));
    const newest = NOON + 119 * 900 * SECOND;
    expect(newest - (times[0] ?? 0)).to.be.within(24 * HOUR, 25 * HOUR);
    expect(await answers()).to.have.length(times.length);
  });

  it('stays below its room, however much the answers change', async () => {
    const noise = (n: number) => ({ n, text: `${n} `.repeat(200_000) });
    await keep(Array.from({ length: 30 }, (_, n) => [1800 * n, noise(n)] as const));
    expect(await sizes()).to.be.below(12_100_000);
    const found = await answers();
    expect(found.length).to.be.above(5);
    expect(found.at(-1)?.at).to.equal(NOON + 29 * 1800 * SECOND);
  });

  it('is whole though two tabs take turns, each with its own memory', async () => {
    const [one, other] = [new Store(), new Store()];
    for (let n = 0; n < 6; n += 1) {
      const tab = n % 2 === 0 ? one : other;
      await lockLogs(base, async () => {
        await keepPast(tab, base, 'status', { json: { n }, at: NOON + n * 30 * SECOND }, undefined);
        await tab.flush();
      });
    }
    expect((await answers()).map(({ json }) => json)).to.deep.equal([0, 1, 2, 3, 4, 5].map((n) => ({ n })));
  });

  it('counts anew what an older build has kept, or an import has brought', async () => {
    store.put(`${pastPrefix(base, 'status')}${NOON}`, { json: { eggs: 1 }, at: NOON });
    await store.flush();
    await keep([[60, { eggs: 2 }]]);
    const index = await new Store().getAs(pastIndexKey(base), isPastIndex);
    expect(Object.keys(index?.['status']?.chains ?? {})).to.deep.equal([String(NOON), String(NOON + 60_000)]);
    expect(await answers()).to.have.length(2);
  });

  it('costs only what hangs on it where an entry is missing or broken', () => {
    const found = answersIn([
      { at: 1, json: { a: 1 } },
      { at: 2, after: 1, patch: { in: { a: { is: 2 } } } },
      { at: 3, after: 9, patch: { in: {} } },
      'rubbish',
      { at: 4, after: 2, patch: { in: 7 } },
      { at: 5, after: 4, patch: { in: {} } },
      { at: 6, json: { a: 6 } },
    ]);
    expect(found.map(({ at }) => at)).to.deep.equal([1, 2, 6]);
  });
});

describe('a patch', () => {
  for (const [from, to] of [
    [1, 2],
    [{ a: [1, 2, 3] }, { a: [3, 1] }],
    [{ a: [1, 1] }, { a: [1] }],
    [{ a: [1] }, { a: [1, 1, 1] }],
    [{ a: { b: { c: { d: { e: 1 } } } } }, { a: { b: { c: { d: { e: 2 } } } } }],
    [{ a: 1 }, { b: 1 }],
    [null, { a: 1 }],
    [[{ a: 1 }], {}],
  ] as const)
    it(`makes ${JSON.stringify(to)} of ${JSON.stringify(from)}`, () => {
      expect(patched(from, JSON.parse(JSON.stringify(diff(from, to) ?? { in: {} })))).to.deep.equal(to);
    });

  it('is none between two that tell the same', () => {
    expect(diff({ a: [{ b: 1 }], c: { d: null } }, { a: [{ b: 1 }], c: { d: null } })).to.equal(undefined);
  });

  it('that came from outside is masked as the answer would be', () => {
    const json = (name: string, mail: string) => ({
      lambda: { env_names: ['A', name] },
      emails: [{ to: mail }],
    });
    const patch = diff(json('B', 'none'), json('TOKEN=hunter2', 'jo@example.com'));
    const text = JSON.stringify(maskPatch(patch, 'status'));
    expect(text).to.include('TOKEN').and.to.include('j•••@e•••.com');
    expect(text).to.not.include('hunter2').and.to.not.include('jo@example.com');
  });
});
