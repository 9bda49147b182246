import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertLimits, alerts } from '../../components/alert-thresholds/alerts.ts';
import { CHECK_HOLDS, checkedAlarms, liveAlarms } from '../../components/cloudwatch-alarms/alarms.ts';
import { envDiff } from '../../components/env-diff/diff.ts';
import { compared } from '../../components/lambda-config/compared.ts';
import { measured } from '../../components/lambda-cost/measured.ts';
import { certAgeLimits } from '../../src/domain/fleet/certs.ts';
import { memoryLimits } from '../../src/domain/runtime/memory.ts';
import type { Request } from '../../src/domain/availability/outages.ts';

const now = Date.UTC(2026, 2, 21, 5, 40);
const DAY = 86_400_000;

test('calls are counted until the audit was made, however long ago that is', () => {
  const audit = { entries: [{ timestamp: now - 0.98 * DAY }], covers_from: now - DAY };
  assert.equal(measured(audit, now, [], now + DAY / 2).perMonth, 30);
});

test('an environment is compared with what was set, else with the oldest sample', () => {
  const log = [
    { at: 1, names: ['A', 'B'] },
    { at: 2, names: ['B', 'A', 'C'] },
    { at: 3, names: ['A', 'B', 'C'] },
  ];
  assert.deepEqual(envDiff(['C', 'B', 'D', 'B'], log, undefined), {
    names: ['B', 'C', 'D'],
    added: ['C', 'D'],
    removed: ['A'],
    since: 1,
    byHand: false,
    changedAt: 2,
  });
  const set = envDiff(['A'], log, { at: 9, names: [] });
  assert.deepEqual([set.added, set.removed, set.since, set.byHand], [['A'], [], 9, true]);
  const first = envDiff(['A'], [], undefined);
  assert.deepEqual([first.added, first.since, first.changedAt], [[], undefined, undefined]);
});

test('alarms that are told stand worst first, with those that are configured and not told of', () => {
  const list = liveAlarms(
    [
      { name: 'fine', state: 'OK', updated_at: 5 },
      { name: 'new', state: 'INSUFFICIENT_DATA' },
      { name: 'odd' },
      { name: 'loud', state: 'ALARM', metric: 'Errors', threshold: 5 },
    ],
    [{ name: 'fine' }, { name: 'lost', condition: '> 1 %' }],
  );
  assert.deepEqual(
    list.map(({ name, tone, label }) => [name, tone, label]),
    [
      ['loud', 'bad', 'in alarm'],
      ['new', 'unknown', 'too little data'],
      ['odd', 'unknown', 'state not offered'],
      ['lost', 'unknown', 'not told of'],
      ['fine', 'ok', 'OK'],
    ],
  );
  assert.equal(list[0]?.note, 'Errors, threshold 5');
});

test('an alarm that was checked by hand is unverified after 24 h', () => {
  const check = (at: number, state: string) => [{ at, alarm: 'Lambda errors', state }];
  const first = (checks: Parameters<typeof checkedAlarms>[1]) => checkedAlarms(undefined, checks, now)[0];
  assert.equal(checkedAlarms(undefined, [], now).length, 4);
  for (const [at, state, tone, label] of [
    [now - 1, 'OK', 'ok', 'OK'],
    [now - 1, 'ALARM', 'bad', 'in alarm'],
    [now - CHECK_HOLDS + 1, 'OK', 'ok', 'OK'],
    [now - CHECK_HOLDS, 'OK', 'unknown', 'OK, unverified'],
    [now - CHECK_HOLDS, 'ALARM', 'unknown', 'in alarm, unverified'],
    [now - 1, 'quack', 'unknown', 'not checked'],
  ] as const) {
    const alarm = first(check(at, state));
    assert.deepEqual([alarm?.tone, alarm?.label], [tone, label]);
  }
  assert.equal(first([...check(1, 'ALARM'), ...check(now - 1, 'OK')])?.tone, 'ok');
  assert.deepEqual(checkedAlarms([], [], now), []);
});

test('a setting is judged only where something is expected of it', () => {
  const tones = (is: Parameters<typeof compared>[0], expected?: Parameters<typeof compared>[1]) =>
    compared(is, expected).map(({ tone }) => tone);
  const all = { runtime: 'a', memory_mb: 1, timeout_s: 2, architecture: 'b', region: 'c', concurrency: 3 };
  assert.deepEqual([...new Set(tones(all))], ['info']);
  assert.deepEqual([...new Set(tones(all, all))], ['ok']);
  assert.deepEqual(tones({ memory_mb: 512, timeout_s: 2 }, { memory_mb: 256, timeout_s: 2, region: 'c' }), [
    'info',
    'warn',
    'ok',
    'info',
    'unknown',
    'info',
  ]);
  assert.equal(compared({ memory_mb: 512 })[1]?.is, '512 MB');
});

test('each threshold stands beside its value, and is reached by a value equal to it', () => {
  const requests = (failed: number): Request[] =>
    Array.from({ length: 20 }, (_, index) => ({
      at: now - index * 1000,
      route: 'status' as const,
      ms: 9,
      ...(index < failed && { failure: 'network' as const }),
    })).reverse();
  const audit = (denied: number, covers_from: number | undefined) => ({
    covers_from,
    entries: Array.from({ length: denied }, (_, index) => ({
      event_type: index % 2 ? 'duck.peck_denied' : 'duck.peck_expired',
      timestamp: now - 1000 - index,
    })),
  });
  const limits = { alert: alertLimits, memory: memoryLimits, cert_days: certAgeLimits };
  const all = now - 2 * DAY;
  const tones = (memory: number | undefined, days: number | null | undefined, denied: number, from = all) =>
    alerts(
      {
        memory,
        reported: typeof days === 'number' ? now - days * DAY : days,
        audit: audit(denied, from),
        auditAt: now,
        requests: requests(0),
      },
      now,
      30_000,
      limits,
    ).map(({ tone }) => tone);
  assert.deepEqual(tones(99, 59, 9), ['ok', 'ok', 'ok', 'ok']);
  assert.deepEqual(tones(100, 60, 10), ['ok', 'warn', 'bad', 'warn']);
  assert.deepEqual(tones(undefined, null, 0), ['ok', 'unknown', 'info', 'unknown']);
  assert.deepEqual(tones(99, undefined, 9, now - 3_600_000), ['ok', 'ok', 'unknown', 'unknown']);
  const [errors] = alerts(
    { memory: 1, reported: now, audit: audit(1, all), auditAt: now, requests: requests(1) },
    now,
    30_000,
    limits,
  );
  assert.deepEqual([errors?.tone, errors?.reported('UTC')], ['bad', '5%']);
  const [, memory, , pecks] = alerts(
    { memory: 120, reported: now, audit: audit(3, now - 3_600_000), auditAt: now, requests: [] },
    now,
    30_000,
    { ...limits, memory: { warn: 200 }, alert: { ...alertLimits, peck_failures: 3 } },
  );
  assert.deepEqual([memory?.tone, pecks?.tone], ['ok', 'warn']);
  assert.equal(pecks?.reported('UTC'), 'at least 3 since 04:40 UTC');
});
