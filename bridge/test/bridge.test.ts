import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Bridge } from '../bridge.ts';
import { readConfig } from '../config.ts';
import { monthlyUsd } from '../cost.ts';
import { useStage } from './stage.ts';

async function useRoutes(t: TestContext, config: object = {}) {
  const stage = await useStage(t);
  const { aws, clients, clock } = stage;
  aws.account.addAlias(aws.account.addFunction('hatchery', 2), 'prod', '1');
  const bridge = new Bridge({
    clients,
    config: readConfig(config),
    now: () => clock.now,
    random: () => 0,
    targets: ['beak-api', 'hatchery'].map((name) => ({ function: name, alias: 'prod', region: 'eu-west-1' })),
  });
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', body = '') =>
    bridge.answer({ method, path, headers, body });
  return { ...stage, bridge, ask };
}

test('each function has its routes under its name, the first also at the root, and all are listed', async (t) => {
  const { ask } = await useRoutes(t);
  const stable = async (path: string): Promise<unknown> => {
    const { release } = JSON.parse((await ask(path)).body) as {
      release: { function: string; stable: string };
    };
    return [release.function, release.stable];
  };
  assert.deepEqual(await stable('/beak/system/status'), ['beak-api', '2']);
  assert.deepEqual(await stable('/fn/beak-api/beak/system/status'), ['beak-api', '2']);
  assert.deepEqual(await stable('/fn/hatchery/beak/system/status'), ['hatchery', '1']);
  assert.deepEqual(JSON.parse((await ask('/fn')).body), [
    { name: 'beak-api', alias: 'prod', region: 'eu-west-1', href: '/fn/beak-api' },
    { name: 'hatchery', alias: 'prod', region: 'eu-west-1', href: '/fn/hatchery' },
  ]);
  assert.deepEqual(JSON.parse((await ask('/fn/hatchery/mission-control.json')).body), {
    function: 'hatchery',
    alias: 'prod',
    region: 'eu-west-1',
    account: '123456789012',
  });
  for (const path of [
    '/fn/other/beak',
    '/fn/%E0%A4%A/beak',
    '/fn/',
    '/fn/hatchery',
    '/beak/none',
    '/',
    '/fn/a/b/c',
  ])
    assert.equal((await ask(path)).status, 404, path);
  assert.equal((await ask('/beak/release', {}, 'POST', '{}')).status, 404, 'off by default');
});

test('answers are tagged and known ones are not sent again; the audit is asked by POST', async (t) => {
  const { ask, aws, clock } = await useRoutes(t);
  const first = await ask('/beak/system/status');
  assert.equal(first.status, 200);
  assert.equal(first.headers['Cache-Control'], 'private, no-cache');
  const tag = String(first.headers['ETag']);
  const again = await ask('/beak/system/status', { 'if-none-match': `W/${tag}, "x"` });
  assert.deepEqual([again.status, again.body, again.headers['ETag']], [304, '', tag]);
  clock.now += 30_000;
  assert.equal((await ask('/beak/system/status', { 'if-none-match': tag })).status, 200);
  const calls = aws.calls.length;
  const head = await ask('/beak/metrics', {}, 'HEAD');
  assert.deepEqual([head.status, head.body], [200, '']);
  assert.equal((await ask('/beak')).body, '{"ok":true}');
  assert.equal(aws.calls.length, calls);
  assert.equal((await ask('/beak/audit', {}, 'POST', '{}')).body, '{}');
  assert.equal((await ask('/beak/audit', {}, 'POST', '{}')).headers['ETag'], undefined);
  assert.equal((await ask('/beak/audit', {}, 'POST', '[')).status, 400);
  assert.equal((await ask('/beak/audit', {}, 'POST', `{"a":"${'x'.repeat(70_000)}"}`)).status, 413);
  const wrong = await ask('/beak/audit');
  assert.deepEqual([wrong.status, wrong.headers['Allow']], [405, 'POST, OPTIONS']);
});

test('other origins may read where cors lists them, and everybody where all is public', async (t) => {
  const origin = 'https://ops.example.com';
  const listed = await useRoutes(t, { cors: [origin] });
  const allowed = await listed.ask('/beak', { origin });
  assert.equal(allowed.headers['Access-Control-Allow-Origin'], origin);
  assert.equal(allowed.headers['Access-Control-Expose-Headers'], 'Date, Age, ETag, Retry-After');
  const preflight = await listed.ask('/beak/audit', { origin }, 'OPTIONS');
  assert.equal(preflight.status, 204);
  assert.match(preflight.headers['Access-Control-Allow-Headers'] ?? '', /content-type/);
  const other = await listed.ask('/beak', { origin: 'https://evil.example.com' });
  assert.equal(other.headers['Access-Control-Allow-Origin'], undefined);
  assert.equal(other.headers['Vary'], 'Origin');
  const open = await useRoutes(t, { public: true });
  const { headers } = await open.ask('/beak/metrics', { origin });
  assert.equal(headers['Access-Control-Allow-Origin'], '*');
  assert.equal(headers['Cache-Control'], 'public, max-age=0, s-maxage=30');
});

test('what a month costs follows from what was asked, and parts that are shared count once', async (t) => {
  const { ask, aws, bridge } = await useRoutes(t);
  await ask('/beak/metrics');
  const one = monthlyUsd([...bridge.collections.values()].slice(0, 1));
  const metrics = aws.calls
    .filter(({ action }) => action === 'cloudwatch:GetMetricData')
    .map(({ input }) => (input['MetricDataQueries'] as unknown[]).length);
  // The counts and the percentiles of one version every minute; hours and days every five.
  assert.deepEqual(
    metrics.sort((a, b) => a - b),
    [3, 3, 3, 4],
  );
  assert.equal(one.toFixed(4), (((7 * 43_200 + 6 * 8_640) * 0.01) / 1000).toFixed(4));
  await ask('/fn/hatchery/beak/metrics');
  assert.equal(monthlyUsd(bridge.collections.values()).toFixed(4), (one * 2).toFixed(4));
});
