import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limitsOf } from '../../src/data/card-limits.ts';
import { readLimits } from '../../src/domain/judgement/limits.ts';
import type { Spec } from '../../src/data/spec.ts';

const latency = { warn: 400, bad: 1000 };
const quota = { warn: 0.7, bad: 0.9 };
const health = { ok: 90, warn: 70 };

describe('limits of a site', () => {
  test('stand instead of the usual ones, member by member', () => {
    assert.deepEqual(readLimits({ latency_warn: 200, other_bad: 5 }, 'latency', latency), {
      limits: { warn: 200, bad: 1000 },
      wrong: [],
    });
    assert.deepEqual(readLimits(undefined, 'latency', latency), { limits: latency, wrong: [] });
    assert.deepEqual(readLimits({ quota_warn: 0, quota_bad: 1 }, 'quota', quota).limits, { warn: 0, bad: 1 });
  });

  test('that are no limits are named, and the usual ones stand', () => {
    for (const value of [-1, -0.001, NaN, Infinity]) {
      const { limits, wrong } = readLimits({ latency_bad: value }, 'latency', latency);
      assert.deepEqual(limits, latency, String(value));
      assert.deepEqual(wrong, [{ key: 'latency_bad', value, needed: '0 or more' }]);
    }
    assert.deepEqual(readLimits({ canary_error_rate: 5 }, 'canary', { error_rate: 0.01, looks: 10 }), {
      limits: { error_rate: 0.01, looks: 10 },
      wrong: [{ key: 'canary_error_rate', value: 5, needed: 'share 0 to 1' }],
    });
  });

  test('that turn a warning and what it warns of round are named, both', () => {
    const { limits, wrong } = readLimits({ latency_warn: 2000 }, 'latency', latency);
    assert.deepEqual(limits, latency);
    assert.deepEqual(
      wrong.map(({ key, value }) => [key, value]),
      [['latency_warn', 2000]],
    );
    const both = readLimits({ latency_warn: 900, latency_bad: 300 }, 'latency', latency);
    assert.deepEqual(both.limits, latency);
    assert.deepEqual(
      both.wrong.map(({ key }) => key),
      ['latency_warn', 'latency_bad'],
    );
    assert.deepEqual(readLimits({ latency_warn: 1000 }, 'latency', latency).wrong, [], 'the same is no turn');
    assert.deepEqual(readLimits({ health_warn: 95 }, 'health', health).wrong, [], 'no pair of warn and bad');
  });

  test('are read by what a card declares, some of them from its interval', () => {
    const spec = {
      title: 'A',
      section: 'posture',
      size: 'small',
      limits: { latency, freshness: (interval: number) => ({ warn: 2 * interval, bad: 4 * interval }) },
    } as const satisfies Spec;
    const { limits, wrong } = limitsOf(spec, { latency_bad: 500, freshness_warn: 50, quota_warn: 9 }, 100);
    assert.deepEqual(limits, { latency: { warn: 400, bad: 500 }, freshness: { warn: 50, bad: 400 } });
    assert.deepEqual(wrong, []);
    assert.equal(limitsOf(spec, { freshness_bad: -1 }, 100).wrong.length, 1);
  });
});
