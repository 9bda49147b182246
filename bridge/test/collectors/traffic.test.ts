import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE, NOW, useBridge } from '../stage.ts';
import type { FakeAws } from '../fakes/aws.ts';

/** Calls of the alias that ran a version. */
const call = (aws: FakeAws, version: string, at: number, calls: number, errors = 0): void =>
  aws.account.metrics.call({ function: 'beak-api', alias: 'prod', version, at, calls, errors });

const shift = (aws: FakeAws, weights: Record<string, number>): void =>
  void Object.assign(aws.account.functions.get('beak-api')?.aliases.get('prod') ?? {}, { weights });

test('calls of the last hour are counted by version, with their percentiles', async (t) => {
  const { aws, status } = await useBridge(t);
  call(aws, '2', NOW - 70 * MINUTE, 1000);
  call(aws, '2', NOW - 30 * MINUTE, 400, 4);
  aws.account.metrics.call({
    function: 'beak-api',
    alias: 'prod',
    version: '2',
    at: NOW - 10 * MINUTE,
    calls: 100,
    throttles: 7,
    durations: Array.from({ length: 100 }, (_, index) => index + 1),
  });
  const { traffic } = (await status()).release ?? {};
  assert.equal(traffic?.from, NOW - 60 * MINUTE);
  assert.equal(traffic.to, NOW);
  const { p50_ms, p99_ms, ...counts } = traffic.by_version?.['2'] ?? {};
  assert.deepEqual({ ...counts, p90_ms: 0 }, { invocations: 500, errors: 4, throttles: 7, p90_ms: 0 });
  assert.ok(p99_ms === 100 || p99_ms === 99, String(p99_ms));
  assert.ok(Number(p50_ms) <= Number(p99_ms));
});

test('the window begins with the shift that CodeDeploy tells, in the next whole minute', async (t) => {
  const { aws, status } = await useBridge(t);
  const { target } = aws.account.deploy({
    function: 'beak-api',
    alias: 'prod',
    from: '2',
    to: '3',
    weight: 0.1,
  });
  const began = NOW - 5 * MINUTE - 20_000;
  Object.assign(target.lifecycleEvents?.[1] ?? {}, { startTime: began / 1000 });
  shift(aws, { 3: 0.1 });
  call(aws, '2', NOW - 6 * MINUTE, 5000, 50);
  call(aws, '2', NOW - 4 * MINUTE, 90);
  call(aws, '3', NOW - 4 * MINUTE, 10, 1);
  const { traffic } = (await status()).release ?? {};
  assert.equal(traffic?.from, NOW - 5 * MINUTE);
  assert.equal(traffic.by_version?.['2']?.invocations, 90, 'nothing from before the shift');
  assert.deepEqual([traffic.by_version['3']?.invocations, traffic.by_version['3']?.errors], [10, 1]);
});

test('a shift by hand is counted from the first call of the new version, and an earlier one is not', async (t) => {
  const { aws, clock, status } = await useBridge(t);
  shift(aws, { 3: 0.1 });
  call(aws, '3', NOW - 120 * MINUTE, 500, 500);
  call(aws, '2', NOW - 9 * MINUTE, 9000);
  call(aws, '3', NOW - 8 * MINUTE, 7);
  call(aws, '2', NOW - 6 * MINUTE, 90);
  call(aws, '3', NOW - 6 * MINUTE, 10);
  const first = (await status()).release?.traffic;
  assert.equal(first?.from, NOW - 7 * MINUTE);
  assert.equal(first.by_version?.['3']?.invocations, 10);
  clock.now += 60 * MINUTE;
  call(aws, '3', clock.now - 5 * MINUTE, 4);
  const later = (await status()).release?.traffic;
  assert.equal(later?.from, NOW - 7 * MINUTE, 'what was seen is remembered');
  assert.equal(later.by_version?.['3']?.invocations, 14);
});

test('a shift that has no whole minute yet has no figures, and says so', async (t) => {
  const { aws, clock, status, reason } = await useBridge(t);
  call(aws, '2', NOW - 3 * MINUTE, 100);
  shift(aws, { 3: 0.1 });
  assert.equal((await status()).release?.traffic, undefined);
  assert.match((await reason('traffic')) ?? '', /^The shift began a moment ago/);
  clock.now += 2 * MINUTE;
  call(aws, '3', NOW + MINUTE, 1);
  assert.equal((await status()).release?.traffic?.by_version?.['3']?.invocations, 1);
});

test('a version without a call had none; errors that have not arrived are not told', async (t) => {
  const { aws, status } = await useBridge(t);
  shift(aws, { 3: 0.1 });
  const dimensions = { FunctionName: 'beak-api', Resource: 'beak-api:prod', ExecutedVersion: '2' };
  aws.account.metrics.put('AWS/Lambda', 'Invocations', dimensions, NOW - 3 * MINUTE, 40);
  aws.account.deploy({ function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 });
  const { target } = aws.account.deployments[0] ?? {};
  Object.assign(target?.lifecycleEvents?.[1] ?? {}, { startTime: (NOW - 10 * MINUTE) / 1000 });
  const { traffic } = (await status()).release ?? {};
  assert.deepEqual(traffic?.by_version, {
    2: { invocations: 40, throttles: 0 },
    3: { invocations: 0, errors: 0, throttles: 0 },
  });
});

test('calls that CloudWatch does not split by version are not told as none', async (t) => {
  const { aws, status, reason } = await useBridge(t);
  const dimensions = { FunctionName: 'beak-api', Resource: 'beak-api:prod' };
  aws.account.metrics.put('AWS/Lambda', 'Invocations', dimensions, NOW - 3 * MINUTE, 40);
  assert.equal((await status()).release?.traffic, undefined);
  assert.match((await reason('traffic')) ?? '', /none by executed version/);
});

test('figures of versions that the alias has left are not served', async (t) => {
  const { aws, clock, status, reason } = await useBridge(t);
  call(aws, '2', NOW - 3 * MINUTE, 100);
  assert.ok((await status()).release?.traffic);
  shift(aws, { 3: 0.1 });
  clock.now += 30_000;
  assert.equal((await status()).release?.traffic, undefined);
  assert.match((await reason('traffic')) ?? '', /The alias has changed since/);
});

test('hours and days of the alias are counted, the last of each not over yet', async (t) => {
  const { aws, status } = await useBridge(t);
  call(aws, '2', NOW - 90 * MINUTE, 300, 3);
  call(aws, '2', NOW - 4 * 24 * 60 * MINUTE, 5000, 5);
  const { hours = [], days = [] } = (await status()).invocations ?? {};
  assert.equal(hours.length, 24);
  assert.equal(hours.at(-1)?.from, NOW);
  assert.deepEqual(hours.at(-3), { from: NOW - 120 * MINUTE, count: 300, errors: 3, throttles: 0 });
  assert.equal(days.length, 7);
  assert.deepEqual(
    days.map(({ count }) => count),
    [0, 0, 5000, 0, 0, 0, 300],
  );
});
