import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayLabel, growth, growthByDay, utcDays } from '../../src/domain/growth/growth.ts';

const HOUR = 3_600_000;
const midnight = Date.UTC(2026, 2, 21);
const log = (...samples: [hour: number, n?: number][]) =>
  samples.map(([hour, n]) => ({ at: midnight + hour * HOUR, n }));
const n = (sample: { n?: number | undefined }) => sample.n;

test('a counter grows by its last less its first', () => {
  const grown = growth(log([1, 10], [2, 12], [3, 20]), n, midnight, midnight + 4 * HOUR);
  assert.deepEqual(grown, { by: 10, from: midnight + HOUR, to: midnight + 3 * HOUR, samples: 3, resets: 0 });
});

test('a counter that falls starts a new segment, and growth is never negative', () => {
  const grown = growth(log([1, 10], [2, 15], [3, 2], [4, 5]), n, midnight, midnight + 9 * HOUR);
  assert.equal(grown?.by, 8);
  assert.equal(grown.resets, 1);
});

test('one sample tells no growth, nor does one without a value', () => {
  assert.equal(growth(log([1, 10]), n, 0, Infinity), undefined);
  assert.equal(growth(log([1, 10], [2]), n, 0, Infinity), undefined);
});

test('only samples within the window count', () => {
  assert.equal(growth(log([-5, 0], [1, 10], [2, 11], [9, 90]), n, midnight, midnight + 3 * HOUR)?.by, 1);
});

test('days are those of UTC, whatever the hour', () => {
  const late = midnight + 23.9 * HOUR;
  assert.deepEqual(utcDays(late, 2).map(dayLabel), ['03-20', '03-21']);
  assert.deepEqual(utcDays(midnight, 2).map(dayLabel), ['03-20', '03-21']);
});

test('a day grows from the last sample shortly before its midnight', () => {
  const samples = log([-20, 5], [-0.1, 9], [6, 12], [23, 14]);
  assert.deepEqual(growthByDay(samples, n, utcDays(midnight, 2)), [4, 5]);
});

test('a tab that slept through midnight counts from the first sample of the day', () => {
  const samples = log([-20, 5], [-9, 9], [6, 12], [23, 14]);
  assert.deepEqual(growthByDay(samples, n, utcDays(midnight, 2)), [4, 2]);
});

test('a day without samples is not known, which is not none', () => {
  assert.deepEqual(growthByDay(log([1, 5], [2, 5]), n, utcDays(midnight, 2)), [undefined, 0]);
});
