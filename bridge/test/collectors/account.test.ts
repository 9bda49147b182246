import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE, NOW, useBridge } from '../stage.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:pecks';

test('what is not configured is not asked for, and says what to set', async (t) => {
  const { aws, status } = await useBridge(t);
  const { collected, ...answer } = await status();
  for (const [part, key] of [
    ['ses', '"ses": true'],
    ['sns', '"sns": true'],
    ['tables', '"tables"'],
    ['workflow', '"workflow"'],
    ['auth', '"user_pool"'],
    ['cdn', '"distribution"'],
    ['audit', '"audit"'],
    ['http', '"http"'],
  ]) {
    const { ok, reason } = collected?.[String(part)] ?? {};
    assert.equal(ok, false, part);
    assert.equal(reason, `Not configured: set ${key} in bridge.json.`);
  }
  for (const field of [
    'ses',
    'sns',
    'database',
    'peck_protocol',
    'auth',
    'cloudfront',
    'recent_audit',
  ] as const)
    assert.equal(answer[field], undefined, field);
  const asked = new Set(aws.calls.map(({ action }) => action.split(':')[0]));
  assert.deepEqual([...asked].sort(), ['cloudwatch', 'codedeploy', 'lambda', 'logs']);
});

test('SES: the sandbox and what is used of the quota; no quota is no number', async (t) => {
  const { aws, clock, status, reason } = await useBridge(t, { config: { ses: true } });
  aws.account.ses.ProductionAccessEnabled = false;
  assert.deepEqual((await status()).ses, {
    sandbox: true,
    daily_quota: 50_000,
    sent_24h: 120,
    max_send_rate: 14,
  });
  aws.account.ses = { SendQuota: { Max24HourSend: -1 } };
  clock.now += 5 * MINUTE;
  assert.deepEqual((await status()).ses, {});
  assert.equal(await reason('ses'), 'SES sets no daily quota.');
});

test('SNS: a spend limit that is missing is unknown, never 0', async (t) => {
  const { aws, clock, status } = await useBridge(t, { config: { sns: true } });
  assert.deepEqual((await status()).sns, { sandbox: false, monthly_spend_limit: 50 });
  aws.account.sns.attributes = {};
  aws.account.sns.sandbox = true;
  clock.now += 5 * MINUTE;
  assert.deepEqual((await status()).sns, { sandbox: true });
});

test('tables: counts with their age, and each table by itself', async (t) => {
  const { aws, status, reason } = await useBridge(t, {
    config: { tables: { eggs: 'prod-eggs', ducklings: 'prod-ducklings', connections: 'gone' } },
  });
  aws.account.tables.set('prod-eggs', {
    ItemCount: 12,
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  });
  aws.account.tables.set('prod-ducklings', {
    TableStatus: 'UPDATING',
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
  });
  const { database, database_billing, database_status } = await status();
  assert.deepEqual(database, { eggs: 12 }, 'a count that was not sent is none');
  assert.deepEqual(database_billing, { eggs: 'PAY_PER_REQUEST', ducklings: 'PROVISIONED' });
  assert.deepEqual(database_status, { eggs: 'ACTIVE', ducklings: 'UPDATING' });
  assert.equal(
    await reason('tables'),
    'dynamodb:DescribeTable: Requested resource not found: Table: gone not found. DynamoDB updates item counts about every six hours.',
  );
});

test('workflow: executions are counted over pages, and beyond a thousand as at least', async (t) => {
  const { aws, clock, status, reason } = await useBridge(t, { config: { workflow: MACHINE } });
  const some = (status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT', count: number) =>
    Array.from({ length: count }, () => ({
      executionArn: '',
      stateMachineArn: MACHINE,
      name: '',
      status,
      startDate: NOW / 1000,
    }));
  aws.account.executions.set(MACHINE, [
    ...some('RUNNING', 3),
    ...some('SUCCEEDED', 250),
    ...some('FAILED', 4),
    ...some('TIMED_OUT', 2),
  ]);
  aws.switches.pageSize = 100;
  assert.deepEqual((await status()).peck_protocol, { running: 3, succeeded: 250, failed: 6 });
  assert.equal(await reason('workflow'), undefined);
  aws.account.executions.set(MACHINE, some('SUCCEEDED', 1500));
  aws.switches.pageSize = Infinity;
  clock.now += MINUTE;
  assert.deepEqual((await status()).peck_protocol, { running: 0, succeeded: 1000, failed: 0 });
  assert.equal(
    await reason('workflow'),
    'Only the newest 1000 of each status are counted: succeeded at least 1000.',
  );
});

test('auth: the pool, its MFA and who its mails are from', async (t) => {
  const { aws, status } = await useBridge(t, { config: { user_pool: 'eu-west-1_AbCdEf' } });
  aws.account.pools.set('eu-west-1_AbCdEf', {
    Id: 'eu-west-1_AbCdEf',
    MfaConfiguration: 'OPTIONAL',
    EmailConfiguration: { From: 'hatchery@example.com' },
  });
  assert.deepEqual((await status()).auth, {
    cognito_pool: 'eu-west-1_AbCdEf',
    mfa: 'OPTIONAL',
    ses_sender: 'hatchery@example.com',
  });
});

test('cdn: invalidations newest first, and the paths of each are asked for once', async (t) => {
  const { aws, clock, status } = await useBridge(t, { config: { distribution: 'E2EXAMPLE1' } });
  const one = (Id: string, at: number) => ({
    Id,
    CreateTime: at / 1000,
    Status: 'Completed',
    paths: ['/*', `/${Id}`],
  });
  aws.account.invalidations.set('E2EXAMPLE1', [one('I2', NOW - MINUTE), one('I1', NOW - 9 * MINUTE)]);
  aws.switches.denied.add('cloudfront:GetInvalidation');
  const denied = await status();
  assert.deepEqual(
    denied.cloudfront?.invalidations?.map(({ id, paths }) => [id, paths]),
    [
      ['I2', undefined],
      ['I1', undefined],
    ],
  );
  assert.equal(denied.collected?.['cdn']?.reason, 'Missing permission: cloudfront:GetInvalidation.');
  aws.switches.denied.clear();
  clock.now += MINUTE;
  const { cloudfront } = await status();
  assert.deepEqual(cloudfront?.invalidations?.[0], {
    id: 'I2',
    status: 'Completed',
    created_at: NOW - MINUTE,
    paths: ['/*', '/I2'],
  });
  const asked = aws.count('cloudfront:GetInvalidation');
  clock.now += MINUTE;
  await status();
  assert.equal(aws.count('cloudfront:GetInvalidation'), asked);
});
