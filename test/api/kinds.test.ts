import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  amount,
  count,
  flag,
  isObject,
  list,
  map,
  number,
  oneOf,
  orNull,
  read,
  share,
  text,
  time,
} from '../../src/api/kinds.ts';
import type { Kind } from '../../src/api/kinds.ts';

/** What a broken or hostile backend may put in any place. */
const hostile: Record<string, unknown> = {
  'nothing': undefined,
  'null': null,
  'true': true,
  'zero': 0,
  'one': 1,
  'minus one': -1,
  'a half': 0.5,
  'over a whole': 1.5,
  'not a number': NaN,
  'infinite': Infinity,
  'huge': 1e300,
  'past whole numbers': 2 ** 53,
  'empty text': '',
  'number as text': '42',
  'NaN as text': 'NaN',
  'markup': '<img src=x onerror=alert(1)>',
  'a word': 'ON',
  'a word in lower case': 'on',
  'a time': '2026-11-21T07:00:00Z',
  'an empty list': [],
  'a list': [1],
  'an empty object': {},
  'an object that acts as a number': { valueOf: () => 1 },
};

/** Which of them each kind takes; it takes no other. */
const takes: Record<string, [Kind<unknown>, string[]]> = {
  text: [
    text,
    ['empty text', 'number as text', 'NaN as text', 'markup', 'a word', 'a word in lower case', 'a time'],
  ],
  flag: [flag, ['true']],
  number: [number, ['zero', 'one', 'minus one', 'a half', 'over a whole', 'huge', 'past whole numbers']],
  amount: [amount, ['zero', 'one', 'a half', 'over a whole', 'huge', 'past whole numbers']],
  count: [count, ['zero', 'one']],
  share: [share, ['zero', 'one', 'a half']],
  oneOf: [oneOf('ON', 'OFF'), ['a word']],
  orNull: [orNull(count), ['null', 'zero', 'one']],
};

for (const [name, [kind, taken]] of Object.entries(takes))
  for (const [what, raw] of Object.entries(hostile))
    test(`${name} ${taken.includes(what) ? 'takes' : 'does not offer'} ${what}`, () =>
      assert.deepEqual(kind(raw), taken.includes(what) ? raw : undefined));

test('a time is read as milliseconds since 1970 UTC, whatever zone it is written in', () => {
  const noon = Date.UTC(2026, 10, 21, 12);
  assert.equal(time('2026-11-21T12:00:00Z'), noon);
  assert.equal(time('2026-11-21T12:00Z'), noon);
  assert.equal(time('2026-11-21T12:00:00.250Z'), noon + 250);
  assert.equal(time('2026-11-22T01:00:00+13:00'), noon);
  assert.equal(time('1969-12-31T23:59:59Z'), -1000);
});
for (const raw of [
  '2026-11-21',
  '2026-11-21T12:00:00',
  '2026-11-21 12:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-21T25:00:00Z',
  ' 2026-11-21T12:00:00Z',
  'Invalid Date',
  'now',
  '1790000000000',
  1_790_000_000_000,
  null,
  {},
])
  test(`${JSON.stringify(raw)} is not a time`, () => assert.equal(time(raw), undefined));

test('an entry of a list that does not fit costs only itself', () => {
  assert.deepEqual(list(count)([1, -1, '2', null, 3]), [1, 3]);
  assert.deepEqual(list({ id: text })([{ id: 'a' }, 'b', { id: 7 }, null]), [{ id: 'a' }, {}]);
  assert.equal(list(count)({ 0: 1, length: 1 }), undefined);
});
test('a member of a map that does not fit is left out, and no name is special', () => {
  const raw: unknown = JSON.parse('{"eggs":3,"ducklings":-1,"__proto__":7,"constructor":1}');
  const tables = map(count)(raw) ?? {};
  assert.deepEqual(Object.entries(tables), [
    ['eggs', 3],
    ['__proto__', 7],
    ['constructor', 1],
  ]);
  assert.equal(Object.getPrototypeOf(tables), Object.prototype);
  assert.equal(map(count)([1, 2]), undefined);
});
test('a table of kinds keeps the members that fit and drops the rest', () => {
  const table = { a: count, b: text, inner: { c: flag } };
  assert.deepEqual(read(table, { a: 1, b: 2, inner: { c: 'yes', d: 1 }, other: 1 }), { a: 1, inner: {} });
  for (const raw of [null, 'text', 3, [], undefined]) assert.equal(read(table, raw), undefined);
});
test('only a plain JSON object is an object', () => {
  assert.equal(isObject({}), true);
  for (const raw of [null, [], 'text', 1, undefined, () => 1]) assert.equal(isObject(raw), false);
});
