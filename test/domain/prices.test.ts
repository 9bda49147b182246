import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lambdaCost, lambdaPrices } from '../../src/domain/runtime/prices.ts';

const { perMillionRequests, perGbSecond } = lambdaPrices;
const x86 = { perMillionRequests, perGbSecond: perGbSecond.x86_64 };
const near = (value: number, expected: number) =>
  assert.ok(Math.abs(value - expected) < 0.005, `${value} is not ${expected}`);

test('3 M requests of 120 ms with 256 MB: 90,000 GB-s, $0.60 + $1.50, $0.40 with the free tier', () => {
  const cost = lambdaCost({ requests: 3_000_000, ms: 120, memoryMb: 256, ...x86 });
  assert.equal(cost.gbSeconds, 90_000);
  near(cost.requests, 0.6);
  near(cost.compute, 1.5);
  near(cost.total, 2.1);
  near(cost.withFree, 0.4);
});

test('a duration is billed per ms, rounded up', () =>
  assert.equal(lambdaCost({ requests: 1024, ms: 0.2, memoryMb: 1000, ...x86 }).gbSeconds, 1));

test('within the free tier a month costs nothing', () =>
  assert.equal(lambdaCost({ requests: 1_000_000, ms: 100, memoryMb: 128, ...x86 }).withFree, 0));
