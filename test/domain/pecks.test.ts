import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastHour, pecks } from '../../src/domain/fleet/pecks.ts';
import type { PeckSample, PeckTotals } from '../../src/domain/fleet/pecks.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const MIN = 60_000;
const now = Date.UTC(2026, 2, 21, 12);
const sample = (minutesAgo: number, succeeded: number, failed: number, more = {}): PeckSample => ({
  at: now - minutesAgo * MIN,
  succeeded,
  failed,
  ...more,
});

const totals: [name: string, totals: PeckTotals, tone: Tone, share: number | undefined][] = [
  ['nothing offered', {}, 'unknown', undefined],
  ['only successes offered', { succeeded: 90 }, 'unknown', undefined],
  ['no outcome yet', { succeeded: 0, failed: 0 }, 'info', undefined],
  ['under 10 %', { succeeded: 91, failed: 9 }, 'ok', 0.09],
  ['exactly 10 %', { succeeded: 90, failed: 10 }, 'warn', 0.1],
  ['exactly 30 %', { succeeded: 70, failed: 30 }, 'bad', 0.3],
];
for (const [name, given, tone, share] of totals)
  test(`pecks: ${name} is ${tone}, by the running total and labelled so`, () => {
    const report = pecks(given, [], now);
    assert.equal(report.tone, tone);
    assert.equal(report.failureShare, share);
    assert.equal(report.basis, 'total');
    assert.match(report.label, /^running total, the last hour is not known$/);
  });

test('pecks: the last hour judges from 20 outcomes on', () => {
  const report = pecks({ succeeded: 1000, failed: 0 }, [sample(50, 986, 0), sample(0, 1000, 6)], now);
  assert.equal(report.basis, 'hour');
  assert.equal(report.tone, 'bad');
  assert.equal(report.label, 'last hour, 20 outcomes');
});
test('pecks: 19 outcomes in the last hour leave the judgement to the total', () => {
  const report = pecks({ succeeded: 1000, failed: 0 }, [sample(50, 987, 0), sample(0, 1000, 6)], now);
  assert.equal(report.basis, 'total');
  assert.equal(report.tone, 'ok');
  assert.equal(report.label, 'running total, only 19 outcomes in the last hour');
});

test('last hour: older and future samples do not count, and order does not matter', () => {
  const hour = lastHour([sample(-5, 999, 999), sample(0, 30, 2), sample(61, 0, 0), sample(60, 10, 1)], now);
  assert.deepEqual([hour?.succeeded, hour?.failed, hour?.samples, hour?.from], [20, 1, 2, now - 60 * MIN]);
});
test('last hour: a counter that falls starts anew and never gives a negative rate', () => {
  const hour = lastHour([sample(40, 100, 50), sample(30, 110, 50), sample(20, 2, 0), sample(10, 5, 1)], now);
  assert.deepEqual([hour?.succeeded, hour?.failed], [13, 1]);
});
test('last hour: one counter that falls alone starts anew too', () => {
  const hour = lastHour([sample(30, 10, 9), sample(20, 15, 2), sample(10, 16, 3)], now);
  assert.deepEqual([hour?.succeeded, hour?.failed], [1, 1]);
});
test('last hour: one sample tells no change', () =>
  assert.equal(lastHour([sample(1, 5, 5)], now), undefined));
test('last hour: a cause that a sample lacks is not known, the others are', () => {
  const hour = lastHour([sample(9, 0, 0, { denied: 1, expired: 4 }), sample(0, 0, 5, { denied: 4 })], now);
  assert.deepEqual(hour?.causes, { denied: 3, expired: undefined, callback_error: undefined });
});

test('pecks: three causes with their shares of the failures, nothing left over', () => {
  const report = pecks(
    { succeeded: 80, failed: 20, failure_breakdown: { denied: 10, expired: 6, callback_error: 4 } },
    [],
    now,
  );
  assert.deepEqual(
    report.causes.map(({ cause, count, share }) => [cause, count, share]),
    [
      ['denied', 10, 0.5],
      ['expired', 6, 0.3],
      ['callback_error', 4, 0.2],
    ],
  );
  assert.deepEqual(report.unexplained, { count: 0, share: 0 });
  assert.equal(report.note, undefined);
});

const rests: [name: string, totals: PeckTotals, rest: number | undefined, note: RegExp | undefined][] = [
  [
    'some are unexplained',
    { failed: 9, failure_breakdown: { denied: 5, expired: 0, callback_error: 1 } },
    3,
    /explains 3 failures/,
  ],
  ['one cause is not offered', { failed: 9, failure_breakdown: { denied: 5 } }, 4, /explains 4 failures/],
  [
    'more causes than failures',
    { failed: 1, failure_breakdown: { denied: 3 } },
    -2,
    /2 more than the 1 failure: .* do not add up/,
  ],
  ['no cause is offered', { failed: 9 }, undefined, undefined],
  ['failures are not offered', { failure_breakdown: { denied: 3 } }, undefined, undefined],
  ['no failure', { failed: 0, failure_breakdown: { denied: 0 } }, 0, undefined],
];
for (const [name, given, rest, note] of rests)
  test(`pecks: ${name}: the remainder is ${rest}`, () => {
    const report = pecks(given, [], now);
    assert.equal(report.unexplained?.count, rest);
    if (note) assert.match(report.note ?? '', note);
    else assert.equal(report.note, undefined);
    assert.doesNotMatch(JSON.stringify(report), /NaN/);
  });
