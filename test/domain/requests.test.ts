import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countedWords,
  coveredBy,
  errorRate,
  recentRequests,
} from '../../src/domain/availability/recent-requests.ts';
import type { Request } from '../../src/domain/availability/outages.ts';

const now = Date.UTC(2026, 2, 21, 5, 40);
const MINUTE = 60_000;

const asked = (minutesAgo: number, more: Partial<Request> = {}): Request => ({
  at: now - minutesAgo * MINUTE,
  route: 'status',
  ms: 50,
  ...more,
});
/** A request a minute, the newest now. */
const many = (n: number, more: Partial<Request> = {}): Request[] =>
  Array.from({ length: n }, (_, index) => asked(n - 1 - index, more));

test('requests of the last 24 h count, but for those that say nothing of the backend', () => {
  const log = [
    asked(24 * 60),
    asked(24 * 60 - 1),
    asked(4, { disturbed: true }),
    asked(3, { failure: 'offline' }),
    asked(2, { failure: 'no-token' }),
    asked(1, { failure: 'network' }),
    asked(-1),
  ];
  assert.deepEqual(
    recentRequests(log, now).map(({ at }) => (now - at) / MINUTE),
    [24 * 60 - 1, 1],
  );
});

test('the error rate is withheld below 20 requests', () => {
  const failed = asked(0, { failure: 'http', status: 503 });
  assert.deepEqual(errorRate([...many(18), failed], now, MINUTE).share, undefined);
  const rate = errorRate([...many(19), failed], now, MINUTE);
  assert.deepEqual([rate.requests, rate.failures, rate.share], [20, 1, 0.05]);
  assert.equal(errorRate(many(20), now, MINUTE).share, 0);
});

test('coverage is the share of the time that polls have seen, of each route from its first on', () => {
  assert.equal(coveredBy([], now, MINUTE), undefined);
  assert.equal(coveredBy(many(20), now, MINUTE), 1);
  // Of each of 19 min only the first half.
  assert.equal(coveredBy(many(20), now, MINUTE / 2), 0.5);
  assert.equal(coveredBy([...many(20), ...many(10, { route: 'metrics' })], now, MINUTE), 1);
});

test('asking again and again covers no more than the time that it takes', () => {
  const burst = Array.from({ length: 60 }, (_, index) => asked(60 - index / 60));
  assert.equal(coveredBy([...burst, asked(0)], now, MINUTE), (59 / 60 + 1) / 60);
  assert.equal(coveredBy([asked(0)], now, MINUTE), 1);
});

test('polls that are spread by a quarter leave no gap', () => {
  assert.equal(coveredBy([asked(3.5), asked(2.25), asked(1.5), asked(0.25)], now, MINUTE), 1);
});

test('a figure says how far back its requests go', () => {
  assert.equal(countedWords(errorRate(many(20), now, MINUTE)), '20 requests in 19 min, coverage 100%');
  assert.equal(countedWords(errorRate([], now, MINUTE)), 'no request seen yet');
});
