import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { useAws } from '../fakes/aws.ts';
import type { TestContext } from 'node:test';
import type { FakeAws } from '../fakes/aws.ts';

const COMMAND = fileURLToPath(new URL('../../../cli/mission-control.mjs', import.meta.url));
/** Longest wait for anything, in ms: other tests share the machine. */
const PATIENCE_MS = 60_000;

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** The command as a script runs it; `stopWhen` is when Ctrl-C is pressed. */
async function run(
  aws: Pick<FakeAws, 'env'>,
  words: string,
  stopWhen?: (err: string) => boolean,
): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, 'release', ...words.split(' ')], {
    env: { ...process.env, ...aws.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  let stopped = false;
  const look = setInterval(() => {
    if (stopped || !stopWhen?.(err)) return;
    stopped = true;
    child.kill('SIGINT');
  }, 20);
  const code = await ended;
  clearTimeout(late);
  clearInterval(look);
  return { code, out, err };
}

const ABOUT = '--function beak-api --alias prod';

async function useAccount(t: TestContext) {
  const aws = await useAws(t);
  const alias = aws.account.addAlias(aws.account.addFunction('beak-api', 3), 'prod', '2');
  return { aws, alias, now: () => aws.account.functions.get('beak-api')?.aliases.get('prod') };
}

test('a script changes the alias with --yes, and reads the result as JSON alone on standard output', async (t) => {
  const { aws, now } = await useAccount(t);
  const { code, out, err } = await run(aws, `shift ${ABOUT} --version 3 --weight 10% --yes --json`);
  assert.equal(code, 0, err);
  const result = JSON.parse(out) as Record<string, unknown>;
  assert.deepEqual([result['command'], result['changed'], result['exit']], ['shift', true, 0]);
  assert.deepEqual(now()?.weights, { 3: 0.1 });
  // No cursor is moved where nobody sits.
  assert.doesNotMatch(err, /\u001b/);
});

test('exit codes of the process: 11 without a canary, 1 where AWS cannot be reached or refuses, 2 called wrongly', async (t) => {
  const { aws } = await useAccount(t);
  assert.equal((await run(aws, `check ${ABOUT}`)).code, 11);
  aws.switches.denied.add('sts:GetCallerIdentity');
  const denied = await run(aws, `check ${ABOUT} --json`);
  assert.equal(denied.code, 1);
  assert.match(denied.out, /"error": "Missing permission: sts:GetCallerIdentity\."/);
  aws.switches.denied.clear();
  const missing = await run(aws, 'check --function pond --alias prod');
  assert.equal(missing.code, 1);
  assert.match(missing.out, /Function not found: .*pond/);
  for (const [words, why] of [
    ['', /release COMMAND/],
    ['fly', /There is no release "fly"; there are publish, check/],
    ['check', /Name the function: --function/],
    [`check ${ABOUT} --colour`, /cannot use "--colour"/],
    [`check ${ABOUT} --yes`, /cannot use "--yes"/],
    [`shift ${ABOUT} --version 3 --weight 10%`, /Give --yes/],
    ['check --function beak-api:live --alias prod', /names an alias, and --alias another/],
    ['check --function beak-api --alias 12', /no name of an alias/],
  ] as const) {
    const { code, out, err } = await run(aws, words);
    assert.equal(code, 2, words);
    assert.match(out + err, why);
  }
});

test('an address where nobody answers is 1, in a sentence', async (t) => {
  const { aws } = await useAccount(t);
  const gone = { ...aws.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
  const { code, err } = await run({ env: gone }, `check ${ABOUT}`);
  assert.equal(code, 1);
  assert.match(err, /Not reachable.*sts:GetCallerIdentity \(ECONNREFUSED\)/);
});

test('Ctrl-C while watching names the alias as it is left', async (t) => {
  const { aws, alias } = await useAccount(t);
  alias.weights = { 3: 0.1 };
  const { code, err } = await run(aws, `watch ${ABOUT}`, (said) => said.includes('Not enough data'));
  assert.equal(code, 1);
  assert.match(
    err,
    /Interrupted\. Nothing was changed\. Alias prod of beak-api: version 2, with 10% of the calls to version 3 \(revision .+\)\.\n$/,
  );
});

test('Ctrl-C while AWS is asked to change it says that the change was sent, and how the alias is', async (t) => {
  const { aws } = await useAccount(t);
  aws.switches.slow.set('lambda:UpdateAlias', Infinity);
  const { code, err } = await run(
    aws,
    `shift ${ABOUT} --version 3 --weight 10% --yes`,
    () => aws.count('lambda:UpdateAlias') > 0,
  );
  assert.equal(code, 1);
  assert.match(
    err,
    /Interrupted\. The change was sent\. Alias prod of beak-api: version 2, all calls \(revision/,
  );
});

test('Ctrl-C while AWS moves the calls says that the change was made', async (t) => {
  const { aws, alias } = await useAccount(t);
  Object.assign(alias, { settles: 1000 });
  const { code, err } = await run(aws, `rollback ${ABOUT} --to 1 --yes`, (said) =>
    said.includes('AWS still moves the calls'),
  );
  assert.equal(code, 1);
  assert.match(
    err,
    /Interrupted\. The change was made\. Alias prod of beak-api: version 1, while AWS still sends all calls to version 2/,
  );
});

test('Ctrl-C while a version is published says what is there of it', async (t) => {
  const { aws, alias } = await useAccount(t);
  const state = aws.account.functions.get('beak-api');
  if (state) aws.account.upload(state, 'new code');
  Object.assign(state ?? {}, { updating: 100_000 });
  const { revision } = alias;
  const { code, err } = await run(aws, `publish ${ABOUT} --yes`, (said) =>
    said.includes('Waiting for the update'),
  );
  assert.equal(code, 1);
  assert.match(
    err,
    new RegExp(`Nothing was changed\\. Alias prod of beak-api: version 2, all calls \\(revision ${revision}`),
  );
});
