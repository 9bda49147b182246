import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bridgeOn, useBridge } from '../stage.ts';

test('the function is told as its alias and $LATEST have it, and of its environment the names alone', async (t) => {
  const { aws, status, raw } = await useBridge(t);
  const state = aws.account.functions.get('beak-api');
  assert.ok(state);
  state.concurrency = 50;
  const { lambda, lambda_alias_version, release } = await status();
  assert.deepEqual(
    { ...lambda, last_modified: 0 },
    {
      function: 'beak-api',
      region: 'eu-west-1',
      version: '2',
      runtime: 'nodejs22.x',
      memory_mb: 256,
      timeout_s: 10,
      last_modified: 0,
      architecture: 'arm64',
      concurrency: 50,
      env_names: ['TABLE', 'TOKEN'],
    },
  );
  assert.equal(lambda_alias_version, '2');
  assert.equal(release?.stable, '2');
  assert.deepEqual(release.routing, {}, 'no RoutingConfig on AWS is no weight');
  assert.equal(release.latest?.code_sha256, release.versions?.[0]?.code_sha256);
  const answer = JSON.stringify(await raw());
  assert.ok(
    !answer.includes('secret-table') && !answer.includes('secret-token'),
    'no value of the environment',
  );
});

test('what was not sent is left out, and is no zero', async (t) => {
  const { aws, status } = await useBridge(t);
  aws.switches.missing.set('lambda:GetFunctionConfiguration', ['Runtime', 'MemorySize', 'ConfigSha256']);
  aws.switches.missing.set('lambda:GetAlias', ['RevisionId']);
  const { lambda, release, collected } = await status();
  assert.equal(lambda?.runtime, undefined);
  assert.equal(lambda?.memory_mb, undefined);
  assert.equal(lambda?.concurrency, undefined, 'no reserved concurrency is none, not 0');
  assert.equal(release?.latest?.config_sha256, undefined);
  assert.equal(release?.revision_id, undefined);
  assert.equal(collected?.['lambda']?.ok, true);
});

test('more than 50 versions are read page by page and sorted by number, whatever the order', async (t) => {
  const { aws, status } = await useBridge(t);
  const state = aws.account.functions.get('beak-api');
  assert.ok(state);
  for (let number = 4; number <= 120; number += 1) {
    aws.account.upload(state, `code ${number}`);
    aws.account.publish(state);
  }
  aws.switches.shuffled.add('lambda:ListVersionsByFunction');
  const { release } = await status();
  const numbers = release?.versions?.map(({ version }) => Number(version));
  assert.deepEqual(
    numbers,
    Array.from({ length: 120 }, (_, index) => 120 - index),
  );
  assert.equal(aws.count('lambda:ListVersionsByFunction'), 3);
});

test('too many versions are not told in part, for AWS names the oldest first', async (t) => {
  const { aws, status } = await useBridge(t);
  aws.switches.pageSize = 1;
  const state = aws.account.functions.get('beak-api');
  assert.ok(state);
  for (let number = 4; number <= 30; number += 1) {
    aws.account.upload(state, `code ${number}`);
    aws.account.publish(state);
  }
  const { release, collected } = await status();
  assert.equal(release?.versions, undefined);
  assert.equal(release?.stable, '2');
  assert.match(collected?.['lambda']?.reason ?? '', /^Versions are not listed: there are more than 1000\.$/);
  assert.equal(aws.count('lambda:ListVersionsByFunction'), 20);
});

test('an alias on $LATEST, one that shifts, and one that settles are told as AWS has them', async (t) => {
  const { aws, clock, status } = await useBridge(t);
  const state = aws.account.functions.get('beak-api');
  const alias = state?.aliases.get('prod');
  assert.ok(alias);
  alias.version = '$LATEST';
  assert.equal((await status()).lambda_alias_version, '$LATEST');
  Object.assign(alias, { version: '2', weights: { 3: 0.1 } });
  clock.now += 30_000;
  assert.deepEqual((await status()).release?.routing, { 3: 0.1 });
  Object.assign(alias, { version: '3', weights: undefined, settling: { weights: { 2: 1 }, left: 1 } });
  clock.now += 30_000;
  assert.deepEqual((await status()).release?.routing, { 2: 1 });
  clock.now += 30_000;
  assert.deepEqual((await status()).release?.routing, {});
});

test('a function or an alias that is not there is named, and so are the aliases that are', async (t) => {
  const bridged = await useBridge(t, { alias: 'live' });
  assert.equal(await bridged.reason('lambda'), 'beak-api has no alias live; it has prod.');
  bridged.aws.account.functions.delete('beak-api');
  const { reason } = bridgeOn(bridged);
  assert.match(
    (await reason('lambda')) ?? '',
    /Function not found: arn:aws:lambda:eu-west-1:123456789012:function:beak-api/,
  );
});
