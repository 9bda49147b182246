import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastRemoval, removalTurnsAt } from '../../src/rules/undo.ts';

const HOUR = 3_600_000;
const deed = (at: number, did: string) => ({ at, did });

test('what was removed last can be brought back for an hour, whatever else was done since', () => {
  const [first, second] = [deed(1, 'remove'), deed(2, 'remove')];
  assert.equal(lastRemoval([deed(0, 'add'), first, second, deed(3, 'add')], 4), second);
  assert.equal(lastRemoval([first], 1 + HOUR - 1), first);
  assert.equal(lastRemoval([first], 1 + HOUR), undefined);
  assert.equal(removalTurnsAt(first), 1 + HOUR);
});

test('nothing can be brought back where nothing was removed, or it was brought back already', () => {
  assert.equal(lastRemoval([], 1), undefined);
  assert.equal(lastRemoval([deed(0, 'add')], 1), undefined);
  assert.equal(lastRemoval([deed(0, 'remove'), deed(1, 'remove'), deed(2, 'restore')], 3), undefined);
  assert.equal(lastRemoval([deed(0, 'remove')], 1, 'unpin'), undefined);
  assert.equal(removalTurnsAt(undefined), undefined);
});
