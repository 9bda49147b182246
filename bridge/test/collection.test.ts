import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectors } from '../collectors.ts';
import { bridgeOn, MINUTE, NOW, useBridge } from './stage.ts';
import type { Bridged } from './stage.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:pecks';
/** Everything that can be configured but a JSON endpoint, which is not AWS. */
const ALL = {
  tables: { eggs: 'prod-eggs' },
  workflow: MACHINE,
  user_pool: 'eu-west-1_AbCdEf',
  distribution: 'E2EXAMPLE1',
  audit: { log_group: '/events/prod' },
  alarm_prefix: 'beak-',
  ses: true,
  sns: true,
};

/** An account in which each part finds something. */
function fill({ aws: { account } }: Pick<Bridged, 'aws'>): void {
  account.tables.set('prod-eggs', { ItemCount: 1, TableStatus: 'ACTIVE' });
  account.executions.set(MACHINE, []);
  account.pools.set('eu-west-1_AbCdEf', { Id: 'eu-west-1_AbCdEf', MfaConfiguration: 'ON' });
  account.invalidations.set('E2EXAMPLE1', [
    { Id: 'I1', CreateTime: NOW / 1000, Status: 'Completed', paths: ['/*'] },
  ]);
  account.logs.set('/events/prod', [{ at: NOW - MINUTE, message: '{"event_type":"duck.pulse"}' }]);
  account.logs.set('/aws/lambda/beak-api', [
    {
      at: NOW - MINUTE,
      message: 'REPORT RequestId: 1\tBilled Duration: 10 ms\tMemory Size: 256 MB\tMax Memory Used: 90 MB\t',
    },
  ]);
  account.deploy({ function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 });
  account.metrics.call({ function: 'beak-api', alias: 'prod', version: '2', at: NOW - MINUTE, calls: 9 });
}

test('however many ask at once, AWS is asked for one; later no more often than each part may', async (t) => {
  const bridged = await useBridge(t, { config: ALL });
  fill(bridged);
  const { aws, clock, collection } = bridged;
  const answers = await Promise.all(Array.from({ length: 100 }, () => collection.answer('status')));
  assert.equal(new Set(answers).size, 1);
  assert.equal(aws.count('lambda:GetAlias'), 1);
  assert.equal(aws.count('dynamodb:DescribeTable'), 1);
  const once = aws.calls.length;
  const series = aws.count('cloudwatch:GetMetricData');

  clock.now += 29_999;
  assert.equal(await collection.answer('status'), answers[0], 'the same answer to the byte');
  assert.equal(aws.calls.length, once);
  clock.now += 1;
  await collection.answer('status');
  assert.equal(aws.count('lambda:GetAlias'), 2, 'the control plane every 30 s');
  assert.equal(aws.count('cloudwatch:GetMetricData'), series, 'metrics every 60 s');
  clock.now += 30_000;
  await collection.answer('status');
  assert.ok(aws.count('cloudwatch:GetMetricData') > series);
});

test('a full collection is no more than four round trips deep', async (t) => {
  const bridged = await useBridge(t, { config: ALL });
  fill(bridged);
  const { aws, collection } = bridged;
  aws.switches.slow.set('*', 50);
  await collection.answer('status');
  // A call that came after another had been answered may have waited for it.
  const depth = new Map<(typeof aws.calls)[number], number>();
  for (const call of aws.calls.toSorted((a, b) => a.from - b.from)) {
    const before = aws.calls.filter(({ to }) => to !== undefined && to <= call.from);
    depth.set(call, 1 + Math.max(0, ...before.map((each) => depth.get(each) ?? 0)));
  }
  assert.ok(Math.max(...depth.values()) <= 4, String(Math.max(...depth.values())));
  assert.ok(depth.size > 20);
});

test('take away one permission at a time: one sentence on its part, and the rest is told', async (t) => {
  const bridged = await useBridge(t, { config: ALL });
  fill(bridged);
  const { aws, status } = bridged;
  const whole = await status();
  const actions = [...new Set(aws.calls.map(({ action }) => action))];
  assert.ok(actions.length >= 20, String(actions.length));
  for (const action of actions) {
    aws.switches.denied.clear();
    aws.switches.denied.add(action);
    const { collected = {} } = await bridgeOn(bridged, { config: ALL }).status();
    const named = Object.entries(collected).filter(([, { reason = '' }]) => reason.includes(action));
    assert.ok(named.length > 0, action);
    for (const [part, { ok, reason }] of named) {
      assert.equal(ok, false, `${action}: ${part}`);
      assert.match(reason ?? '', /^Missing permission: /);
    }
    // What follows from the alias is told only with it.
    const touched = new Set([...named.map(([part]) => part), 'traffic', 'http']);
    for (const [part, { ok }] of Object.entries(whole.collected ?? {}))
      if (!touched.has(part)) assert.equal(collected[part]?.ok, ok, `${action} cost ${part}`);
  }
});

test('a part that is throttled is tried again, and then left alone for longer, with jitter', async (t) => {
  const { aws, clock, status, reason } = await useBridge(t, { random: () => 0.9 });
  aws.switches.throttled.set('cloudwatch:DescribeAlarms', Infinity);
  assert.equal((await status()).alarms, undefined);
  assert.equal(await reason('alarms'), 'Throttled by AWS: cloudwatch:DescribeAlarms.');
  assert.equal(aws.count('cloudwatch:DescribeAlarms'), 3, 'three tries');
  aws.switches.throttled.clear();
  clock.now += 30_000;
  assert.equal((await status()).alarms, undefined, 'not yet: 0.9 of twice 30 s');
  clock.now += 24_000;
  assert.deepEqual((await status()).alarms, []);
});

test('a part that never answers is given up, and the rest is served', async (t) => {
  const { aws, status, reason } = await useBridge(t, { deadlineMs: 300 });
  aws.switches.slow.set('lambda:ListVersionsByFunction', Infinity);
  aws.switches.slow.set('codedeploy:ListDeployments', Infinity);
  const { release, alarms } = await status();
  assert.equal(release?.stable, '2');
  assert.equal(release.versions, undefined);
  assert.equal(release.deployment, undefined, 'not known is not none');
  assert.deepEqual(alarms, []);
  assert.equal(await reason('lambda'), 'No answer in time: lambda:ListVersionsByFunction.');
  assert.equal(await reason('deployment'), 'No answer in time: codedeploy:ListDeployments.');
});

test('without credentials each part says so, and nothing is made up', async (t) => {
  const bridged = await useBridge(t);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
    Reflect.deleteProperty(process.env, name);
  const { makeClients } = await import('../clients.ts');
  const { status } = bridgeOn({ ...bridged, clients: makeClients() });
  const { release, collected } = await status();
  assert.deepEqual(release, { function: 'beak-api', alias: 'prod' });
  assert.match(collected?.['lambda']?.reason ?? '', /^AWS credentials are missing or have expired: /);
});

test('every part has one collector, whose permissions are those that it asks for', async (t) => {
  const bridged = await useBridge(t, { config: ALL });
  fill(bridged);
  await bridged.status();
  const place = {
    function: 'beak-api',
    alias: 'prod',
    region: 'eu-west-1',
    partition: 'aws',
    account: '123456789012',
  };
  for (const { collector, asked } of bridged.collection.slots) {
    const named = collector.permissions(place, bridged.collection.shared.config).map(({ action }) => action);
    assert.deepEqual(new Set(asked.keys()), new Set(named), collector.part);
  }
  assert.equal(new Set(collectors.map(({ part }) => part)).size, collectors.length);
});
