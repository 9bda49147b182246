import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agesAt, agesChangeAt, agesWords, heardLast } from '../../src/domain/freshness/ages.ts';
import { APART } from '../../components/operator-freshness/apart.ts';
import { recorders } from '../../src/data/recorders.ts';
import type { Dated } from '../../src/domain/freshness/ages.ts';

const now = Date.UTC(2026, 2, 21, 12);
/** A thing that was made so many seconds ago. */
const thing = (name: string, ago?: number): Dated => ({
  name,
  at: ago === undefined ? undefined : now - ago * 1000,
  limits: { warn: 60_000, bad: 120_000 },
});
const tones = (...agos: (number | undefined)[]) =>
  agesAt(
    agos.map((ago) => thing('x', ago)),
    now,
  ).map(({ tone }) => tone);

test('an age equal to a limit is in the worse class; what there is none of is not known', () => {
  assert.deepEqual(tones(59.9, 60, 119.9, 120, undefined, -5), [
    'ok',
    'warn',
    'warn',
    'bad',
    'unknown',
    'ok',
  ]);
});

test('the words name the worst', () => {
  const label = (...things: Dated[]) => agesWords(agesAt(things, now), 'not there yet');
  assert.equal(label(thing('a', 1), thing('b', 2)), 'All fresh');
  assert.equal(label(thing('a', 1), thing('b')), 'b not there yet');
  assert.equal(label(thing('a', 70), thing('b'), thing('c', 80)), 'a, c getting old');
  assert.equal(label(thing('a', 70), thing('b', 130)), 'b too old');
});

test('the next turn is the next limit of any', () => {
  assert.equal(
    agesChangeAt([thing('a', 10), thing('b', 70), thing('c', 500), thing('d')], now),
    now + 50_000,
  );
  assert.equal(agesChangeAt([thing('c', 500)], now), Infinity);
});

test('what was heard last is the newest', () => {
  assert.equal(heardLast([thing('a', 500), thing('b', 70), thing('c')]), now - 70_000);
});

test('the operator’s freshness expects each log as seldom as its recorders write it', () => {
  for (const [log, apart] of Object.entries(APART))
    assert.equal(
      Math.max(...recorders.filter((each) => each.log === log).map((each) => each.apart ?? 0)),
      apart,
    );
});
