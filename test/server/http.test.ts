import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../server/serve.ts';
import type { Served } from '../../server/serve.ts';

const start = Date.parse('2026-06-01T12:00:00Z');
let time = start;
let root = '';
let served: Served;

before(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mission-control-'));
  root = join(folder, 'dist');
  await mkdir(join(root, 'cards', 'chunks'), { recursive: true });
  await mkdir(join(root, 'runbooks'));
  await writeFile(join(folder, 'secret.txt'), 'the key to the pond');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
  await writeFile(
    join(root, 'index.html'),
    `<!doctype html><title>Pond</title>${'<p>quack</p>'.repeat(200)}`,
  );
  await writeFile(join(root, 'runbooks', 'index.html'), '<!doctype html><title>Runbooks</title>');
  await writeFile(join(root, 'cards', 'mc-alias-drift.js'), 'export {};');
  await writeFile(join(root, 'cards', 'chunks', 'core-B1a2C3d4.js'), 'export {};');
  served = await serve({ root, seed: 1, now: () => time });
});

after(async () => {
  await served.close();
  await rm(join(root, '..'), { recursive: true });
});

interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Asks without the tidying of paths and headers that `fetch` does. */
const ask = (path: string, method = 'GET', headers: OutgoingHttpHeaders = {}, body = ''): Promise<Got> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(served.url);
    const asked = request({ hostname, port, path, method, headers, agent: false }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (part: string) => (text += part));
      res
        .on('error', reject)
        .on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text }));
    });
    asked.on('error', reject).end(body);
  });

test('the page comes with the headers of the real hosting', async () => {
  const { status, headers, body } = await ask('/');
  assert.equal(status, 200);
  assert.match(body, /Pond/);
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(headers['cache-control'], 'no-cache');
  const csp = headers['content-security-policy'] ?? '';
  assert.match(
    String(csp),
    /default-src 'none'.*script-src 'self'.*trusted-types lit-html 'allow-duplicates'/,
  );
  assert.equal(headers['x-content-type-options'], 'nosniff');
  for (const name of ['referrer-policy', 'permissions-policy', 'cross-origin-opener-policy'])
    assert.ok(headers[name], name);
});

test('a hashed chunk may be kept for ever, an entry is asked for again, and both may be used from other pages', async () => {
  const chunk = await ask('/cards/chunks/core-B1a2C3d4.js');
  const entry = await ask('/cards/mc-alias-drift.js');
  assert.equal(chunk.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(entry.headers['cache-control'], 'no-cache');
  for (const { headers } of [chunk, entry]) {
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
  }
});

test('who has a file already gets 304, compressed or not, until the file changes', async () => {
  for (const encoding of ['identity', 'br', 'gzip, deflate']) {
    const { headers } = await ask('/', 'GET', { 'accept-encoding': encoding });
    const again = await ask('/', 'GET', { 'accept-encoding': encoding, 'if-none-match': headers.etag });
    assert.equal(again.status, 304, encoding);
    assert.equal(again.body, '');
  }
  const { headers } = await ask('/runbooks/');
  await writeFile(join(root, 'runbooks', 'index.html'), '<!doctype html><title>New</title>');
  assert.equal((await ask('/runbooks/', 'GET', { 'if-none-match': headers.etag })).status, 200);
});

test('text is compressed as the asker accepts it', async () => {
  const plain = await ask('/');
  for (const [accepted, used] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
  ] as const) {
    const { headers } = await ask('/', 'GET', { 'accept-encoding': accepted });
    assert.equal(headers['content-encoding'], used);
    assert.ok(Number(headers['content-length']) < Number(plain.headers['content-length']) / 2);
  }
});

test('HEAD tells the size and sends nothing; other methods are refused', async () => {
  const { status, headers, body } = await ask('/', 'HEAD');
  assert.deepEqual([status, body], [200, '']);
  assert.ok(Number(headers['content-length']) > 0);
  assert.equal((await ask('/', 'DELETE')).status, 405);
});

test('what lies outside the site cannot be had', async () => {
  for (const path of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/cards/../../secret.txt',
    '//../secret.txt',
    '/..%5csecret.txt',
    '/link.txt',
    '/%00',
    '/%',
    '/cards/%2e%2e%2f%2e%2e%2fsecret.txt',
  ]) {
    const { status, body } = await ask(path);
    assert.equal(status, 404, path);
    assert.ok(!body.includes('key'), path);
  }
});

test('a missing module is 404 as plain text, never the page', async () => {
  const { status, headers, body } = await ask('/cards/mc-none.js');
  assert.equal(status, 404);
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
  assert.doesNotMatch(body, /</);
});

test('a folder without its slash leads to the one with it, on this server', async () => {
  assert.equal((await ask('/runbooks')).headers.location, '/runbooks/');
  assert.equal((await ask('//runbooks')).headers.location, '/runbooks/');
});

test('before anything is built the page says what to run', async () => {
  const bare = await serve({ root: join(root, 'none') });
  const answer = await fetch(`${bare.url}/`);
  assert.match(await answer.text(), /npm run build/);
  await bare.close();
});

test('the four routes answer as the contract says', async () => {
  const before = { ...served.counts };
  assert.equal((await ask('/beak')).status, 200);
  const metrics = await ask('/beak/metrics');
  const status = await ask('/beak/system/status?x=1');
  const audit = await ask('/beak/audit', 'POST', {}, '{}');
  for (const { status: code, headers, body } of [metrics, status, audit]) {
    assert.equal(code, 200);
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(typeof JSON.parse(body), 'object');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['access-control-expose-headers'], 'Date, Age, ETag, Retry-After');
    assert.equal(headers.date, new Date(time).toUTCString());
  }
  assert.ok(metrics.headers.etag && status.headers.etag && !audit.headers.etag);
  for (const route of ['beak', 'metrics', 'status', 'audit'] as const) {
    assert.equal(served.counts[route], before[route] + 1, route);
  }
});

test('a preflight is allowed for two hours and is not counted', async () => {
  const before = { ...served.counts };
  const { status, headers, body } = await ask('/beak/audit', 'OPTIONS', {
    origin: 'https://runbook.example',
  });
  assert.deepEqual([status, body], [204, '']);
  assert.equal(headers['access-control-allow-headers'], 'authorization, content-type');
  assert.equal(headers['access-control-max-age'], '7200');
  assert.deepEqual(served.counts, before);
});

test('an answer that did not change is 304, and one that did is sent', async () => {
  const { headers } = await ask('/beak/system/status');
  assert.equal((await ask('/beak/system/status', 'GET', { 'if-none-match': headers.etag })).status, 304);
  time += 60_000;
  assert.equal((await ask('/beak/system/status', 'GET', { 'if-none-match': headers.etag })).status, 200);
});

test('a route asked in the wrong way says so', async () => {
  assert.equal((await ask('/beak/audit')).status, 405);
  assert.equal((await ask('/beak/audit', 'POST', {}, 'quack')).status, 400);
  assert.equal((await ask('/beak/release', 'POST', {}, '{}')).status, 404);
});

test('when it is down no route answers well', async () => {
  served.beak.scenario = 'down';
  for (let n = 0; n < 12; n += 1) {
    const code = await ask('/beak/metrics').then(
      ({ status }) => status,
      () => 'cut off',
    );
    assert.ok(code === 503 || code === 'cut off', String(code));
  }
  served.beak.scenario = 'healthy';
});

test('a real Beak behind the page answers through it, and what cannot be reached is 502 with the reason', async () => {
  const through = await serve({ root, api: `${served.url}/` });
  const answer = await fetch(`${through.url}/beak/audit`, { method: 'POST', body: '{}' });
  const { entries } = (await answer.json()) as { entries: unknown[] };
  assert.ok(entries.length > 100);
  const { headers } = await fetch(`${through.url}/beak/metrics`);
  assert.equal(headers.get('date'), new Date(time).toUTCString());
  await through.close();

  const nowhere = await serve({ root, api: through.url });
  const failed = await fetch(`${nowhere.url}/beak/metrics`);
  assert.equal(failed.status, 502);
  assert.match(await failed.text(), /could not be reached/);
  await nowhere.close();
});
