import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directionOf, movesOf, spanOf } from '../../src/domain/growth/comparison.ts';

/** The moves between two values in short. */
const short = (was: unknown, is: unknown): string[] =>
  movesOf(was, is, 'x').map((move) => `${move.name}: ${String(move.was)} → ${String(move.is)}`);

const cases: [name: string, was: unknown, is: unknown, reported: string[]][] = [
  ['the same', { a: 1, b: { c: 'd' } }, { b: { c: 'd' }, a: 1 }, []],
  ['a scalar', 1, 2, ['x: 1 → 2']],
  ['a member', { a: 1, b: 2 }, { a: 1, b: 3 }, ['x.b: 2 → 3']],
  ['a member of a member', { a: { b: false } }, { a: { b: true } }, ['x.a.b: false → true']],
  ['a field that comes', {}, { a: 0 }, ['x.a: undefined → 0']],
  ['a field that goes', 'a', undefined, ['x: a → undefined']],
  ['none and something', null, 5, ['x: null → 5']],
  ['none that becomes an object', null, { id: 'd-1' }, ['x.id: undefined → d-1']],
  ['an object that becomes none', { id: 'd-1' }, null, ['x.id: d-1 → undefined']],
  ['a list of texts', ['A', 'B'], ['A', 'C'], ['x: A, B → A, C']],
  [
    'a list of things with names, in another order',
    [
      { name: 'n', state: 'OK' },
      { name: 'm', state: 'OK' },
    ],
    [
      { name: 'm', state: 'OK' },
      { name: 'n', state: 'ALARM' },
    ],
    ['x.n.state: OK → ALARM'],
  ],
  ['a table of a hostile name', {}, Object.fromEntries([['__proto__', 3]]), ['x.__proto__: undefined → 3']],
];
for (const [name, was, is, reported] of cases) test(name, () => assert.deepEqual(short(was, is), reported));

test('a change has a direction', () => {
  assert.deepEqual([3, -3, 0].map(directionOf), ['up', 'down', 'none']);
});

test('the span is that of the route whose answers lie furthest apart', () => {
  const shots = [{ last: { at: 90 }, before: { at: 60 } }, { last: { at: 95 } }, undefined];
  assert.equal(spanOf(shots), 30);
  assert.equal(spanOf([{ last: { at: 95 } }]), undefined);
});
