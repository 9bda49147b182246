import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshness, freshnessLimits } from '../../src/rules/freshness.ts';
import { latencyLimits, quantile } from '../../src/rules/latency.ts';
import { grade, worst } from '../../src/rules/tone.ts';
import type { Tone } from '../../src/rules/tone.ts';

const tones: [of: Tone[], is: Tone][] = [
  [[], 'unknown'],
  [['info'], 'info'],
  [['info', 'ok'], 'ok'],
  [['ok', 'unknown'], 'unknown'],
  [['unknown', 'warn', 'ok'], 'warn'],
  [['warn', 'bad', 'unknown'], 'bad'],
];
for (const [of, is] of tones) test(`worst of [${of}] is ${is}`, () => assert.equal(worst(of), is));

const limits: [interval: number, warn: number, bad: number][] = [
  [5000, 60_000, 120_000],
  [30_000, 60_000, 120_000],
  [60_000, 120_000, 240_000],
  [NaN, 60_000, 120_000],
  [-1, 60_000, 120_000],
  [Infinity, 60_000, 120_000],
];
for (const [interval, warn, bad] of limits)
  test(`freshness at an interval of ${interval} ms: a limit itself is the worse class`, () => {
    assert.deepEqual(freshnessLimits(interval), { warn, bad });
    assert.equal(freshness(warn - 1, interval), 'ok');
    assert.equal(freshness(warn, interval), 'warn');
    assert.equal(freshness(bad - 1, interval), 'warn');
    assert.equal(freshness(bad, interval), 'bad');
  });
test('freshness: no age is unknown, never fresh', () => {
  assert.equal(freshness(undefined, 30_000), 'unknown');
  assert.equal(freshness(NaN, 30_000), 'unknown');
});

const grades: [ms: number | undefined, tone: Tone][] = [
  [0, 'ok'],
  [399.9, 'ok'],
  [400, 'warn'],
  [999.9, 'warn'],
  [1000, 'bad'],
  [Infinity, 'bad'],
  [undefined, 'unknown'],
  [NaN, 'unknown'],
  [-1, 'unknown'],
];
for (const [ms, tone] of grades)
  test(`latency of ${ms} ms is ${tone}`, () => assert.equal(grade(ms, latencyLimits), tone));
test('latency: own limits', () => assert.equal(grade(60, { warn: 50, bad: 100 }), 'warn'));

const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
const quantiles: [values: number[], q: number, is: number | undefined][] = [
  [[], 0.5, undefined],
  [[NaN], 0.5, undefined],
  [[7], 0.95, 7],
  [[30, 10, 20], 0, 10],
  [[30, 10, 20], 0.5, 20],
  [[40, 10, 20, 30], 0.5, 20],
  [[30, 10, 20], 1, 30],
  [hundred, 0.95, 95],
  [hundred, 0.07, 7],
];
for (const [values, q, is] of quantiles)
  test(`quantile ${q} of ${values.length} values is ${is}, a value that was seen`, () =>
    assert.equal(quantile(values, q), is));
test('quantile: leaves the values in their order', () => {
  const values = [3, 1, 2];
  quantile(values, 0.5);
  assert.deepEqual(values, [3, 1, 2]);
});
