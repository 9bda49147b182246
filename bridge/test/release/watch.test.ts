import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '../stage.ts';
import { useTool } from './tool.ts';
import type { Tool } from './tool.ts';

/** Lets time pass in which each version is called, until something is changed. */
const passing = (tool: Tool, errors: number, more: () => void = () => undefined) => ({
  sleep: (ms: number) => {
    for (let left = ms; left > 0; left -= MINUTE) {
      tool.clock.now += Math.min(left, MINUTE);
      tool.aws.account.metrics.call({
        function: 'beak-api',
        alias: 'prod',
        version: '2',
        at: tool.clock.now - MINUTE,
        calls: 900,
      });
      tool.aws.account.metrics.call({
        function: 'beak-api',
        alias: 'prod',
        version: '3',
        at: tool.clock.now - MINUTE,
        calls: 100,
        errors,
      });
    }
    more();
    return Promise.resolve();
  },
});

const start = async (tool: Tool): Promise<void> => {
  tool.weights({ 3: 0.1 });
  tool.calls(2, { 2: { calls: 90 }, 3: { calls: 10 } });
  await Promise.resolve();
};

test('watch follows a good canary to promote, with a line for each look, and changes nothing', async (t) => {
  const tool = await useTool(t);
  await start(tool);
  const { code, out, err } = await tool.run('watch', passing(tool, 0));
  assert.equal(code, 0, err);
  assert.match(err, /2026-11-30 12:00:00 UTC {2}Wait: .*version 3 with 10%/);
  assert.match(out, /^Promote: /);
  assert.equal(tool.aws.count('lambda:UpdateAlias'), 0);
});

test('watch --act promotes a good canary, asked once at the beginning', async (t) => {
  const tool = await useTool(t);
  await start(tool);
  let asked = 0;
  const { code, out, err } = await tool.run('watch --act', {
    ...passing(tool, 0),
    terminal: true,
    ask: () => ((asked += 1), Promise.resolve('yes')),
  });
  assert.equal(code, 0, err);
  assert.equal(asked, 1);
  assert.match(
    err,
    /To +version 3, all calls, at a promote verdict; version 2, all calls, at a rollback verdict/,
  );
  assert.match(out, /^Promote: [\s\S]*version 3, all calls/);
  assert.equal(tool.alias().version, '3');
});

test('watch --act rolls a bad canary back and ends with 10', async (t) => {
  const tool = await useTool(t);
  await start(tool);
  const { code, out, json } = await tool.run('watch --act --yes --json', passing(tool, 40));
  assert.equal(code, 10, out);
  assert.equal(tool.alias().version, '2');
  assert.equal(tool.alias().weights, undefined);
  assert.deepEqual([json['verdict'], json['changed'], json['exit']], ['rollback', true, 10]);
});

test('watch --act --dry-run follows to the verdict and prints the line in place of making it', async (t) => {
  const tool = await useTool(t);
  await start(tool);
  const { code, out } = await tool.run('watch --act --dry-run', passing(tool, 40));
  assert.equal(code, 10);
  assert.match(out, /aws lambda update-alias[\s\S]*--function-version 2/);
  assert.equal(tool.aws.count('lambda:UpdateAlias'), 0);
});

test('watch --act stops a deployment whose canary is bad, and leaves a good one to it', async (t) => {
  const tool = await useTool(t);
  await start(tool);
  const { info } = tool.aws.account.deploy({
    function: 'beak-api',
    alias: 'prod',
    from: '2',
    to: '3',
    weight: 0.1,
  });
  const takenBack = (): void => {
    // CodeDeploy takes the alias back a moment after it was stopped.
    if (info.status === 'Stopped') tool.weights({});
  };
  const bad = await tool.run('watch --act --yes', passing(tool, 40, takenBack));
  assert.equal(bad.code, 10, bad.err);
  assert.match(bad.out, /Deployment d-000000001 is Stopped\. Alias prod of beak-api: version 2, all calls/);
  assert.equal(tool.aws.count('lambda:UpdateAlias'), 0);

  const well = await useTool(t);
  await start(well);
  well.aws.account.deploy({ function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 });
  const good = await well.run('watch --act --yes', passing(well, 0));
  assert.equal(good.code, 0, good.err);
  assert.match(good.out, /the deployment goes on automatically/);
  assert.equal(well.aws.count('codedeploy:StopDeployment'), 0);
});

test('watch ends with 11 where the time is over, and where no version is on trial', async (t) => {
  const tool = await useTool(t);
  const none = await tool.run('watch');
  assert.equal(none.code, 11);
  assert.match(none.out, /No canary is running/);
  await start(tool);
  const { code, out } = await tool.run('watch --for 5m --every 60s');
  assert.equal(code, 11);
  assert.match(out, /^Not enough data within 5 min\. Wait: /);
});

test('watch sees a canary that somebody else has ended: promoted is 0, taken back is 10', async (t) => {
  const tool = await useTool(t);
  await start(tool);
  const back = await tool.run('watch', { sleep: () => Promise.resolve(later(tool, () => tool.weights({}))) });
  assert.equal(back.code, 10);
  assert.match(back.out, /taken back meanwhile, to version 2/);
  await start(tool);
  const done = await tool.run('watch', {
    sleep: () =>
      Promise.resolve(
        later(tool, () => {
          tool.weights({});
          tool.alias().version = '3';
        }),
      ),
  });
  assert.equal(done.code, 0);
  assert.match(done.out, /Version 3 has all calls: it was promoted meanwhile/);
});
const later = ({ clock }: Tool, change: () => void): void => {
  clock.now += MINUTE;
  change();
};

test('watch goes on where something did not come this time', async (t) => {
  const tool = await useTool(t);
  await start(tool);
  tool.aws.switches.throttled.set('cloudwatch:DescribeAlarms', 3);
  const { code, out } = await tool.run('watch --act --yes', passing(tool, 0));
  assert.equal(code, 0, out);
  assert.equal(tool.alias().version, '3');
});

test('watch --act makes nothing of a verdict while something may not be read', async (t) => {
  const tool = await useTool(t);
  await start(tool);
  tool.aws.switches.denied.add('cloudwatch:DescribeAlarms');
  const { code, out } = await tool.run('watch --act --yes --for 10m', passing(tool, 0));
  assert.equal(code, 1);
  assert.match(out, /Missing permission: cloudwatch:DescribeAlarms/);
  assert.equal(tool.aws.count('lambda:UpdateAlias'), 0);
});

test('stop ends the deployment, waits until the alias is back, and says where it is', async (t) => {
  const tool = await useTool(t);
  const nothing = await tool.run('stop --yes');
  assert.equal(nothing.code, 0);
  assert.match(nothing.out, /No deployment is in progress/);
  tool.weights({ 3: 0.1 });
  const { info } = tool.aws.account.deploy({
    function: 'beak-api',
    alias: 'prod',
    from: '2',
    to: '3',
    weight: 0.1,
  });
  const dry = await tool.run('stop --dry-run');
  assert.match(dry.out, /aws deploy stop-deployment[\s\S]*--auto-rollback-enabled[\s\S]*d-000000001/);
  assert.equal(info.status, 'InProgress');
  const { code, out, err } = await tool.run('stop --yes', {
    sleep: (ms) => {
      tool.clock.now += ms;
      tool.weights({});
      return Promise.resolve();
    },
  });
  assert.equal(code, 0, err);
  assert.match(err, /From +deployment d-000000001 to version 3 is in progress/);
  assert.match(out, /is Stopped\. Alias prod of beak-api: version 2, all calls/);
  const [stopped] = tool.aws.calls.filter(({ action }) => action === 'codedeploy:StopDeployment');
  assert.equal(stopped?.input['autoRollbackEnabled'], true);
});

test('stop says 11 where CodeDeploy has not taken the alias back, and 1 where it is not known if one runs', async (t) => {
  const tool = await useTool(t);
  tool.weights({ 3: 0.1 });
  tool.aws.account.deploy({ function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 });
  const { code, out } = await tool.run('stop --yes');
  assert.equal(code, 11);
  assert.match(out, /10% of the calls to version 3[\s\S]*use mission-control release rollback/);
  tool.aws.switches.denied.add('codedeploy:ListDeployments');
  const unknown = await tool.run('stop --yes');
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /codedeploy:ListDeployments/);
});
