import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOLDS, checked, nextUnverified } from '../../src/domain/judgement/checklist.ts';

const DAY = 86_400_000;
const checks = [
  { id: 'a', what: 'A' },
  { id: 'b', what: 'B' },
];
const tick = (item: string, at: number) => ({ id: `${item}${at}`, type: 'tick' as const, item, at });

test('a tick counts for 90 days and is unverified from then on', () => {
  assert.equal(HOLDS, 90 * DAY);
  const at = (now: number) => checked(checks, [tick('a', 0)], now)[0];
  assert.deepEqual(
    [at(90 * DAY - 1), at(90 * DAY)].map((each) => [each?.done, each?.tone, each?.label, each?.at]),
    [
      [true, 'ok', 'done', 0],
      [false, 'unknown', 'unverified', 0],
    ],
  );
});

test('what the data says comes before what was ticked, and what it does not say is left to the operator', () => {
  const live = (done: boolean | undefined) => ({ id: 'a', what: 'A', live: { done, label: 'told' } });
  const stands = (done: boolean | undefined) => {
    const [each] = checked([live(done)], [tick('a', 0)], 1);
    return [each?.done, each?.tone, each?.label, each?.byHand];
  };
  assert.deepEqual(stands(false), [false, 'warn', 'told', false]);
  assert.deepEqual(stands(true), [true, 'ok', 'told', false]);
  assert.deepEqual(stands(undefined), [true, 'ok', 'done', true]);
});

test('tells when the next tick stops to count', () => {
  const list = checked(checks, [tick('a', 5), tick('b', 3)], 10);
  assert.equal(nextUnverified(list), 3 + HOLDS);
  assert.equal(nextUnverified(checked(checks, [], 10)), undefined);
});
