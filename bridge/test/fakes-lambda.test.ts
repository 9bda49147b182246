import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  GetAliasCommand,
  InvokeCommand,
  ListVersionsByFunctionCommand,
  paginateListVersionsByFunction,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { UpdateAliasRequest } from '@aws-sdk/client-lambda';
import { useStage } from './stage.ts';

const prod = { FunctionName: 'beak-api', Name: 'prod' };

test('an alias is refused in the words that AWS has for it', async (t) => {
  const { clients } = await useStage(t);
  const refused = (
    more: Partial<UpdateAliasRequest>,
    status: number,
    name: string,
    message: RegExp | string,
  ): Promise<void> =>
    assert.rejects(clients.lambda.send(new UpdateAliasCommand({ ...prod, ...more })), (error: unknown) => {
      assert.ok(error instanceof Error && '$metadata' in error);
      assert.equal(error.name, name);
      if (typeof message === 'string') assert.equal(error.message, message);
      else assert.match(error.message, message);
      assert.equal((error.$metadata as { httpStatusCode?: number }).httpStatusCode, status);
      return true;
    });
  const weights = (AdditionalVersionWeights: Record<string, number>) => ({
    RoutingConfig: { AdditionalVersionWeights },
  });
  const INVALID = 'InvalidParameterValueException';
  await refused(
    weights({ 1: 0.1, 3: 0.1 }),
    400,
    INVALID,
    'Number of items in AdditionalVersionWeights cannot be greater than 1',
  );
  await refused(
    weights({ 3: 2 }),
    400,
    'ValidationException',
    /^1 validation error detected: Value '\{3=2\.0\}' at 'routingConfig\.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: \[/,
  );
  await refused(weights({ 3: -1 }), 400, 'ValidationException', /Value '\{3=-1\.0\}'/);
  await refused(
    weights({ 2: 0.1 }),
    400,
    INVALID,
    'Invalid function version 2. Function version 2 is already included in routing configuration.',
  );
  await refused(
    { FunctionVersion: '$LATEST', ...weights({ 3: 0.1 }) },
    400,
    INVALID,
    '$LATEST is not supported for an alias pointing to more than 1 version',
  );
  await refused(weights({ $LATEST: 0.1 }), 400, 'ValidationException', /Map keys must satisfy constraint/);
  await refused(
    { FunctionVersion: '10' },
    404,
    'ResourceNotFoundException',
    'Function not found: arn:aws:lambda:eu-west-1:123456789012:function:beak-api:10',
  );
  await refused({ Name: 'live' }, 404, 'ResourceNotFoundException', /^Alias not found: arn:aws:lambda:/);
  await refused(
    { RevisionId: 'stale' },
    412,
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  );
  await assert.rejects(
    clients.lambda.send(new GetAliasCommand({ ...prod, Name: 'live' })),
    /^ResourceNotFoundException: Cannot find alias arn: arn:aws:lambda:/,
  );
});

test('weights are kept, cleared and settle as on AWS, and each update gives a new revision', async (t) => {
  const { aws, clients } = await useStage(t);
  const update = (more: Partial<UpdateAliasRequest>) =>
    clients.lambda.send(new UpdateAliasCommand({ ...prod, ...more }));
  const shifted = await update({ RoutingConfig: { AdditionalVersionWeights: { 3: 0.1 } } });
  assert.deepEqual(shifted.RoutingConfig, { AdditionalVersionWeights: { 3: 0.1 } });
  const described = await update({ Description: 'in review' });
  assert.deepEqual(described.RoutingConfig, shifted.RoutingConfig, 'left out is kept');
  assert.notEqual(described.RevisionId, shifted.RevisionId);
  await assert.rejects(update({ FunctionVersion: '3' }), /already included in routing configuration/);
  const alias = aws.account.functions.get('beak-api')?.aliases.get('prod');
  assert.ok(alias);
  alias.settles = 2;
  const promoted = await update({ FunctionVersion: '3', RoutingConfig: {} });
  assert.equal(promoted.RoutingConfig, undefined, 'absent, not empty');
  const seen = [];
  for (let look = 0; look < 3; look += 1) {
    const { RoutingConfig } = await clients.lambda.send(new GetAliasCommand(prod));
    seen.push(RoutingConfig?.AdditionalVersionWeights);
  }
  assert.deepEqual(seen, [{ 2: 1 }, { 2: 1 }, undefined]);
});

test('versions come in pages of 50, without a state, and in whatever order', async (t) => {
  const { aws, clients } = await useStage(t);
  aws.account.addFunction('many', 75);
  const pages = [];
  for await (const { Versions = [] } of paginateListVersionsByFunction(
    { client: clients.lambda },
    { FunctionName: 'many', MaxItems: 1000 },
  ))
    pages.push(Versions);
  assert.deepEqual(
    pages.map(({ length }) => length),
    [50, 26],
  );
  assert.equal(pages[0]?.[0]?.Version, '$LATEST');
  assert.equal(pages[0]?.[1]?.State, undefined);
  aws.switches.shuffled.add('lambda:ListVersionsByFunction');
  const { Versions } = await clients.lambda.send(
    new ListVersionsByFunctionCommand({ FunctionName: 'beak-api' }),
  );
  assert.deepEqual(
    Versions?.map(({ Version }) => Version),
    ['3', '2', '1', '$LATEST'],
  );
});

test('code is uploaded, waited for, published once, and called by version', async (t) => {
  const { aws, clients } = await useStage(t);
  const FunctionName = 'beak-api';
  await clients.lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName, ZipFile: Buffer.from('new code') }),
  );
  await assert.rejects(
    clients.lambda.send(new PublishVersionCommand({ FunctionName })),
    /^ResourceConflictException: .*An update is in progress/,
  );
  await waitUntilFunctionUpdatedV2(
    { client: clients.lambda, maxWaitTime: 60, minDelay: 0.01, maxDelay: 0.02 },
    { FunctionName },
  );
  const published = await clients.lambda.send(new PublishVersionCommand({ FunctionName }));
  assert.equal(published.Version, '4');
  const again = await clients.lambda.send(new PublishVersionCommand({ FunctionName }));
  assert.equal(again.Version, '4', 'unchanged code makes no new version');
  const state = aws.account.functions.get(FunctionName);
  assert.ok(state);
  state.invoke = (version) => ({
    payload: '{"errorMessage":"boom"}',
    ...(version === '4' && { error: 'Unhandled' as const }),
  });
  const called = await clients.lambda.send(
    new InvokeCommand({ FunctionName, Qualifier: '4', Payload: '{}' }),
  );
  assert.equal(called.StatusCode, 200, 'a function error is no failed request');
  assert.equal(called.FunctionError, 'Unhandled');
  assert.equal(called.ExecutedVersion, '4');
  assert.equal(called.Payload?.transformToString(), '{"errorMessage":"boom"}');
});
