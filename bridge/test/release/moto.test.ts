import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateAliasCommand, CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { endClients, makeClients } from '../../clients.ts';
import type { TestContext } from 'node:test';
import type { Clients } from '../../clients.ts';

const COMMAND = fileURLToPath(new URL('../../../cli/mission-control.mjs', import.meta.url));
const MINUTE = 60_000;
/** Longest wait for the emulator, in ms: other tests share the machine. */
const PATIENCE_MS = 60_000;

/** An archive with one file in it, stored as it is. */
const PACKAGE = (code: string): Buffer => {
  const name = 'index.js';
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04');
  header.writeUInt32LE(code.length, 18);
  header.writeUInt32LE(code.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name + code)]);
};

/** Starts moto, an emulator of AWS by others, on a port of its own; its address. */
async function useMoto(t: TestContext): Promise<string> {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  t.after(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // A shim may stand between: the group is ended.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('moto_server did not start.')), PATIENCE_MS);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /Running on (http:\S+)/.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
  });
}

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

const run = (words: string, env: Record<string, string>, folder: string): Promise<Ended> =>
  new Promise((resolve) => {
    const [command = '', ...flags] = words.split(' ');
    const child = spawn(
      process.execPath,
      [COMMAND, 'release', command, '--function', 'beak-api', '--alias', 'prod', ...flags],
      { cwd: folder, env: { ...process.env, ...env } },
    );
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('close', (code) => resolve({ code, out, err }));
  });

/** Calls of a version in the last minutes, as Lambda would have CloudWatch count them. */
async function count(clients: Clients, version: string, calls: number, errors: number): Promise<void> {
  const Dimensions = [
    { Name: 'FunctionName', Value: 'beak-api' },
    { Name: 'Resource', Value: 'beak-api:prod' },
  ];
  const of = [Dimensions, [...Dimensions, { Name: 'ExecutedVersion', Value: version }]];
  await clients.cloudWatch.send(
    new PutMetricDataCommand({
      Namespace: 'AWS/Lambda',
      MetricData: [2, 3, 4].flatMap((minutes) =>
        of.flatMap((each) =>
          Object.entries({ Invocations: calls, Errors: errors }).map(([MetricName, Value]) => ({
            MetricName,
            Dimensions: each,
            Timestamp: new Date(Date.now() - minutes * MINUTE),
            Value,
          })),
        ),
      ),
    }),
  );
}

test('against moto: publish, shift, a canary that goes bad, and back', async (t) => {
  if (spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status !== 0)
    return t.skip('moto_server is not on the path');
  const url = await useMoto(t);
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example-secret',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  Object.assign(process.env, env);
  const folder = await mkdtemp(join(tmpdir(), 'mc-moto-'));
  const clients = makeClients();
  t.after(() => (endClients(clients), rm(folder, { recursive: true })));
  await createRole(url);
  await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'beak-api',
      Runtime: 'nodejs22.x',
      Role: 'arn:aws:iam::123456789012:role/beak-api',
      Handler: 'index.handler',
      Code: { ZipFile: PACKAGE('exports.handler = async () => 1') },
      Publish: true,
    }),
  );
  await clients.lambda.send(
    new CreateAliasCommand({ FunctionName: 'beak-api', Name: 'prod', FunctionVersion: '1' }),
  );
  await writeFile(join(folder, 'code.zip'), PACKAGE('exports.handler = async () => 2'));

  const published = await run('publish --zip code.zip --yes --json', env, folder);
  assert.equal(published.code, 0, published.err);
  assert.equal((JSON.parse(published.out) as { version: string }).version, '2');
  const shifted = await run('shift --version 2 --weight 10% --yes', env, folder);
  assert.equal(shifted.code, 0, shifted.err);
  assert.match(shifted.out, /version 1, with 10% of the calls to version 2/);

  await count(clients, '1', 300, 0);
  await count(clients, '2', 40, 20);
  const verdict = await run('check --json', env, folder);
  assert.equal(verdict.code, 10, verdict.out + verdict.err);
  const watched = await run('watch --act --yes', env, folder);
  assert.equal(watched.code, 10, watched.err);
  assert.match(watched.out, /^Roll back: [\s\S]*version 1, all calls/);
  const none = await run('check', env, folder);
  assert.equal(none.code, 11, none.err);
  assert.match(none.out, /No canary is running: all traffic goes to version 1/);
});

/** The role of the function, which moto wants to know. IAM speaks forms, and is no client of the bridge. */
async function createRole(url: string): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261130/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName: 'beak-api',
      AssumeRolePolicyDocument,
    }),
  });
  assert.equal(response.status, 200, await response.text());
}
