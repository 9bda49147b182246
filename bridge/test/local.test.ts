import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { useAws } from './fakes/aws.ts';
import type { FakeAws } from './fakes/aws.ts';

const project = join(import.meta.dirname, '..', '..');

/** Starts the server as `npm start -- --aws` does, against the fake account. */
async function start(t: TestContext, aws: FakeAws, ...flags: string[]) {
  const home = await mkdtemp(join(tmpdir(), 'mc-home-'));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'server/main.ts', '--aws', '--port', '0', ...flags],
    { cwd: project, env: { ...process.env, ...aws.env, XDG_STATE_HOME: home, NODE_NO_WARNINGS: '1' } },
  );
  let out = '';
  let err = '';
  child.stdout.on('data', (part) => (out += String(part)));
  child.stderr.on('data', (part) => (err += String(part)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(home, { recursive: true, force: true });
  });
  await Promise.race([
    ended,
    new Promise<void>((resolve) => child.stdout.on('data', () => out.includes('Ctrl-C') && resolve())),
  ]);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0] ?? '';
  return { url, out: () => out, err: () => err, ended };
}

async function useAccount(t: TestContext): Promise<FakeAws> {
  const aws = await useAws(t);
  for (const name of ['beak-api', 'hatchery'])
    aws.account.addAlias(aws.account.addFunction(name, 2), 'prod', '1');
  return aws;
}

test('npm start -- --aws serves the page over the account, and says what is missing and what it costs', async (t) => {
  const aws = await useAccount(t);
  aws.switches.denied.add('cloudwatch:DescribeAlarms');
  const { url, out } = await start(t, aws, '--function', 'beak-api,hatchery');
  assert.match(out(), /AWS {15}beak-api, hatchery, alias prod/);
  assert.match(out(), /beak-api:prod alarms: Missing permission: cloudwatch:DescribeAlarms\./);
  assert.match(out(), /AWS bills about \$\d+\.\d\d a month/);
  const get = async (path: string, init: RequestInit = {}) => fetch(url + path, init);
  const status = (await (await get('/beak/system/status')).json()) as { release: { stable: string } };
  assert.equal(status.release.stable, '1');
  assert.equal(((await (await get('/fn')).json()) as unknown[]).length, 2);
  assert.deepEqual(await (await get('/mission-control.json')).json(), {
    function: 'beak-api',
    alias: 'prod',
    region: 'eu-west-1',
    account: '123456789012',
  });
  for (const file of ['DEPLOY-LOG.md', 'OPERATOR-NOTES.md', 'GOVERNANCE-LOG.md', 'board.json'])
    assert.equal((await get(`/${file}`)).status, 404, `${file} is of the simulated site`);
  assert.equal((await get('/beak/release', { method: 'POST', body: '{}' })).status, 404);
  assert.equal((await get('/beak', { headers: { origin: 'https://evil.example.com' } })).status, 403);
  const { request } = await import('node:http');
  const rebound = await new Promise<number | undefined>((resolve) =>
    request(`${url}/beak/system/status`, { headers: { host: 'evil.example.com' } }, (res) => {
      res.resume();
      resolve(res.statusCode);
    }).end(),
  );
  assert.equal(rebound, 403, 'a name that was bent to this machine');
});

test('--release lets who has the token change the alias, once for each request', async (t) => {
  const aws = await useAccount(t);
  const { url, out } = await start(t, aws, '--function', 'beak-api', '--release');
  const token = /this token: (\S+)/.exec(out())?.[1] ?? '';
  assert.ok(token.length >= 32);
  assert.equal(out().split(token).length, 2, 'it is told once');
  const change = {
    action: 'promote',
    version: '2',
    revision_id: aws.account.functions.get('beak-api')?.aliases.get('prod')?.revision,
    operator: 'ada',
    request_id: 'r-1',
  };
  const post = (authorization: string) =>
    fetch(`${url}/beak/release`, {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify(change),
    });
  assert.equal((await post('Bearer wrong')).status, 403);
  assert.equal((await post(`Bearer ${token}`)).status, 200);
  assert.equal((await post(`Bearer ${token}`)).status, 200);
  assert.equal(aws.count('lambda:UpdateAlias'), 1);
  assert.match(out(), /"event_type":"release\.changed"/);
});

test('what is wrong with bridge.json is said, and nothing is started', async (t) => {
  const aws = await useAccount(t);
  const folder = await mkdtemp(join(tmpdir(), 'mc-config-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'bridge.json');
  await writeFile(file, '{"tabels": {}, "ses": 1}');
  const { err, ended } = await start(t, aws, '--function', 'beak-api', '--bridge', file);
  assert.equal(await ended, 1);
  assert.deepEqual(
    err()
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 40)),
    ['bridge.json: tabels is not known; allowe', 'bridge.json: Wrong type: ses (number, bo'],
  );
});

test('without a region, there is a sentence with the ways to give one', async (t) => {
  const aws = await useAccount(t);
  Object.defineProperty(aws, 'env', { value: { ...aws.env, AWS_REGION: '', AWS_DEFAULT_REGION: '' } });
  const { err, ended } = await start(t, aws, '--function', 'beak-api');
  assert.equal(await ended, 1);
  assert.equal(err().trim(), 'No AWS region: give --region, or set AWS_REGION or one in the profile.');
});
