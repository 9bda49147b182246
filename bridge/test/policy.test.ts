import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readConfig } from '../config.ts';
import { changePermissions, policyOf, TOOL_WRITES } from '../policy.ts';
import type { Policy } from '../policy.ts';

const place = {
  function: 'beak-api',
  alias: 'prod',
  region: 'eu-west-1',
  account: '123456789012',
  partition: 'aws',
};
const bridge = join(import.meta.dirname, '..');
/** Actions for which AWS knows no resources (Service Authorization Reference, 2026-11). */
const EVERYWHERE = [
  'cloudwatch:DescribeAlarms',
  'cloudwatch:GetMetricData',
  'ses:GetAccount',
  'sns:GetSMSAttributes',
  'sns:GetSMSSandboxAccountStatus',
];

const actionsOf = ({ Statement }: Policy): string[] => Statement.flatMap(({ Action }) => Action);

test('the policy has what is in use, for its own resources, and nothing else', () => {
  const plain = policyOf([place], {}, false);
  assert.ok(actionsOf(plain).includes('lambda:GetAlias'));
  assert.ok(
    !actionsOf(plain).some((action) => /^(dynamodb|ses|sns|states|cognito-idp|cloudfront):/.test(action)),
  );
  const whole = policyOf(
    [place, { ...place, function: 'hatchery' }],
    readConfig({
      tables: { eggs: 'prod-eggs' },
      workflow: 'arn:aws:states:eu-west-1:123456789012:stateMachine:pecks',
      user_pool: 'eu-west-1_AbCdEf',
      distribution: 'E2EXAMPLE1',
      audit: { log_group: '/events/prod' },
      deployment_group: { application: 'beak', group: 'prod' },
      ses: true,
      sns: true,
    }),
    false,
  );
  for (const { Action, Resource } of whole.Statement) {
    if (Resource.includes('*'))
      assert.deepEqual(
        Action.filter((action) => !EVERYWHERE.includes(action)),
        [],
      );
    for (const action of Action) assert.equal(Resource.includes('*'), EVERYWHERE.includes(action), action);
  }
  const on = (action: string): string[] =>
    whole.Statement.find(({ Action }) => Action.includes(action))?.Resource ?? [];
  assert.deepEqual(on('dynamodb:DescribeTable'), ['arn:aws:dynamodb:eu-west-1:123456789012:table/prod-eggs']);
  assert.deepEqual(on('lambda:GetAlias'), [
    'arn:aws:lambda:eu-west-1:123456789012:function:beak-api',
    'arn:aws:lambda:eu-west-1:123456789012:function:beak-api:*',
    'arn:aws:lambda:eu-west-1:123456789012:function:hatchery',
    'arn:aws:lambda:eu-west-1:123456789012:function:hatchery:*',
  ]);
  assert.deepEqual(on('codedeploy:ListDeployments'), [
    'arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:beak/prod',
  ]);
  assert.deepEqual(on('logs:FilterLogEvents').length, 3, 'the events and the log of each function');
});

test('every write in the code is in the policy or among those of the release tool', () => {
  const table = readConfig({ auth: { iam: true, operators: ['a'] }, release: { table: 'changes' } });
  const route = changePermissions(place, table).map(({ action }) => action);
  const listed = new Set([...route, ...TOOL_WRITES].map((action) => action.split(':')[1]));
  const sources = readdirSync(bridge, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !/^(node_modules|test)/.test(name),
  );
  const sent = new Set(
    sources.flatMap((name) =>
      [...readFileSync(join(bridge, name), 'utf8').matchAll(/new (\w+)Command\(/g)].map(
        ([, command = '']) => command,
      ),
    ),
  );
  assert.ok(sent.size > 25, [...sent].join());
  const writes = [...sent]
    .filter((command) => !/^(Get|List|Describe|BatchGet|Filter)/.test(command))
    .map((command) => (command === 'Invoke' ? 'InvokeFunction' : command));
  assert.deepEqual(
    writes.filter((command) => !listed.has(command)),
    [],
  );
  for (const action of listed)
    assert.ok(writes.includes(String(action)) || action === 'GetItem', `${action} is listed and never sent`);
});

test('npm run iam prints the policy, what is left to be put in, and what is written', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mc-iam-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'bridge.json');
  await writeFile(file, '{"tables": {"eggs": "prod-eggs"}}');
  const run = (...args: string[]) =>
    new Promise<{ out: string; err: string }>((resolve) =>
      execFile(
        process.execPath,
        ['--import', 'tsx', join(bridge, 'iam.ts'), ...args],
        { env: { ...process.env, AWS_REGION: 'eu-west-1' } },
        (_error, out, err) => resolve({ out, err }),
      ),
    );
  const { out, err } = await run('--bridge', file);
  const policy = JSON.parse(out) as Policy;
  assert.ok(actionsOf(policy).includes('dynamodb:DescribeTable'));
  assert.match(err, /^Put your own for FUNCTION, ACCOUNT, or give --function, --account\.$/m);
  assert.match(err, /^The bridge writes nothing\.$/m);
  const changing = await run('--function', 'beak-api', '--account', '123456789012', '--release');
  assert.match(changing.err, /^The bridge writes by: lambda:UpdateAlias\.$/m);
  assert.ok(!changing.err.includes('Put your own'));
  await writeFile(file, '{"tabels": {}}');
  assert.match((await run('--bridge', file)).err, /^bridge\.json: tabels is not known/);
});
