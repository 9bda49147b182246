import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTool } from './tool.ts';

const ZIP = Buffer.from('PK\x03\x04new code');

test('publish uploads, waits, publishes and waits, and the alias stays where it is', async (t) => {
  const { run, file, state, alias, aws } = await useTool(t);
  await file('code.zip', ZIP);
  const { revision } = alias();
  const { code, out, err } = await run('publish --zip code.zip --description Harvest --yes');
  assert.equal(code, 0, err);
  assert.match(
    out,
    /^Version 4 of beak-api is published and active\.\nNext: .*release shift .*--version 4 --weight 10%/,
  );
  assert.equal(state.versions.get(4)?.Description, 'Harvest');
  assert.equal(alias().revision, revision);
  assert.match(
    err,
    /From +newest version 3\nTo +a new version of code\.zip; the alias stays at version 2, all calls/,
  );
  const order = aws.calls.map(({ action }) => action).filter((action) => /Update|Publish/.test(action));
  assert.deepEqual(order, ['lambda:UpdateFunctionCode', 'lambda:PublishVersion']);
});

test('publish waits for an update that is under way, and says so', async (t) => {
  const { run, state, clock } = await useTool(t);
  state.updating = 5;
  aside(state);
  const began = clock.now;
  const { code, err } = await run('publish --yes --json');
  assert.equal(code, 0, err);
  assert.match(err, /Waiting for the update of beak-api …/);
  assert.ok(clock.now > began);
});

/** Something has changed since the last version. */
const aside = (state: { latest: object }): void => void Object.assign(state.latest, { CodeSha256: 'bmV3' });

test('publish without a change since the last version says that it is the newest still', async (t) => {
  const { run, state } = await useTool(t);
  const { code, out, json } = await run('publish --yes --json');
  assert.equal(code, 0, out);
  assert.deepEqual([json['version'], json['created']], ['3', false]);
  assert.equal(state.versions.size, 3);
});

test('publish --dry-run prints the three lines and uploads nothing', async (t) => {
  const { run, file, aws } = await useTool(t);
  await file('code.zip', ZIP);
  const { code, out, err } = await run('publish --zip code.zip --dry-run');
  assert.equal(code, 0);
  assert.match(out, /aws lambda update-function-code [\s\S]*fileb:\/\/code\.zip/);
  assert.match(out, /aws lambda wait function-updated-v2[\s\S]*aws lambda publish-version/);
  assert.match(err, /published-version-active/);
  assert.equal(aws.count('lambda:UpdateFunctionCode'), 0);
});

test('a package that is missing, no archive or empty is refused before anything is asked', async (t) => {
  const { run, file, aws } = await useTool(t);
  await file('text.zip', 'no archive');
  for (const [name, why] of [
    ['gone.zip', /gone\.zip cannot be read \(ENOENT\)/],
    ['text.zip', /text\.zip is no zip archive/],
  ] as const) {
    const { code, err } = await run(`publish --zip ${name} --yes`);
    assert.equal(code, 1);
    assert.match(err, why);
  }
  assert.equal(aws.count('lambda:UpdateFunctionCode'), 0);
});

test('what somebody else uploads in between is not published', async (t) => {
  const { run, file, state, aws } = await useTool(t);
  await file('code.zip', ZIP);
  state.updating = 0;
  const { code, err } = await run('publish --zip code.zip --yes', {
    err: () => {
      if (aws.count('lambda:UpdateFunctionCode') === 1) aside(state);
    },
  });
  assert.equal(code, 1, err);
  assert.equal(aws.count('lambda:PublishVersion'), 0);
});

test('a permission that is missing is named, and what is left is said', async (t) => {
  const { run, file, aws } = await useTool(t);
  await file('code.zip', ZIP);
  aws.switches.denied.add('lambda:UpdateFunctionCode');
  const upload = await run('publish --zip code.zip --yes --json');
  assert.equal(upload.code, 1);
  assert.match(String(upload.json['error']), /Missing permission: lambda:UpdateFunctionCode/);
  aws.switches.denied.clear();
  aws.switches.denied.add('lambda:PublishVersion');
  const publish = await run('publish --zip code.zip --yes');
  assert.equal(publish.code, 1);
  assert.match(
    publish.err,
    /Missing permission: lambda:PublishVersion\. \$LATEST of beak-api has the new code; nothing was published\./,
  );
});

test('an update that failed is told with its reason, and nothing is published', async (t) => {
  const { run, state, aws } = await useTool(t);
  Object.assign(state.latest, { LastUpdateStatus: 'Failed', LastUpdateStatusReason: 'The image is gone.' });
  const { code, err } = await run('publish --yes');
  assert.equal(code, 1);
  assert.match(err, /AWS says that it failed: The image is gone\./);
  assert.equal(aws.count('lambda:PublishVersion'), 0);
});

test('probe calls one version past the alias and reads FunctionError', async (t) => {
  const { run, state, aws } = await useTool(t);
  const good = await run('probe --version 3 --times 4');
  assert.equal(good.code, 0);
  assert.match(good.out, /^4 calls of version 3 of beak-api, past the alias: none failed\./);
  assert.equal(aws.count('lambda:InvokeFunction'), 4);
  assert.ok(
    aws.calls
      .filter(({ action }) => action === 'lambda:InvokeFunction')
      .every(({ input }) => input['Qualifier'] === '3'),
  );
  let calls = 0;
  state.invoke = () =>
    (calls += 1) % 2 === 0
      ? { payload: '{"errorMessage":"no \u001b[2Jpond"}', error: 'Unhandled' }
      : { payload: '{}' };
  const half = await run('probe --version 3 --times 4 --json');
  assert.equal(half.code, 10);
  assert.equal(half.json['failed'], 2);
  const words = await run('probe --version 3 --times 2');
  assert.match(words.out, /2: Unhandled after \d+ ms: \{"errorMessage":"no \?\[2Jpond"\}/);
});

test('probe takes an event, the version on trial where none is named, and refuses what is no event', async (t) => {
  const { run, file, weights, aws } = await useTool(t);
  const none = await run('probe');
  assert.equal(none.code, 2);
  assert.match(none.err, /No version is on trial/);
  weights({ 3: 0.1 });
  await file('event.json', '{"path":"/beak"}');
  assert.equal((await run('probe --times 1 --payload event.json')).code, 0);
  const [call] = aws.calls.filter(({ action }) => action === 'lambda:InvokeFunction');
  assert.deepEqual([call?.input['Qualifier'], call?.input['Payload']], ['3', '{"path":"/beak"}']);
  assert.equal((await run('probe --times 1 --payload {bad')).code, 2);
  assert.equal((await run('probe --times 0')).code, 2);
});

test('probe calls once each, also where AWS answers badly: what runs twice was asked twice', async (t) => {
  const { run, aws } = await useTool(t);
  aws.switches.throttled.set('lambda:InvokeFunction', Infinity);
  const { code, err } = await run('probe --version 3 --times 5');
  assert.equal(code, 1);
  assert.match(err, /Throttled by AWS: lambda:InvokeFunction/);
  assert.equal(aws.count('lambda:InvokeFunction'), 1);
  aws.switches.throttled.clear();
  const missing = await run('probe --version 9');
  assert.equal(missing.code, 1);
  assert.match(missing.err, /Function not found: arn:aws:lambda:eu-west-1:123456789012:function:beak-api:9/);
});
