import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  candidates,
  inits,
  perHour,
  perSpan,
  suspects,
  watched,
} from '../../src/domain/latency/cold-starts.ts';

const HOUR = 3_600_000;
const now = Date.UTC(2026, 2, 21, 5, 40);
const slow = (hoursAgo: number, ms: number) => ({ at: now - hoursAgo * HOUR, ms, route: 'status' });

test('an answer is suspected from 800 ms on, within the window', () => {
  const log = [slow(200, 900), slow(3, 799), slow(2, 800), slow(-1, 900)];
  assert.deepEqual(suspects(log, now), [slow(2, 800)]);
});

test('hours are counted back from now, and hold each suspect once', () => {
  const log = [slow(24, 900), slow(23.9, 900), slow(1, 900), slow(0.9, 900), slow(0, 900)];
  const hours = perHour(log, now, []);
  assert.equal(hours.length, 24);
  assert.deepEqual([hours[0], hours[22], hours[23]], [1, 1, 2]);
  assert.equal(
    hours.reduce<number>((sum, n = 0) => sum + n, 0),
    4,
  );
});

test('a span of which no response was seen has no count, which is not none', () => {
  const seen = watched(
    [
      { at: now - 3 * HOUR, ms: 40, route: 'status' },
      { at: now - 2 * HOUR, ms: 40, route: 'status', failure: 'network' },
    ],
    now,
  );
  const spanOf = (at: number) => Math.floor((at - (now - 4 * HOUR)) / HOUR);
  assert.deepEqual(perSpan([slow(0.5, 900), slow(9, 900)], seen.times, 4, spanOf), [
    undefined,
    0,
    undefined,
    1,
  ]);
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
