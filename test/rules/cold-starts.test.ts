import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates, inits, perHour, suspects } from '../../src/rules/cold-starts.ts';

const HOUR = 3_600_000;
const now = Date.UTC(2026, 2, 21, 5, 40);
const slow = (hoursAgo: number, ms: number) => ({ at: now - hoursAgo * HOUR, ms, route: 'status' });

test('an answer is suspected from 800 ms on, within the window', () => {
  const log = [slow(200, 900), slow(3, 799), slow(2, 800), slow(-1, 900)];
  assert.deepEqual(suspects(log, now), [slow(2, 800)]);
});

test('hours are counted back from now, and hold each suspect once', () => {
  const hours = perHour([slow(24, 900), slow(23.9, 900), slow(1, 900), slow(0.9, 900), slow(0, 900)], now);
  assert.equal(hours.length, 24);
  assert.deepEqual([hours[0], hours[22], hours[23]], [1, 1, 2]);
  assert.equal(
    hours.reduce((sum, n) => sum + n),
    4,
  );
});

test('candidates took 3 s at least, the newest first', () => {
  assert.deepEqual(candidates([slow(3, 3000), slow(2, 2999), slow(1, 5000)], now), [
    slow(1, 5000),
    slow(3, 3000),
  ]);
});

test('an estimated init is what lies beyond the slow mark', () => {
  assert.deepEqual(inits([slow(3, 900), slow(2, 1000), slow(1, 2800)]), { p50: 200, p95: 2000 });
  assert.deepEqual(inits([]), { p50: undefined, p95: undefined });
});
