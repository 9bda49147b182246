import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bridgeOn, MINUTE, NOW, useBridge } from '../stage.ts';
import { stepsOf } from '../../collectors/steps.ts';

const ours = { function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 };

test('no deployment is none', async (t) => {
  const { status } = await useBridge(t);
  assert.equal((await status()).release?.deployment, null);
});

test('the deployment is found by the alias among those of other functions', async (t) => {
  const { aws, clock, status } = await useBridge(t);
  aws.account.deploy({ ...ours, alarms: ['beak-canary-errors'] });
  for (let other = 0; other < 8; other += 1)
    aws.account.deploy({ ...ours, function: `other-${other}`, alias: 'prod' });
  clock.now += MINUTE;
  const { deployment } = (await status()).release ?? {};
  assert.deepEqual(deployment, {
    id: 'd-000000001',
    config: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    status: 'InProgress',
    started_at: NOW,
    shift_started_at: NOW,
    from_version: '2',
    to_version: '3',
    weight: 0.1,
    steps: [
      { at_s: 0, weight: 0.1 },
      { at_s: 300, weight: 1 },
    ],
    alarms: ['beak-canary-errors'],
  });
  clock.now += MINUTE;
  const before = aws.calls.length;
  await status();
  const listed = aws.calls.slice(before).filter(({ action }) => action === 'codedeploy:ListDeployments');
  assert.deepEqual(listed[0]?.input['applicationName'], 'beak-api', 'from then on its group alone is asked');
});

test('one that runs comes before a newer one that has ended, and an error is told', async (t) => {
  const { aws, clock, status } = await useBridge(t);
  const first = aws.account.deploy(ours);
  clock.now += MINUTE;
  const second = aws.account.deploy({ ...ours, to: '1' });
  Object.assign(second.info, {
    status: 'Stopped',
    completeTime: clock.now / 1000,
    errorInformation: { code: 'ALARM_ACTIVE', message: 'One or more alarms have been activated.' },
  });
  clock.now += MINUTE;
  assert.equal((await status()).release?.deployment?.id, first.info.deploymentId);
  first.info.status = 'Succeeded';
  clock.now += MINUTE;
  const last = (await status()).release?.deployment;
  assert.equal(last?.id, second.info.deploymentId);
  assert.equal(last?.finished_at, NOW + MINUTE);
  assert.equal(last?.error?.code, 'ALARM_ACTIVE');
  assert.deepEqual(last.alarms, []);
});

test('a group may be named, and one whose revision says nothing is known by its target', async (t) => {
  const bridged = await useBridge(t);
  const { info } = bridged.aws.account.deploy(ours);
  info.revision = { revisionType: 'S3', s3Location: { bucket: 'releases', key: 'appspec.yaml' } };
  assert.equal((await bridged.status()).release?.deployment?.to_version, '3');
  const named = bridgeOn(bridged, {
    config: { deployment_group: { application: 'beak-api', group: 'beak-api-prod' } },
  });
  assert.equal((await named.status()).release?.deployment?.to_version, '3');
  const wrong = bridgeOn(bridged, { config: { deployment_group: { application: 'none', group: 'none' } } });
  assert.equal((await wrong.status()).release?.deployment, undefined);
  assert.match((await wrong.reason('deployment')) ?? '', /No application found for name: none/);
});

test('among too many deployments of others, the way out is named', async (t) => {
  const { aws, status, reason } = await useBridge(t);
  for (let other = 0; other < 30; other += 1) aws.account.deploy({ ...ours, function: `other-${other}` });
  assert.equal((await status()).release?.deployment, undefined);
  assert.match((await reason('deployment')) ?? '', /set deployment_group in bridge\.json/);
});

test('a permission that is missing costs what it is for', async (t) => {
  const { aws, status, reason } = await useBridge(t);
  aws.account.deploy(ours);
  aws.switches.denied.add('codedeploy:BatchGetDeploymentTargets').add('codedeploy:GetDeploymentConfig');
  const { deployment } = (await status()).release ?? {};
  assert.equal(deployment?.status, 'InProgress');
  assert.equal(deployment?.weight, undefined);
  assert.equal(deployment?.steps, undefined);
  assert.equal(
    await reason('deployment'),
    'Missing permissions: codedeploy:BatchGetDeploymentTargets, codedeploy:GetDeploymentConfig.',
  );
});

test('the plan of a deployment is told as its steps', () => {
  assert.deepEqual(stepsOf({ type: 'AllAtOnce' }), [{ at_s: 0, weight: 1 }]);
  assert.deepEqual(
    stepsOf({ type: 'TimeBasedLinear', timeBasedLinear: { linearPercentage: 30, linearInterval: 2 } }),
    [
      { at_s: 0, weight: 0.3 },
      { at_s: 120, weight: 0.6 },
      { at_s: 240, weight: 0.9 },
      { at_s: 360, weight: 1 },
    ],
  );
  assert.equal(stepsOf(undefined), undefined);
  assert.equal(stepsOf({ type: 'TimeBasedCanary' }), undefined);
});
