import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { askIn, makeHandler } from '../handler.ts';
import type { HttpEvent, HttpResult } from '../handler.ts';
import { bundleBridge } from '../../scripts/build/bridge.mjs';
import { useStage } from './stage.ts';

const env = (bridge: object, more: object = {}) => ({
  MC_FUNCTION: 'beak-api',
  AWS_REGION: 'eu-west-1',
  MC_BRIDGE: JSON.stringify(bridge),
  ...more,
});
const quiet = (): undefined => undefined;

test('an event of a function URL or an HTTP API is read as the request that it is', () => {
  assert.deepEqual(
    askIn({
      rawPath: '/live/beak/audit',
      headers: { 'Authorization': 'Bearer x', 'content-type': 'application/json' },
      body: Buffer.from('{}').toString('base64'),
      isBase64Encoded: true,
      requestContext: {
        stage: 'live',
        http: { method: 'POST' },
        authorizer: { iam: { userArn: 'arn:aws:iam::123456789012:user/ada' } },
      },
    }),
    {
      method: 'POST',
      path: '/beak/audit',
      headers: { 'authorization': 'Bearer x', 'content-type': 'application/json' },
      body: '{}',
      iam: 'arn:aws:iam::123456789012:user/ada',
    },
  );
  assert.equal(askIn({ rawPath: '/beak', requestContext: { stage: '$default' } }).path, '/beak');
});

test('a header cannot say that AWS has verified somebody', async (t) => {
  await useStage(t);
  const handler = makeHandler(env({ auth: { iam: true } }), quiet);
  const headers = {
    'x-amzn-iam-user-arn': 'arn',
    'iam': 'arn',
    'requestcontext': '{"authorizer":{"iam":{}}}',
  };
  assert.equal((await handler({ rawPath: '/beak', headers })).statusCode, 403);
  const iam = { userArn: 'arn:aws:iam::123456789012:user/ada' };
  assert.equal(
    (await handler({ rawPath: '/beak', requestContext: { authorizer: { iam } } })).statusCode,
    200,
  );
});

test('what is missing or wrong at start is a sentence; all that is public is warned of', () => {
  assert.throws(
    () => makeHandler({ AWS_REGION: 'eu-west-1' }, quiet),
    /^Error: MC_FUNCTION must name a function/,
  );
  assert.throws(() => makeHandler({ MC_FUNCTION: 'beak-api' }, quiet), /^Error: AWS_REGION is not set/);
  assert.throws(() => makeHandler(env({ tabels: {} }), quiet), /tabels is not known; allowed: tables/);
  const noRecord = { auth: { iam: true, operators: ['ada'] }, release: {} };
  assert.throws(() => makeHandler(env(noRecord), quiet), /release needs table/, 'the route refuses to start');
  const lines: string[] = [];
  makeHandler(env({ public: true }), (line) => lines.push(line));
  assert.match(lines.join(), /everybody may read/);
});

test('a preflight stays open where all else is closed', async (t) => {
  await useStage(t);
  const handler = makeHandler(env({ auth: { iam: true }, cors: ['https://ops.example.com'] }), quiet);
  const headers = { origin: 'https://ops.example.com' };
  const { statusCode, headers: sent } = await handler({
    rawPath: '/beak/audit',
    headers,
    requestContext: { http: { method: 'OPTIONS' } },
  });
  assert.equal(statusCode, 204);
  assert.equal(sent['Access-Control-Allow-Origin'], 'https://ops.example.com');
});

test('the bundle is one small file that answers by itself', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mc-bundle-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'handler.mjs');
  const bytes = await bundleBridge(file);
  assert.ok(bytes < 3_000_000, String(bytes));
  await useStage(t);
  Object.assign(process.env, env({ public: true }));
  const { handler } = (await import(pathToFileURL(file).href)) as {
    handler: (event: HttpEvent) => Promise<HttpResult>;
  };
  const { statusCode, body } = await handler({ rawPath: '/beak/system/status' });
  assert.equal(statusCode, 200);
  assert.equal((JSON.parse(body) as { release: { stable: string } }).release.stable, '2');
});
