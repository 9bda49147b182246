import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastRemoval, removalEndsAt } from '../../src/domain/operator/removals.ts';

const HOUR = 3_600_000;
const event = (at: number, type: string) => ({ at, type });

test('what was removed last can be brought back for an hour, whatever else was done since', () => {
  const [first, second] = [event(1, 'remove'), event(2, 'remove')];
  assert.equal(lastRemoval([event(0, 'add'), first, second, event(3, 'add')], 4, 'remove'), second);
  assert.equal(lastRemoval([first], 1 + HOUR - 1, 'remove'), first);
  assert.equal(lastRemoval([first], 1 + HOUR, 'remove'), undefined);
  assert.equal(removalEndsAt(first), 1 + HOUR);
});

test('nothing can be brought back where nothing was removed, or it was brought back already', () => {
  assert.equal(lastRemoval<ReturnType<typeof event>, string>([], 1, 'remove'), undefined);
  assert.equal(lastRemoval([event(0, 'add')], 1, 'remove'), undefined);
  assert.equal(
    lastRemoval([event(0, 'remove'), event(1, 'remove'), event(2, 'restore')], 3, 'remove'),
    undefined,
  );
  assert.equal(lastRemoval([event(0, 'remove')], 1, 'unpin'), undefined);
  assert.equal(removalEndsAt(undefined), undefined);
});
