import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardsOfPage, consolePage, matching } from '../../src/extension/console-page.ts';
import { environmentFrom } from '../../src/extension/environment.ts';
import { offerOf } from '../../src/extension/follow.ts';
import type { Environment } from '../../src/extension/environment.ts';

const env = (more: Record<string, unknown>): Environment => {
  const made = environmentFrom({
    base: 'https://api.example.com',
    function: 'beak-api',
    region: 'us-east-1',
    ...more,
  });
  if (!made) throw new Error('not an environment');
  return made;
};

const LAMBDA = 'https://us-east-1.console.aws.amazon.com/lambda/home?region=us-east-1#';

test('a page of a function, an alias or a version is known by its address, on each console', () => {
  for (const [address, page] of [
    [`${LAMBDA}/functions/beak-api?tab=code`, { function: 'beak-api' }],
    [`${LAMBDA}/functions/beak-api`, { function: 'beak-api' }],
    [
      `${LAMBDA}/functions/beak-api/aliases/prod?tab=configuration`,
      { function: 'beak-api', qualifier: 'prod' },
    ],
    [`${LAMBDA}/functions/beak-api/versions/41`, { function: 'beak-api', qualifier: '41' }],
    [`${LAMBDA}/functions/beak-api:prod`, { function: 'beak-api', qualifier: 'prod' }],
    [
      `${LAMBDA}/functions/${encodeURIComponent('arn:aws:lambda:us-east-1:111122223333:function:beak-api')}`,
      { function: 'beak-api', account: '111122223333' },
    ],
  ] as const)
    assert.deepEqual(consolePage(address), { partition: 'aws', region: 'us-east-1', ...page }, address);
  assert.deepEqual(
    consolePage(
      'https://us-gov-west-1.console.amazonaws-us-gov.com/lambda/home?region=us-gov-west-1#/functions/beak-api',
    ),
    { partition: 'aws-us-gov', region: 'us-gov-west-1', function: 'beak-api' },
  );
  assert.deepEqual(consolePage('https://cn-north-1.console.amazonaws.cn/lambda/home#/functions/beak-api'), {
    partition: 'aws-cn',
    region: 'cn-north-1',
    function: 'beak-api',
  });
});

test('where several sessions are open the host names the account', () => {
  assert.deepEqual(
    consolePage(
      'https://111122223333-a1b2c3d4.us-east-1.console.aws.amazon.com/lambda/home?region=us-east-1#/functions/beak-api',
    ),
    { partition: 'aws', region: 'us-east-1', account: '111122223333', function: 'beak-api' },
  );
});

test('a page of a deployment is known by its id', () => {
  assert.deepEqual(
    consolePage(
      'https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-A1B2C3D4E?region=eu-west-1',
    ),
    { partition: 'aws', region: 'eu-west-1', deployment: 'd-A1B2C3D4E' },
  );
});

test('what is no page of a function is none, however odd its address', () => {
  for (const address of [
    '',
    'not an address',
    'https://example.com/lambda/home?region=us-east-1#/functions/beak-api',
    'https://console.aws.amazon.com.evil.example/lambda/home?region=us-east-1#/functions/beak-api',
    'https://evilconsole.aws.amazon.com/lambda/home?region=us-east-1#/functions/beak-api',
    'http://us-east-1.console.aws.amazon.com/lambda/home?region=us-east-1#/functions/beak-api',
    'https://us-east-1.console.aws.amazon.com:8443/lambda/home?region=us-east-1#/functions/beak-api',
    // Two regions, and none.
    'https://us-east-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/beak-api',
    'https://console.aws.amazon.com/lambda/home#/functions/beak-api',
    'https://console.aws.amazon.com/lambda/home?region=%3Cscript%3E#/functions/beak-api',
    // Two accounts.
    'https://111122223333-a1.us-east-1.console.aws.amazon.com/lambda/home#/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A444455556666%3Afunction%3Abeak-api',
    `${LAMBDA}/functions`,
    `${LAMBDA}/functions/%`,
    `${LAMBDA}/functions/%E0%A4%A`,
    `${LAMBDA}/functions/<img src=x onerror=alert(1)>`,
    `${LAMBDA}/functions/beak%2Fapi`,
    `${LAMBDA}/layers/beak-api`,
    'https://us-east-1.console.aws.amazon.com/s3/home?region=us-east-1#/functions/beak-api',
    'https://us-east-1.console.aws.amazon.com/codesuite/codedeploy/deployments/../d-A1',
  ])
    assert.equal(consolePage(address), undefined, address);
});

test('an environment is matched by partition, region, function and alias, and by the account where both name one', () => {
  const page = consolePage(`${LAMBDA}/functions/beak-api/aliases/prod`);
  assert.ok(page);
  const ids = (...environments: Environment[]) =>
    matching(page, environments).map(({ environment: { id } }) => id);
  assert.deepEqual(
    ids(
      env({ id: 'same', alias: 'prod' }),
      env({ id: 'other-alias', alias: 'dev' }),
      env({ id: 'any-alias' }),
      env({ id: 'other-region', region: 'eu-west-1' }),
      env({ id: 'other-function', function: 'beak-worker' }),
      env({ id: 'no-function', function: '' }),
      env({ id: 'by-arn', function: 'arn:aws:lambda:us-east-1:111122223333:function:beak-api', region: '' }),
      env({ id: 'gov', region: 'us-gov-west-1' }),
    ),
    ['same', 'any-alias', 'by-arn'],
  );
  // The page of a version is of every alias.
  const version = consolePage(`${LAMBDA}/functions/beak-api/versions/41`);
  assert.ok(version && matching(version, [env({ alias: 'prod' })]).length === 1);
});

test('an account that the page names must be the environment’s, and one that it does not is said not to be checked', () => {
  const environment = env({ account: '111122223333' });
  const host = (prefix: string) =>
    `https://${prefix}us-east-1.console.aws.amazon.com/lambda/home?region=us-east-1#/functions/beak-api`;
  const offered = (address: string) => offerOf(address, [environment], environment);
  assert.equal(offered(host('111122223333-a1b2.'))?.note, undefined);
  assert.equal(offered(host('111122223333-a1b2.'))?.about, 'beak-api · us-east-1');
  assert.equal(offered(host('444455556666-a1b2.')), undefined);
  assert.equal(offered(host(''))?.note, 'account not checked');
  assert.equal(offerOf(host('111122223333-a1b2.'), [env({})], undefined)?.note, 'account not checked');
});

test('a deployment belongs to the environment whose backend tells it', () => {
  const address = 'https://us-east-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-A1B2C3D4E';
  const environments = [env({ id: 'one' }), env({ id: 'two' })];
  assert.equal(offerOf(address, environments, undefined), undefined);
  const told = new Map([['two', 'd-A1B2C3D4E']]);
  const offer = offerOf(address, environments, environments[0], told);
  assert.equal(offer?.environment.id, 'two');
  assert.ok(offer?.cards.includes('mc-canary-tracker'));
});

test('each kind of page is offered the cards that it is about', () => {
  assert.ok(
    cardsOfPage({ partition: 'aws', region: 'us-east-1', function: 'f' }).includes('mc-lambda-config'),
  );
  assert.ok(
    cardsOfPage({ partition: 'aws', region: 'us-east-1', function: 'f', qualifier: 'prod' }).includes(
      'mc-alias-drift',
    ),
  );
});

test('a runbook is known by its pattern, and has its own cards or those of the site’s page of that name', () => {
  const runbooks = [
    { pattern: 'https://wiki.example.com/*/rollback*', cards: ['mc-rollback-plan'] },
    { pattern: 'https://ops.example.com/runbooks/*', cards: [] },
  ];
  const environment = env({ runbooks });
  const cards = (address: string) => offerOf(address, [environment], undefined)?.cards;
  assert.deepEqual(cards('https://wiki.example.com/ops/rollback-prod?x#y'), ['mc-rollback-plan']);
  assert.equal(cards('https://wiki.example.com/ops/canary'), undefined);
  assert.equal(cards('https://evil.example/https://wiki.example.com/ops/rollback'), undefined);
  // Nothing is known here of the site's pages: the build reads them.
  assert.equal(cards('https://ops.example.com/runbooks/canary.html'), undefined);
});

test('the environment that is shown goes first where a page is about several', () => {
  const [one, two] = [env({ id: 'one' }), env({ id: 'two' })];
  const address = `${LAMBDA}/functions/beak-api`;
  assert.equal(offerOf(address, [one, two], two)?.environment.id, 'two');
  assert.equal(offerOf(address, [one, two], undefined)?.environment.id, 'one');
});
