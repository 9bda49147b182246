import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { useAws } from './aws.ts';
import type { AwsAnswer } from './aws.ts';

const EVENT = { DeploymentId: 'd-EXAMPLE01', LifecycleEventHookExecutionId: 'hook-1' };

/** What an invocation answers, by its number from 1. */
type Invocation = (count: number) => AwsAnswer;
const version = (number: string, body: unknown = 'hello', more: Record<string, string> = {}): AwsAnswer => ({
  headers: { 'X-Amz-Executed-Version': number, ...more },
  body,
});

/** Runs the hook for a deployment of version 42, and says what CodeDeploy was told. */
async function hook(t: TestContext, invocation: Invocation, target: object | undefined = TARGET) {
  let count = 0;
  const requests = await useAws(t, ({ target: operation, url }) => {
    if (operation.endsWith('ListDeploymentTargets')) return { body: { targetIds: ['beak-api:live'] } };
    if (operation.endsWith('BatchGetDeploymentTargets'))
      return { body: { deploymentTargets: target ? [target] : [] } };
    if (url.pathname.endsWith('/invocations')) return invocation((count += 1));
    return {};
  });
  t.mock.method(console, 'log', () => {});
  // The clients read where AWS is when they are made.
  const { handler } = (await import(`../lib/functions/invoke-version/index.mjs?${Math.random()}`)) as {
    handler: (event: typeof EVENT) => Promise<{ status: string; reason?: string }>;
  };
  const result = await handler(EVENT);
  const told = requests.filter(({ target: operation }) =>
    operation.endsWith('PutLifecycleEventHookExecutionStatus'),
  );
  const invoked = requests.filter(({ url }) => url.pathname.endsWith('/invocations'));
  return { ...result, told: told.map(({ body }) => JSON.parse(body) as unknown), invoked };
}

const TARGET = {
  deploymentTargetType: 'LambdaFunction',
  lambdaTarget: {
    lambdaFunctionInfo: { functionName: 'beak-api', functionAlias: 'live', targetVersion: '42' },
  },
};

/** What CodeDeploy is told. */
const TOLD = { deploymentId: 'd-EXAMPLE01', lifecycleEventHookExecutionId: 'hook-1' };
const FAILED = [{ ...TOLD, status: 'Failed' }];

describe('The hook that invokes the new version', () => {
  beforeEach(() => {
    delete process.env['STATUS_CODE'];
    Object.assign(process.env, { CALLS: '3', PAYLOAD: '{"rawPath":"/beak"}' });
  });

  it('invokes the version by its number as often as told, and lets the deployment go on', async (t) => {
    const { told, invoked } = await hook(t, () => version('42'));
    assert.deepEqual(told, [{ ...TOLD, status: 'Succeeded' }]);
    assert.equal(invoked.length, 3);
    for (const { url, body } of invoked) {
      assert.equal(url.pathname, '/2015-03-31/functions/beak-api/invocations');
      assert.equal(url.searchParams.get('Qualifier'), '42');
      assert.equal(body, '{"rawPath":"/beak"}');
    }
  });

  it('fails the deployment for a FunctionError, although the invocation answers 200', async (t) => {
    const { told, reason } = await hook(t, (count) =>
      count < 3
        ? version('42')
        : version('42', { errorMessage: 'boom' }, { 'X-Amz-Function-Error': 'Unhandled' }),
    );
    assert.deepEqual(told, FAILED);
    assert.equal(reason, 'FunctionError Unhandled: {"errorMessage":"boom"}');
  });

  it('fails the deployment when another version answered', async (t) => {
    const { told, reason } = await hook(t, () => version('41'));
    assert.deepEqual(told, FAILED);
    assert.equal(reason, 'Version 41 answered, not 42.');
  });

  it('reads the status of a function behind HTTP, which fails without a FunctionError', async (t) => {
    process.env['STATUS_CODE'] = '200';
    const { told, reason } = await hook(t, () => version('42', { statusCode: 502 }));
    assert.deepEqual(told, FAILED);
    assert.equal(reason, 'statusCode is 502, 200 was expected.');
  });

  it('fails the deployment, and does not hang, when it may not invoke', async (t) => {
    const { told } = await hook(t, () => ({
      status: 403,
      headers: { 'X-Amzn-ErrorType': 'AccessDeniedException' },
      body: { message: 'not authorized' },
    }));
    assert.deepEqual(told, FAILED);
  });

  it('fails the deployment when that names no version', async (t) => {
    const { told, reason } = await hook(t, () => version('42'), { lambdaTarget: {} });
    assert.deepEqual(told, FAILED);
    assert.equal(reason, 'The deployment names no function and version.');
  });
});
