import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REQUEST_TIMEOUT_MS } from '../../src/api/failure.ts';
import { GIVEN_UP, timeoutRisk } from '../../src/domain/latency/timeouts.ts';
import type { Request } from '../../src/domain/availability/outages.ts';

const now = Date.UTC(2026, 2, 21, 5, 40);
/** Requests a second apart, by their durations in ms. */
const log = (durations: readonly number[], more: Partial<Request> = {}): Request[] =>
  durations.map((ms, index) => ({
    at: now - (durations.length - index) * 1000,
    route: 'status',
    ms,
    ...more,
  }));
const all = (n: number, ms: number): number[] => Array<number>(n).fill(ms);

test('a request is given up when the client gives it up', () => assert.equal(GIVEN_UP, REQUEST_TIMEOUT_MS));

test('the p95 as a share of the timeout: under 2/3 low, under 5/6 medium, else high', () => {
  for (const [p95, timeout, label, tone] of [
    [1999, 3, 'Low risk', 'ok'],
    [2000, 3, 'Medium risk', 'warn'],
    [2499, 3, 'Medium risk', 'warn'],
    [2500, 3, 'High risk', 'bad'],
    [3100, 3, 'High risk', 'bad'],
  ] as const) {
    const risk = timeoutRisk(log([...all(18, 10), p95, p95]), timeout, now, 1000);
    assert.deepEqual([risk.p95, risk.label, risk.tone], [p95, label, tone]);
  }
});

test('it is withheld below 20 requests, and without a timeout', () => {
  const few = timeoutRisk(log(all(19, 10)), 10, now, 1000);
  assert.deepEqual([few.tone, few.label, few.p95], ['unknown', 'Collecting', undefined]);
  for (const timeout of [undefined, 0]) {
    const risk = timeoutRisk(log(all(20, 10)), timeout, now, 1000);
    assert.deepEqual([risk.tone, risk.label, risk.share], ['unknown', 'Timeout not told', undefined]);
  }
});

test('a request that timed out counts as at least its timeout, other failures not at all', () => {
  const gone = log(all(30, 9), { failure: 'http', status: 503 });
  const quick = timeoutRisk([...gone, ...log(all(20, 10))], 10, now, 1000);
  assert.deepEqual([quick.requests, quick.p95, quick.timedOut], [20, 10, 0]);
  for (const failure of [{ failure: 'timeout' }, { failure: 'http', status: 504 }] as const) {
    const risk = timeoutRisk([...log(all(18, 10)), ...log([40, 10_002], failure)], 10, now, 1000);
    assert.deepEqual([risk.p95, risk.timedOut, risk.atLeast, risk.tone], [10_000, 2, true, 'bad']);
  }
});

test('a p95 that was given up shows no low risk', () => {
  const late = [...log(all(10, 10)), ...log(all(10, 10_001), { failure: 'timeout' })];
  assert.deepEqual(
    [30, 14, 12].map((timeout) => timeoutRisk(late, timeout, now, 1000).tone),
    ['unknown', 'warn', 'bad'],
  );
});
