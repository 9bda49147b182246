import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMetrics, shift } from '../../src/commands/alias-changes.ts';
import { getAlias } from '../../src/commands/aws.ts';
import { diagnostics } from '../../src/commands/diagnostics.ts';
import { functionName } from '../../src/commands/function-name.ts';
import { powershellQuote } from '../../src/commands/quote.ts';

const account = '012345678901';
const arn = (partition: string, region: string) =>
  `arn:${partition}:lambda:${region}:${account}:function:beak-api`;

const rows: [text: string, name: string, fn: string, region?: string | undefined, qualifier?: string][] = [
  ['beak-api', 'beak-api', 'beak-api'],
  ['beak-api:prod', 'beak-api', 'beak-api', undefined, 'prod'],
  ['beak-api:$LATEST', 'beak-api', 'beak-api', undefined, '$LATEST'],
  [`${account}:function:beak-api`, 'beak-api', `${account}:function:beak-api`],
  [`${account}:beak-api:42`, 'beak-api', `${account}:beak-api`, undefined, '42'],
  ...(
    [
      ['aws', 'us-east-1'],
      ['aws-cn', 'cn-north-1'],
      ['aws-us-gov', 'us-gov-west-1'],
    ] as const
  ).flatMap(([partition, region]): typeof rows => [
    [arn(partition, region), 'beak-api', arn(partition, region), region],
    [`${arn(partition, region)}:prod`, 'beak-api', arn(partition, region), region, 'prod'],
  ]),
  ['no name; at all', 'no name; at all', 'no name; at all'],
];
for (const [text, name, fn, region, qualifier] of rows)
  test(`a function is taken apart: ${text}`, () => {
    const found = functionName(text);
    assert.deepEqual(
      [found.name, found.function, found.region, found.qualifier],
      [name, fn, region, qualifier],
    );
  });

const hour = { from: 0, to: 3_600_000 };
test('figures and logs go by the name alone, whatever the function is called by', () => {
  for (const [text, , , region] of rows.slice(0, -1)) {
    const ref = { function: text, alias: 'prod', region };
    const metrics = checkMetrics(ref, '43', hour)?.line ?? '';
    assert.match(metrics, /"Name":"FunctionName","Value":"beak-api"/, text);
    assert.match(metrics, /"Name":"Resource","Value":"beak-api:prod"/, text);
    const logs = diagnostics(ref, undefined, {}).find(({ name }) => name === 'Logs');
    assert.match(logs?.line ?? '', /logs tail \/aws\/lambda\/beak-api /, text);
    assert.match(logs?.does ?? '', /version 2 of the AWS CLI/);
  }
});

test('a qualifier behind a name never goes into a command that names the alias', () => {
  const line = getAlias({ function: 'beak-api:test', alias: 'prod' })?.line;
  assert.equal(line, 'aws lambda get-alias --function-name beak-api --name prod');
});

test('the region of an ARN is used, and where another is given there is no command', () => {
  const fn = arn('aws-cn', 'cn-north-1');
  assert.match(getAlias({ function: fn, alias: 'prod' })?.line ?? '', /--region cn-north-1/);
  const ref = { function: fn, alias: 'prod', region: 'us-east-1' };
  assert.equal(getAlias(ref), undefined);
  assert.equal(checkMetrics(ref, '43', hour), undefined);
  assert.ok(!diagnostics(ref, undefined, {}).some(({ name }) => name === 'Logs'));
});

/** By about_Quoting_Rules: within single quotes nothing has a meaning but a quote, which is doubled. */
const quoting: [word: string, quoted: string][] = [
  ['beak-api', 'beak-api'],
  ['--function-name', '--function-name'],
  ['0.1', "'0.1'"],
  ['$TOKEN', "'$TOKEN'"],
  ['a`b', "'a`b'"],
  ['$(Remove-Item x)', "'$(Remove-Item x)'"],
  ["it's", "'it''s'"],
  ['it\u2019s', "'it\u2019\u2019s'"],
  ['a;b|c&d', "'a;b|c&d'"],
  ['@file', "'@file'"],
  ['--%', "'--%'"],
  ['{"a":1}', `'{"a":1}'`],
  ['', "''"],
  ['line\nbreak', "'line\nbreak'"],
];
for (const [word, quoted] of quoting)
  test(`PowerShell reads ${JSON.stringify(word)} as one word`, () =>
    assert.equal(powershellQuote(word), quoted));

test('a command has its PowerShell form beside it, on one line', () => {
  const shifted = shift({ function: 'beak-api', alias: 'prod' }, '43', 0.1, 'rev-1', '42');
  assert.equal(
    shifted?.powershell,
    `aws lambda update-alias --function-name beak-api --name prod --routing-config '{"AdditionalVersionWeights":{"43":0.1}}' --revision-id rev-1`,
  );
});
