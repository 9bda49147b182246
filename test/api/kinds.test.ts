import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  amount,
  integer,
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
  whole,
} from '../../src/api/kinds.ts';
import { misfitsInWords } from '../../src/api/misfit.ts';
import type { Kind } from '../../src/api/kinds.ts';
import type { Misfit } from '../../src/api/misfit.ts';

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
  amount: [amount, ['zero', 'one', 'a half', 'over a whole']],
  count: [integer, ['zero', 'one']],
  share: [share, ['zero', 'one', 'a half']],
  oneOf: [oneOf('ON', 'OFF'), ['a word']],
  orNull: [orNull(integer), ['null', 'zero', 'one']],
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
  assert.equal(time('2024-02-29T00:00:00Z'), Date.UTC(2024, 1, 29));
  assert.equal(time('2000-02-29T00:00:00Z'), Date.UTC(2000, 1, 29));
});
for (const raw of [
  '2026-11-21',
  '2026-11-21T12:00:00',
  '2026-11-21 12:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-21T25:00:00Z',
  ' 2026-11-21T12:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-02-29T00:00:00Z',
  '2100-02-29T00:00:00Z',
  '2026-04-31T00:00:00+02:00',
  '2026-00-10T00:00:00Z',
  '2026-01-00T00:00:00Z',
  'Invalid Date',
  'now',
  '1790000000000',
  1_790_000_000_000,
  null,
  {},
])
  test(`${JSON.stringify(raw)} is not a time`, () => assert.equal(time(raw), undefined));

test('an entry of a list that does not fit costs only itself', () => {
  assert.deepEqual(list(integer)([1, -1, '2', null, 3]), [1, 3]);
  assert.equal(list(integer)({ 0: 1, length: 1 }), undefined);
});
test('an entry of a table stays, as one of which nothing is known: a list is never shorter than it came', () => {
  assert.deepEqual(list({ id: text })([{ id: 'a' }, 'b', { id: 7 }, null]), [{ id: 'a' }, {}, {}, {}]);
  assert.deepEqual(map({ calls: integer })({ 41: { calls: 3 }, 42: 'many' }), { 41: { calls: 3 }, 42: {} });
});
test('a member of a map that does not fit is left out, and no name is special', () => {
  const raw: unknown = JSON.parse('{"eggs":3,"ducklings":-1,"__proto__":7,"constructor":1}');
  const tables = map(integer)(raw) ?? {};
  assert.deepEqual(Object.entries(tables), [
    ['eggs', 3],
    ['__proto__', 7],
    ['constructor', 1],
  ]);
  assert.equal(Object.getPrototypeOf(tables), Object.prototype);
  assert.equal(map(integer)([1, 2]), undefined);
});
test('a table of kinds keeps the members that fit and drops the rest', () => {
  const table = { a: integer, b: text, inner: { c: flag } };
  assert.deepEqual(read(table, { a: 1, b: 2, inner: { c: 'yes', d: 1 }, other: 1 }), { a: 1, inner: {} });
  for (const raw of [null, 'text', 3, [], undefined]) assert.equal(read(table, raw), undefined);
});
test('only a plain JSON object is an object', () => {
  assert.equal(isObject({}), true);
  for (const raw of [null, [], 'text', 1, undefined, () => 1]) assert.equal(isObject(raw), false);
});

/** Every misfit of a value, as `path: what came, what is needed`; impossible values stand after a `!`. */
function misfits(node: unknown, raw: unknown): string[] {
  const found: string[] = [];
  read(node, raw, ({ path, came, needed, invalid }: Misfit) =>
    found.push(`${invalid ? '!' : ''}${path}: ${came}, ${needed}`),
  );
  return found;
}

const words = oneOf('ON', 'OFF');
const deep = { alarms: list({ name: text, state: words }), by: map({ calls: integer }), at: orNull(time) };
const told: [what: string, node: unknown, raw: unknown, misfits: string[]][] = [
  ['a number for text', text, 42, [': number, text']],
  ['null for text', text, null, [': null, text']],
  ['a list for text', text, ['42'], [': list, text']],
  ['an object for text', text, {}, [': object, text']],
  ['text for a flag', flag, 'true', [': text, boolean']],
  ['a number for a flag', flag, 1, [': number, boolean']],
  ['text for a number', share, '0.1', [': text, number']],
  ['NaN as text', integer, 'NaN', [': text, number']],
  ['Infinity as text', amount, 'Infinity', [': text, number']],
  ['a flag for a number', integer, true, [': boolean, number']],
  ['a share of 286', share, 286, ['!: 286, share 0 to 1']],
  ['a share below zero', share, -0.1, ['!: -0.1, share 0 to 1']],
  ['a negative count', integer, -1, ['!: -1, whole number, 0 or more']],
  ['half a count', integer, 512.5, ['!: 512.5, whole number, 0 or more']],
  ['a count beyond all counting', integer, 1e308, ['!: 1e+308, whole number, 0 or more']],
  ['a negative amount', amount, -1, ['!: -1, 0 to 9e15']],
  ['an amount beyond all counting', amount, 1e308, ['!: 1e+308, 0 to 9e15']],
  ['1e999', amount, JSON.parse('1e999'), ['!: a number too large, 0 to 9e15']],
  ['another word', words, 'on', ['!: on, ON or OFF']],
  ['a number for a word', words, 1, [': number, text']],
  ['a word for a time', time, 'yesterday', ['!: yesterday, ISO 8601 time with its zone']],
  ['a number for a time', time, 1_790_000_000, [': number, text']],
  ['text for null or a time', orNull(time), 7, [': number, text']],
  ['an object for a list', list(text), {}, [': object, list']],
  ['a list for an object', map(text), [], [': list, object']],
  ['text for a table', { a: text }, 'a', [': text, object']],
  ['a routing weight as text', whole(map(share)), { 43: '0.1', 44: 0.2 }, ['.43: text, number']],
  ['an entry of a list', list(text), ['A', 7, null], ['[1]: number, text', '[2]: null, text']],
  [
    'what lies deep',
    deep,
    { alarms: [{ name: 'a', state: 'BAD' }, 7], by: { 41: { calls: '3' }, 42: null } },
    [
      '!.alarms[0].state: BAD, ON or OFF',
      '.alarms[1]: number, object',
      '.by.41.calls: text, number',
      '.by.42: null, object',
    ],
  ],
  ['what fits', deep, { alarms: [{ name: 'a', state: 'ON' }], by: {}, at: null }, []],
  ['what was not sent', deep, {}, []],
  ['nothing at all', deep, undefined, []],
];
for (const [what, node, raw, expected] of told)
  test(`of ${what} it is reported what came and what is needed`, () =>
    assert.deepEqual(misfits(node, raw), expected));

test('of a whole list or map with one misfit nothing is known, and nothing misfits in a whole one', () => {
  assert.equal(whole(map(share))({ 43: '0.1' }), undefined);
  assert.equal(whole(map(share))({ 43: 0.1, 44: null }), undefined);
  assert.deepEqual(whole(map(share))({ 43: 0.1 }), { 43: 0.1 });
  assert.deepEqual(whole(map(share))({}), {});
  assert.equal(whole(list(text))(['A', 1]), undefined);
  assert.deepEqual(whole(list(text))([]), []);
  assert.equal(whole(list(text))('A'), undefined);
});

test('misfits are told in a sentence for each sort, and many of them by their number', () => {
  const version: Misfit = { path: 'lambda.version', came: 'number', needed: 'text', invalid: false };
  const rate: Misfit = { path: 'ses.bounce_rate', came: '286', needed: 'share 0 to 1', invalid: true };
  assert.deepEqual(misfitsInWords([rate, version]), [
    'Wrong type: lambda.version (number, text expected).',
    'Invalid: ses.bounce_rate (286; share 0 to 1).',
  ]);
  assert.deepEqual(misfitsInWords([]), []);
  assert.match(misfitsInWords(Array<Misfit>(40).fill(version))[0] ?? '', /, and 28 more\.$/);
});
test('a value or a name of great length is cut where it is told', () => {
  const long = 'x'.repeat(5000);
  const [found] = misfits(map({ a: words }), { [long]: { a: long } });
  assert.ok((found ?? long).length < 200);
});
