import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTool } from './tool.ts';
import type { Tool } from './tool.ts';

interface Item {
  id: string;
  state: string;
  label: string;
}

const items = (json: Record<string, unknown>): Record<string, Item> =>
  Object.fromEntries((json['checks'] as Item[]).map((item) => [item.id, item]));

/** A pipeline with all that the account can show. */
function inPlace({ aws, calls }: Tool): void {
  for (const [AlarmName, MetricName] of [
    ['beak-errors', 'Errors'],
    ['beak-p99', 'Duration'],
    ['beak-throttles', 'Throttles'],
  ] as const)
    aws.account.addAlarm({
      AlarmName,
      MetricName,
      Dimensions: [{ Name: 'FunctionName', Value: 'beak-api' }],
    });
  const { info } = aws.account.deploy({
    function: 'beak-api',
    alias: 'prod',
    from: '1',
    to: '2',
    weight: 1,
    alarms: ['beak-errors'],
  });
  Object.assign(info, { status: 'Stopped', errorInformation: { code: 'MANUAL_STOP', message: 'By hand.' } });
  const [group] = aws.account.groups;
  Object.assign(group ?? {}, {
    deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
  });
  const dev = aws.account.deploy({ function: 'beak-dev', alias: 'dev', from: '1', to: '2', weight: 1 });
  Object.assign(dev.info, { status: 'Succeeded' });
  Object.assign(aws.account.groups[1] ?? {}, { deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce' });
  calls(10, { 2: { calls: 90 } });
}

test('verify shows the thirteen checks of the card by what the account tells: all in place is 0', async (t) => {
  const tool = await useTool(t);
  inPlace(tool);
  await tool.file(
    'DEPLOY-LOG.md',
    '- 2026-11-01 10:00 UTC · v1 · prod\n- 2026-11-20 10:00 UTC · v2 · prod\n',
  );
  await tool.file('mission-control.json', JSON.stringify({ files: { deploy_log: 'DEPLOY-LOG.md' } }));
  const { code, out, json } = await tool.run('verify --json');
  const all = items(json);
  assert.equal(Object.keys(all).length, 13);
  assert.deepEqual(
    Object.values(all).filter(({ state }) => state !== 'done'),
    [],
    out,
  );
  assert.equal(code, 0);
  assert.match(all['auto-rollback']?.label ?? '', /beak-api\/beak-api-prod rolls back at DEPLOYMENT_FAILURE/);
  assert.match(all['environments']?.label ?? '', /LambdaAllAtOnce/);
  const words = await tool.run('verify');
  assert.match(words.out, /^ +ok +versions +Each deployment publishes a version of its own\. – Version 2/);
  assert.match(words.out, /13 of 13 in place\./);
});

test('verify: what is not in place is 10', async (t) => {
  const tool = await useTool(t);
  inPlace(tool);
  Object.assign(tool.aws.account.groups[0] ?? {}, {
    autoRollbackConfiguration: { enabled: false, events: ['DEPLOYMENT_FAILURE'] },
    alarmConfiguration: { enabled: false, alarms: [{ name: 'beak-errors' }] },
  });
  const { code, json } = await tool.run('verify --json');
  assert.equal(code, 10);
  const all = items(json);
  assert.equal(all['auto-rollback']?.state, 'wrong');
  assert.equal(all['attached']?.state, 'wrong');
  const out = (await tool.run('verify')).out;
  assert.match(out, /wrong +auto-rollback/);
});

test('verify: what the account does not show is 11 until somebody says that they looked', async (t) => {
  const tool = await useTool(t);
  inPlace(tool);
  const { code, out } = await tool.run('verify');
  assert.equal(code, 11);
  assert.match(out, /The account does not show rollback: look, then say --ticked rollback\./);
  const ticked = await tool.run('verify --ticked rollback');
  assert.equal(ticked.code, 0);
  assert.match(ticked.out, /ok +rollback .*\(by hand\)/);
  const wrong = await tool.run('verify --ticked pond');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /there is no check "pond"; there are versions, alias/);
});

test('verify: an account without CodeDeploy has no group; one that may not be read is not known', async (t) => {
  const tool = await useTool(t);
  const none = await tool.run('verify --json');
  assert.equal(none.code, 10);
  assert.match(items(none.json)['group']?.label ?? '', /No deployment group of CodeDeploy shifts the alias/);
  tool.aws.switches.denied.add('codedeploy:ListApplications');
  const denied = await tool.run('verify --json');
  assert.equal(items(denied.json)['group']?.state, 'unknown');
  assert.match(String(denied.json['missing']), /Missing permission: codedeploy:ListApplications/);
  inPlace(tool);
  assert.equal((await tool.run('verify')).code, 1);
});

test('verify: looser limits of the site than the guide’s are not in place', async (t) => {
  const tool = await useTool(t);
  inPlace(tool);
  await tool.file('mission-control.json', JSON.stringify({ thresholds: { canary_error_rate: 0.05 } }));
  const { code, json } = await tool.run('verify --json');
  assert.equal(code, 10);
  assert.match(items(json)['errors-checked']?.label ?? '', /rolls back from 5%, beyond 1%/);
});
