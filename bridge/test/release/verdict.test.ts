import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE, NOW } from '../stage.ts';
import { useTool } from './tool.ts';
import type { Tool } from './tool.ts';

/** A canary that does well: enough calls, none of them failing. */
const good = ({ weights, calls }: Tool): void => {
  weights({ 3: 0.1 });
  calls(10, { 2: { calls: 900 }, 3: { calls: 100 } });
};
/** One that fails a third of its calls. */
const bad = ({ weights, calls }: Tool): void => {
  weights({ 3: 0.1 });
  calls(10, { 2: { calls: 900 }, 3: { calls: 100, errors: 33 } });
};

test('check: promote is 0, roll back 10, with the figures of both versions and the next step', async (t) => {
  const tool = await useTool(t);
  good(tool);
  const promote = await tool.run('check');
  assert.equal(promote.code, 0, promote.out);
  assert.match(promote.out, /^Promote\n/);
  assert.match(promote.out, /version 3 with 10% \(9\d\d calls, 0 failed, p99 100 ms\) beside version 2/);
  assert.match(promote.out, /Error rate by itself/);
  const tool2 = await useTool(t);
  bad(tool2);
  const back = await tool2.run('check');
  assert.equal(back.code, 10);
  assert.match(back.out, /^Roll back\n/);
  assert.match(back.out, /Next: Give all traffic back to version 2/);
  assert.match(back.out, /aws lambda update-alias/);
});

test('check: too few calls, no canary and no figures are 11, never success', async (t) => {
  const tool = await useTool(t);
  const none = await tool.run('check');
  assert.equal(none.code, 11);
  assert.match(none.out, /No canary is running: all traffic goes to version 2/);
  tool.weights({ 3: 0.1 });
  tool.calls(3, { 2: { calls: 40 }, 3: { calls: 10 } });
  const few = await tool.run('check');
  assert.equal(few.code, 11);
  assert.match(few.out, /^Wait: .* more calls/);
});

test('check: what may not be read is named, and could not be looked at', async (t) => {
  const tool = await useTool(t);
  good(tool);
  tool.aws.switches.denied.add('cloudwatch:DescribeAlarms');
  const alarms = await tool.run('check');
  assert.equal(alarms.code, 1);
  assert.match(alarms.out, /Not all was read:\n +alarms: Missing permission: cloudwatch:DescribeAlarms/);
  tool.aws.switches.denied.add('cloudwatch:GetMetricData');
  const figures = await tool.run('check');
  assert.equal(figures.code, 1);
  assert.match(figures.out, /Missing permission: cloudwatch:GetMetricData/);
  for (const action of ['lambda:GetAlias', 'codedeploy:ListDeployments'])
    tool.aws.switches.denied.add(action);
  const nothing = await tool.run('check');
  assert.equal(nothing.code, 1);
  assert.match(nothing.out, /Missing permission: lambda:GetAlias/);
});

test('check: what did not come in time could not be looked at either; a bad canary is bad all the same', async (t) => {
  const tool = await useTool(t);
  good(tool);
  tool.aws.switches.throttled.set('codedeploy:ListDeployments', Infinity);
  const late = await tool.run('check');
  assert.equal(late.code, 1);
  assert.match(late.out, /Throttled by AWS: codedeploy:ListDeployments/);
  const worse = await useTool(t);
  bad(worse);
  worse.aws.switches.denied.add('cloudwatch:DescribeAlarms');
  assert.equal((await worse.run('check')).code, 10);
});

test('check: errors that have not arrived are not none', async (t) => {
  const tool = await useTool(t);
  tool.weights({ 3: 0.1 });
  tool.calls(10, { 2: { calls: 900 } });
  for (let minute = 1; minute <= 10; minute += 1)
    for (const dimensions of [
      { FunctionName: 'beak-api', Resource: 'beak-api:prod' },
      { FunctionName: 'beak-api', Resource: 'beak-api:prod', ExecutedVersion: '3' },
    ])
      tool.aws.account.metrics.put('AWS/Lambda', 'Invocations', dimensions, NOW - minute * MINUTE, 100);
  const { code, out } = await tool.run('check');
  assert.equal(code, 11);
  assert.match(out, /errors are not offered|errors not known/);
});

test('a window that is shorter than the canary is not enough data, in the words of the card', async (t) => {
  const tool = await useTool(t);
  good(tool);
  const { info, target } = tool.aws.account.deploy({
    function: 'beak-api',
    alias: 'prod',
    from: '2',
    to: '3',
    weight: 0.1,
  });
  // It began before what CloudWatch is asked for.
  const began = (NOW - 30 * 60 * MINUTE) / 1000;
  Object.assign(info, { createTime: began, startTime: began });
  Object.assign(target.lifecycleEvents?.[1] ?? {}, { startTime: began });
  const { code, out } = await tool.run('check');
  assert.equal(code, 11);
  assert.match(out, /Not enough data: window shorter than the canary\./);
});

test('check --json has the verdict, the checks and the traffic for programs', async (t) => {
  const tool = await useTool(t);
  bad(tool);
  const { code, json } = await tool.run('check --json');
  assert.equal(code, 10);
  assert.deepEqual(
    [json['command'], json['exit'], json['verdict'], json['canary'], json['stable'], json['weight']],
    ['check', 10, 'rollback', '3', '2', 0.1],
  );
  assert.equal((json['checks'] as unknown[]).length, 3);
  assert.deepEqual(json['missing'], []);
});

test('promote gives the canary all calls, and says what belongs into the deploy log', async (t) => {
  const tool = await useTool(t);
  good(tool);
  const { code, out, err } = await tool.run('promote --yes');
  assert.equal(code, 0, err);
  assert.equal(tool.alias().version, '3');
  assert.equal(tool.alias().weights, undefined);
  assert.match(err, /Note: Promote: /);
  assert.match(out, /For the deploy log: - 2026-11-30 12:\d\d UTC · v3 · prod/);
});

test('promote is not made against the judgement: 10 where it says roll back, 11 where it says wait', async (t) => {
  const tool = await useTool(t);
  const none = await tool.run('promote --yes');
  assert.equal(none.code, 1);
  assert.match(none.err, /no version is on trial/);
  bad(tool);
  const back = await tool.run('promote --yes');
  assert.equal(back.code, 10);
  assert.match(back.out, /Nothing was changed\.\nUnavailable: /);
  assert.equal((await tool.run('promote --yes --despite-wait')).code, 10);
  const young = await useTool(t);
  young.weights({ 3: 0.1 });
  young.calls(3, { 2: { calls: 90 }, 3: { calls: 10 } });
  const wait = await young.run('promote --yes');
  assert.equal(wait.code, 11);
  assert.match(wait.out, /Nothing was changed\.\nWait: .* more calls/);
  assert.equal(young.aws.count('lambda:UpdateAlias') + tool.aws.count('lambda:UpdateAlias'), 0);
  assert.equal((await young.run('promote --yes --version 2')).code, 2);
  assert.equal((await young.run('promote --yes --despite-wait')).code, 0);
  assert.equal(young.alias().version, '3');
});

test('promote waits where an alarm is on, and leaves a deployment to CodeDeploy', async (t) => {
  const tool = await useTool(t);
  good(tool);
  tool.aws.account.addAlarm({
    AlarmName: 'beak-p99',
    MetricName: 'Duration',
    StateValue: 'ALARM',
    Dimensions: [{ Name: 'FunctionName', Value: 'beak-api' }],
  });
  const alarm = await tool.run('promote --yes');
  assert.equal(alarm.code, 11);
  assert.match(alarm.out, /CloudWatch alarm active: beak-p99/);
  const during = await useTool(t);
  good(during);
  during.aws.account.deploy({ function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 });
  const { code, err } = await during.run('promote --yes');
  assert.equal(code, 1);
  assert.match(err, /Unavailable during a deployment: it promotes the version itself/);
});

test('rollback gives all calls back to the version that served before, whatever the order of the list', async (t) => {
  const tool = await useTool(t);
  tool.aws.switches.shuffled.add('lambda:ListVersionsByFunction');
  bad(tool);
  const { code, out } = await tool.run('rollback --yes');
  assert.equal(code, 0);
  assert.equal(tool.alias().weights, undefined);
  assert.match(out, /version 2, all calls .* It was version 2, with 10% of the calls to version 3/);
});

test('rollback after a promotion goes by the deploy log, and without one asks for the version', async (t) => {
  const tool = await useTool(t);
  tool.alias().version = '3';
  const unknown = await tool.run('rollback --yes');
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /No deploy log is configured .* Name one with --to/);
  const named = await tool.run('rollback --to 9 --yes');
  assert.match(named.err, /version 9 is not among the published ones/);
  await tool.file(
    'DEPLOY-LOG.md',
    '- 2026-11-01 10:00 UTC · v1 · prod\n- 2026-11-20 10:00 UTC · v3 · prod\n',
  );
  await tool.file('mission-control.json', JSON.stringify({ files: { deploy_log: 'DEPLOY-LOG.md' } }));
  const { code, err } = await tool.run('rollback --yes');
  assert.equal(code, 0, err);
  assert.equal(tool.alias().version, '1');
  assert.match(err, /Note: Target: prod had it before version 3, by the deploy log/);
});

test('rollback is refused during a deployment, and done already is done', async (t) => {
  const tool = await useTool(t);
  bad(tool);
  tool.aws.account.deploy({ function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 });
  const during = await tool.run('rollback --yes');
  assert.equal(during.code, 1);
  assert.match(
    during.err,
    /deployment d-000000001 is in progress\. Stop it first, with mission-control release stop/,
  );
  const still = await useTool(t);
  const done = await still.run('rollback --to 2 --yes');
  assert.equal(done.code, 0);
  assert.match(done.out, /Nothing to roll back: version 2, all calls/);
  assert.equal(still.aws.count('lambda:UpdateAlias'), 0);
});

test('an alias that is turned round is not promoted, and rolled back to the version that served before', async (t) => {
  const tool = await useTool(t);
  tool.alias().version = '3';
  tool.weights({ 2: 0.9 });
  tool.calls(10, { 2: { calls: 900 }, 3: { calls: 100 } });
  const promote = await tool.run('promote --yes');
  assert.equal(promote.code, 1);
  assert.match(promote.err, /primary and additional version are swapped/);
  assert.equal((await tool.run('rollback --yes')).code, 0);
  assert.equal(tool.alias().version, '2');
  assert.equal(tool.alias().weights, undefined);
});
