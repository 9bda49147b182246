import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setupChecks } from '../../src/domain/release/setup.ts';
import type { AccountFacts, DeploymentGroup } from '../../src/domain/release/setup.ts';

const group: DeploymentGroup = {
  name: 'beak-prod',
  config: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
  alarms: ['beak-errors'],
  rollsBackAt: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'],
};
const limits = { error_rate: 0.01, p99_ms: 5000 };
const back = { sure: false, tone: 'unknown', why: '' } as const;

const seen = (account: AccountFacts | undefined, id: string) =>
  setupChecks({ alias: 'prod', back, account }).find((check) => check.id === id)?.live;

test('what the account tells answers checks that a page leaves to the operator', () => {
  const account = { group, limits, stopped: 'd-1' };
  for (const id of [
    'group',
    'attached',
    'auto-rollback',
    'errors-checked',
    'latency-checked',
    'stop',
    'targets',
  ]) {
    assert.equal(seen(account, id)?.done, true, id);
    assert.equal(seen(undefined, id), undefined, id);
  }
});

test('a group that does not roll back, heeds no alarm or shifts at once is not in place', () => {
  const bad = {
    ...group,
    config: 'CodeDeployDefault.LambdaAllAtOnce',
    alarms: [],
    rollsBackAt: ['DEPLOYMENT_FAILURE'],
  };
  const account = { group: bad, limits };
  assert.match(seen(account, 'group')?.label ?? '', /all calls at once/);
  assert.match(seen(account, 'attached')?.label ?? '', /no alarm/);
  assert.match(seen(account, 'auto-rollback')?.label ?? '', /DEPLOYMENT_STOP_ON_ALARM/);
  for (const id of ['group', 'attached', 'auto-rollback']) assert.equal(seen(account, id)?.done, false, id);
});

test('no group at all is not in place; one that could not be read is not known', () => {
  for (const id of ['group', 'attached', 'auto-rollback']) {
    assert.equal(seen({ group: null, limits }, id)?.done, false, id);
    assert.equal(seen({ limits }, id), undefined, id);
  }
});

test('limits beyond the guide’s are not in place', () => {
  const loose = { limits: { error_rate: 0.05, p99_ms: 6000 } };
  assert.match(seen(loose, 'errors-checked')?.label ?? '', /rolls back from 5%, beyond 1%/);
  assert.equal(seen(loose, 'latency-checked')?.done, false);
});

test('environments differ where another group shifts otherwise; that all are alike proves nothing', () => {
  const dev = { ...group, name: 'beak-dev', config: 'CodeDeployDefault.LambdaAllAtOnce' };
  assert.equal(seen({ group, others: [dev], limits }, 'environments')?.done, true);
  assert.equal(seen({ group, others: [{ ...group, name: 'b' }], limits }, 'environments'), undefined);
});
