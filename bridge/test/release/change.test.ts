import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '../stage.ts';
import { useTool } from './tool.ts';

test('shift says what it is about, sets the share, and names the next step', async (t) => {
  const { run, alias } = await useTool(t);
  const { code, out, err } = await run('shift --version 3 --weight 10% --yes');
  assert.equal(code, 0, err);
  assert.deepEqual(alias().weights, { 3: 0.1 });
  assert.equal(alias().version, '2');
  for (const [name, value] of [
    ['Account', '123456789012'],
    ['Region', 'eu-west-1'],
    ['Function', 'beak-api'],
    ['Alias', 'prod'],
    ['From', 'version 2, all calls'],
    ['To', 'version 2, with 10% of the calls to version 3'],
  ] as const)
    assert.match(err, new RegExp(`^${name} +${value}$`, 'm'));
  assert.match(
    out,
    /version 2, with 10% of the calls to version 3 \(revision .+\)\. It was version 2, all calls/,
  );
  assert.match(out, /release watch --function beak-api --alias prod/);
});

test('it asks on a terminal, and does only what was agreed to', async (t) => {
  const { run, alias } = await useTool(t);
  const asked: string[] = [];
  const answering = (answer: string) => ({
    terminal: true,
    ask: (question: string) => (asked.push(question), Promise.resolve(answer)),
  });
  const no = await run('shift --version 3 --weight 0.1', answering(''));
  assert.equal(no.code, 1);
  assert.match(no.err, /Nothing was changed\./);
  assert.equal(alias().weights, undefined);
  const yes = await run('shift --version 3 --weight 0.1', answering('y'));
  assert.equal(yes.code, 0);
  assert.deepEqual(alias().weights, { 3: 0.1 });
  assert.deepEqual(asked, ['Change it? [y/N] ', 'Change it? [y/N] ']);
});

test('without a terminal and without --yes nothing is changed, by any command that changes something', async (t) => {
  const { run, alias, weights, aws, file, calls } = await useTool(t);
  await file('code.zip', Buffer.from('PK\x03\x04new'));
  const refused = async (words: string): Promise<void> => {
    const { code, err } = await run(words);
    assert.equal(code, 2, `${words}: ${err}`);
    assert.match(err, /no terminal to ask on\. Give --yes/);
  };
  await refused('shift --version 3 --weight 10%');
  await refused('publish --zip code.zip');
  weights({ 3: 0.1 });
  await refused('rollback');
  calls(10, { 2: { calls: 900 }, 3: { calls: 100 } });
  await refused('promote');
  await refused('watch --act');
  aws.account.deploy({ function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 });
  await refused('stop');
  assert.deepEqual(alias().weights, { 3: 0.1 });
  for (const action of ['UpdateAlias', 'UpdateFunctionCode', 'PublishVersion'])
    assert.equal(aws.count(`lambda:${action}`), 0, action);
  assert.equal(aws.count('codedeploy:StopDeployment'), 0);
});

test('--dry-run prints the line of the AWS CLI, with the revision, and changes nothing', async (t) => {
  const { run, alias, aws } = await useTool(t);
  const { revision } = alias();
  const { code, out } = await run('shift --version 3 --weight 10% --dry-run');
  assert.equal(code, 0);
  assert.equal(
    out.replace(/ \\\n +/g, ' ').trim(),
    `aws lambda update-alias --function-name beak-api --name prod --routing-config '{"AdditionalVersionWeights":{"3":0.1}}' --revision-id ${revision} --region eu-west-1`,
  );
  const json = await run('rollback --to 1 --dry-run --json');
  assert.equal(json.json['changed'], false);
  assert.match(String(json.json['commands']), /--function-version 1/);
  assert.equal(aws.count('lambda:UpdateAlias'), 0);
});

test('a shift is refused during a deployment, and while it is not known whether there is one', async (t) => {
  const { run, aws } = await useTool(t);
  aws.account.deploy({ function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 });
  const during = await run('shift --version 3 --weight 20% --yes');
  assert.equal(during.code, 1);
  assert.match(during.err, /d-000000001 to version 3 is running\. Editing the alias now makes it fail/);
  aws.switches.denied.add('codedeploy:ListDeployments');
  const denied = await run('shift --version 3 --weight 20% --yes');
  assert.equal(denied.code, 1);
  assert.match(
    denied.err,
    /not known whether a CodeDeploy deployment.*Missing permission: codedeploy:ListDeployments/,
  );
  assert.equal(aws.count('lambda:UpdateAlias'), 0);
});

test('a shift and a promotion are refused in a freeze of the site, a rollback is not', async (t) => {
  const { run, file, clock, weights, alias, calls } = await useTool(t);
  const span = (from: number, until: number) => ({
    reason: 'Harvest',
    from: new Date(clock.now + from * MINUTE).toISOString(),
    until: new Date(clock.now + until * MINUTE).toISOString(),
  });
  await file('mission-control.json', JSON.stringify({ freezes: [span(-5, 60)] }));
  const shift = await run('shift --version 3 --weight 10% --yes');
  assert.equal(shift.code, 1);
  assert.match(shift.err, /No change freeze: frozen until 2026-11-30 13:00:00 UTC\. Harvest/);
  weights({ 3: 0.1 });
  calls(10, { 2: { calls: 900 }, 3: { calls: 100 } });
  const promote = await run('promote --yes');
  assert.equal(promote.code, 1);
  assert.match(promote.err, /frozen until .* Harvest/);
  const back = await run('rollback --yes');
  assert.equal(back.code, 0, back.err);
  assert.match(back.err, /Note: Frozen until/);
  assert.equal(alias().weights, undefined);
  await file('mission-control.json', JSON.stringify({ freezes: [span(-60, -5)] }));
  assert.equal((await run('shift --version 3 --weight 10% --yes')).code, 0);
});

test('a configuration that cannot be read keeps from changing: a freeze may stand in it', async (t) => {
  const { run, file } = await useTool(t);
  assert.match(
    (await run('shift --config gone.json --version 3 --weight 10% --yes')).err,
    /gone\.json cannot be read: ENOENT/,
  );
  await file(
    'mission-control.json',
    '{ "freezes": [{"from": "tomorrow", "until": "2026-12-01T00:00:00Z"}] }',
  );
  const { code, err } = await run('shift --version 3 --weight 10% --yes');
  assert.equal(code, 1);
  assert.match(err, /freezes cannot be read/);
});

test('a stale revision is refused in the words of AWS, and the alias stays as somebody else set it', async (t) => {
  const { run, alias, weights } = await useTool(t);
  const { code, err } = await run('shift --version 3 --weight 10%', {
    terminal: true,
    ask: () => {
      // Between the question and the answer somebody else changes it.
      weights({ 1: 0.5 });
      return Promise.resolve('y');
    },
  });
  assert.equal(code, 1);
  assert.match(
    err,
    /The Revision Id provided does not match the latest Revision Id\. Call the GetFunction\/GetAlias API to retrieve the latest Revision Id/,
  );
  assert.match(
    err,
    /not as it was read, and this did not change it: version 2, with 50% of the calls to version 1/,
  );
  assert.deepEqual(alias().weights, { 1: 0.5 });
});

test('what AWS refuses is said in its words, and that nothing was changed', async (t) => {
  const { run, state } = await useTool(t);
  const third = state.versions.get(3);
  state.versions.set(3, { ...third, Role: 'arn:aws:iam::123456789012:role/other' });
  const { code, err } = await run('shift --version 3 --weight 10% --yes');
  assert.equal(code, 1);
  assert.match(
    err,
    /Specified versions must be associated with the same execution role\.? Nothing was changed\./,
  );
});

test('a shift that makes no sense is refused with the reason', async (t) => {
  const { run, weights, state, aws } = await useTool(t);
  const refused = async (words: string, why: RegExp, code = 1): Promise<void> => {
    const ran = await run(words);
    assert.equal(ran.code, code, words);
    assert.match(ran.err, why);
  };
  await refused('shift --version 2 --weight 10% --yes', /points to version 2 already/);
  await refused('shift --version 9 --weight 10% --yes', /Version 9 is not among the published ones/);
  await refused('shift --version 3 --yes', /--weight 10%/, 2);
  await refused('shift --weight 10% --yes', /--version 42/, 2);
  await refused('shift --version $LATEST --weight 10% --yes', /no published version/, 2);
  for (const weight of ['10', '0%', '100%', '1', '-0.1', 'x'])
    await refused(`shift --version 3 --weight=${weight} --yes`, /10% or 0\.1/, 2);
  weights({ 1: 0.2 });
  await refused(
    'shift --version 3 --weight 10% --yes',
    /20% to version 1\. Promote it or roll it back first/,
  );
  const alias = state.aliases.get('prod');
  Object.assign(alias ?? {}, { version: '$LATEST', weights: undefined });
  await refused(
    'shift --version 3 --weight 10% --yes',
    /AWS takes weights only on an alias that points to a published version/,
  );
  assert.equal(aws.count('lambda:UpdateAlias'), 0);
});

test('an alarm that is on stands against a shift', async (t) => {
  const { run, aws } = await useTool(t);
  aws.account.addAlarm({
    AlarmName: 'beak-errors',
    MetricName: 'Errors',
    StateValue: 'ALARM',
    Dimensions: [{ Name: 'FunctionName', Value: 'beak-api' }],
  });
  const { code, err } = await run('shift --version 3 --weight 10% --yes');
  assert.equal(code, 1);
  assert.match(err, /No alarm is active: 1 alarm active\. beak-errors/);
});

test('a shift that is there already changes nothing and says so', async (t) => {
  const { run, weights, aws } = await useTool(t);
  weights({ 3: 0.1 });
  const { code, out } = await run('shift --version 3 --weight 10% --yes');
  assert.equal(code, 0);
  assert.match(out, /as it was to be/);
  assert.equal(aws.count('lambda:UpdateAlias'), 0);
});

test('after a change the alias is read until the weights are gone that AWS sets itself', async (t) => {
  const { run, alias, weights, aws, calls } = await useTool(t);
  weights({ 3: 0.1 });
  calls(10, { 2: { calls: 900 }, 3: { calls: 100 } });
  Object.assign(alias(), { settles: 4 });
  const { code, out, err } = await run('promote --yes');
  assert.equal(code, 0, err);
  assert.ok(aws.count('lambda:GetAlias') >= 5);
  assert.match(err, /while AWS still sends all calls to version 2/);
  assert.match(out, /version 3, all calls/);
  assert.doesNotMatch(out, /still sends/);
});

test('an account that the configuration does not name is left alone', async (t) => {
  const { run, file, aws } = await useTool(t);
  await file('mission-control.json', JSON.stringify({ account: '999999999999' }));
  const { code, err } = await run('rollback --yes');
  assert.equal(code, 1);
  assert.match(err, /of account 123456789012, and the configuration names 999999999999/);
  assert.equal(aws.count('lambda:UpdateAlias'), 0);
});

test('function and alias come from the configuration where they are not given', async (t) => {
  const { file, folder, run } = await useTool(t);
  await file('mission-control.json', JSON.stringify({ function: 'beak-api', alias: 'prod' }));
  // Given twice, the later counts: what the helper gives is what is asked for.
  const { json } = await run(`check --json --config ${folder}/mission-control.json`);
  assert.deepEqual([json['function'], json['alias'], json['account']], ['beak-api', 'prod', '123456789012']);
});
