import { expect } from '@open-wc/testing';
import { eventLogs } from '../../src/data/event-logs.ts';
import { hub } from '../../src/data/hub.ts';
import { recordName } from '../../src/data/spec.ts';
import { cards } from '../../src/shell/cards.ts';
import { recordKey } from '../../src/store/records.ts';
import { all, faults, injected, visibleText } from '../components/support/read.ts';
import { START, bring, useStage } from '../components/support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { EventLog } from '../../src/store/event-log.ts';

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < depth; n += 1) value = n % 2 === 0 ? [value] : { inner: value };
  return value;
};

const DAY = 86_400_000;
const LATEST = 8.64e15;
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a', 'b', 'c', ''];
const TIMES = [START, START - 5, START - 3 * DAY, START + 9 * DAY, START + 5, 0, LATEST];
const BAD_TIMES = [-1, -1e300, 1e300, NaN, Infinity, LATEST + 1, '5', null, [], {}, undefined];
const VALUES: unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  42,
  286,
  NaN,
  Infinity,
  1e300,
  12345678901234567890n,
  new Date(NaN),
  new Map([['a', 1]]),
  [],
  {},
  ['a', 7, null],
  nested(1000),
  JSON.parse('{"__proto__":{"polluted":1},"constructor":5,"toString":"x"}') as unknown,
  '',
  '   ',
  '\u202e321-tnega\u0000\ud800',
  '<img src=x onerror=alert(1)> [x](javascript:alert(1)) `c` | # h',
];

/** Values that may lie in a log: events of its types with members of every kind, and what is no event at all. */
function hostile(log: EventLog, next: () => number, size: number, long: string): unknown[] {
  // None of the lists is empty.
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const ids: string[] = [...NAMES.slice(0, 7)];
  return Array.from({ length: size }, (_, n) => {
    if (next() < 0.05) return pick(VALUES);
    const id =
      next() < 0.7 ? `${String(START + n).padStart(14, '0')}-${String(n).padStart(6, '0')}-abc` : pick(ids);
    ids.push(id);
    const type = next() < 0.9 ? pick(Object.keys(log.events)) : pick([...NAMES, long, 7, null, {}]);
    const members = Object.entries((typeof type === 'string' && log.events[type]) || {}).map(
      ([marked, kind]) => {
        const fitting = [
          'P1',
          'update',
          'social',
          'support',
          'shift',
          0.5,
          5,
          true,
          START,
          LATEST,
          ['x'],
          pick(ids),
          pick(ids),
          long,
        ].filter((value) => kind(value) !== undefined);
        return [marked.replace('?', ''), next() < 0.85 && fitting.length > 0 ? pick(fitting) : pick(VALUES)];
      },
    );
    const at = next() < 0.9 ? pick(TIMES) : pick(BAD_TIMES);
    const called = next() < 0.1 ? { did: type } : { type };
    const more = next() < 0.1 ? { extra: pick(VALUES), imported: true } : {};
    return { ...more, ...Object.fromEntries(members), id: next() < 0.95 ? id : pick(VALUES), at, ...called };
  });
}

describe('events of every shape', () => {
  const at = useStage('mc-todos');
  let tags: string[] = [];

  before(async () => {
    await bring(Object.keys(cards));
    // The tags of cards only are there; the class of each has its spec.
    const specOf = (tag: string) => (customElements.get(tag) as Partial<typeof Card> | undefined)?.spec;
    tags = Object.keys(cards).filter((tag) => specOf(tag)?.records);
    expect(tags.length).to.be.above(25);
  });

  for (const seed of [1, 2, 3])
    it(`throw in no card, say nothing in words of the engine, and stay as they are (${seed})`, async () => {
      const stage = at();
      const next = random(seed);
      const long = seed === 3 ? 'long '.repeat(200_000) : 'long '.repeat(100);
      const { store } = hub();
      for (const log of eventLogs)
        hostile(log, next, 25, long).forEach((value, n) => {
          store.put(`${recordKey(stage.base, log.name)}${String(n).padStart(4, '0')}`, value);
        });
      await store.flush();
      const before = await store.under(`1/${stage.base}/record/`);
      expect(before.length).to.be.above(17 * 20);

      await stage.show(
        `<section>${tags.map((tag) => `<${tag} api-base="${stage.base}"></${tag}>`).join('')}</section>`,
      );
      await stage.pass(3000);
      const shown = tags.map((tag) => stage.place.querySelector<Card>(tag));
      for (const card of shown) {
        if (!card) throw new Error('A card is missing.');
        const text = visibleText(card);
        expect(text, card.localName).to.not.include('could not show its data');
        expect(faults(card), `${card.localName}: ${text.slice(0, 3000)}`).to.be.empty;
        expect(injected(card), card.localName).to.be.empty;
        for (const log of Object.values(card.spec.records ?? {}))
          if (recordName(log, card.localName) === log.name && all(card, 'article').length > 0)
            expect(text, card.localName).to.match(new RegExp(`of ${log.title} could not be read`));
      }
      expect(stage.messages, stage.messages.join('\n').slice(0, 2000)).to.be.empty;
      expect({}).to.not.have.property('polluted');
      expect((await store.under(`1/${stage.base}/record/`)).length).to.equal(before.length);
    });
});
