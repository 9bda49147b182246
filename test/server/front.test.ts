import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders, RequestListener, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readFlags } from '../../server/flags.mjs';
import { serve } from '../../server/serve.ts';
import type { Served } from '../../server/serve.ts';

/** What stands behind the page in these tests; each sets what it answers. */
let answer: RequestListener = (_req, res) => void res.end('{}');
let upstream: Server;
let api = '';
let served: Served;

before(async () => {
  upstream = createServer((req, res) => answer(req, res));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const address = upstream.address();
  api = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  served = await serve({ root: 'none', api });
});

after(async () => {
  await served.close();
  upstream.closeAllConnections();
  upstream.close();
});

interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

const ask = (
  path: string,
  { method = 'GET', headers = {}, body = '', url = served.url }: AskOptions = {},
): Promise<Got> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const asked = request({ hostname, port, path, method, headers, agent: false }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (part: string) => (text += part));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text }));
    });
    asked.on('error', reject).end(body);
  });

interface AskOptions {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
  url?: string;
}

for (const [name, headers] of [
  ['a page of another origin', { origin: 'https://evil.example' }],
  ['a page of another port', { origin: 'http://127.0.0.1:1' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a name bent to the loopback address', { host: 'evil.example' }],
  ['a page that asks without saying where it is', { 'sec-fetch-site': 'cross-site' }],
  ['a page of another port that asks without saying where it is', { 'sec-fetch-site': 'same-site' }],
] as const)
  test(`a real API is for the page in front of it, not for ${name}`, async () => {
    let asked = 0;
    answer = (_req, res) => void ((asked += 1), res.end('{"secret":1}'));
    for (const [path, method] of [
      ['/beak/metrics', 'GET'],
      ['/beak/system/status', 'GET'],
      ['/beak/audit', 'POST'],
      ['/beak/audit', 'OPTIONS'],
      ['/beak/none', 'GET'],
    ] as const) {
      const got = await ask(path, { method, headers, body: method === 'POST' ? '{}' : '' });
      assert.equal(got.status, 403, path);
      assert.equal(got.headers['access-control-allow-origin'], undefined);
      assert.ok(!got.body.includes('secret'));
    }
    assert.equal(asked, 0);
  });

test('the page itself, and a program on this machine, may read it', async () => {
  answer = (_req, res) => void res.end('{"ok":1}');
  const { host } = new URL(served.url);
  for (const headers of [
    {},
    { 'origin': served.url, 'sec-fetch-site': 'same-origin' },
    { host: host.replace('127.0.0.1', 'localhost') },
  ]) {
    const got = await ask('/beak/metrics', { headers });
    assert.equal(got.status, 200);
    assert.equal(got.headers['access-control-allow-origin'], undefined);
  }
});

test('nothing that a backend answers runs or is taken for a page here', async () => {
  answer = (_req, res) => {
    res.setHeader('content-type', 'text/html');
    res.setHeader('set-cookie', 'a=b');
    res.end('<script>alert(origin)</script>');
  };
  const embedded = await serve({ root: 'none' });
  for (const url of [served.url, embedded.url])
    for (const path of ['/beak', '/beak/metrics', '/beak/none']) {
      const { headers } = await ask(path, { url });
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
      assert.match(String(headers['content-security-policy']), /default-src 'none'.*sandbox/, path);
      assert.equal(headers['set-cookie'], undefined);
    }
  await embedded.close();
});

test('credentials in the address of the API are refused at the start, and not repeated', () => {
  for (const given of ['https://ada:hunter2@api.example.com', 'https://hunter2@api.example.com/base'])
    assert.throws(
      () => readFlags(['--api', given]),
      (error: Error) => /credentials/.test(error.message) && !error.message.includes('hunter2'),
    );
});

test('what is wrong with an address that holds credentials does not repeat them', () => {
  for (const given of [
    'ftp://ada:hunter2@api.example.com',
    'https://ada:hunter2@:80',
    'https://ada:hunter2 @api.example.com:abc',
    'ada:hunter2@api.example.com',
    'https://ada%3Ahunter2%40api.example.com',
  ])
    assert.throws(
      () => readFlags(['--api', given]),
      (error: Error) => !error.message.includes('hunter2'),
      given,
    );
});

test('an address with a query or a fragment is refused: a key may stand in it, and no route can be put behind it', () => {
  for (const given of [
    'https://api.example.com/?key=hunter2',
    'https://api.example.com/base#hunter2',
    'https://api.example.com\\@hunter2.example',
  ])
    assert.throws(
      () => readFlags(['--api', given]),
      (error: Error) => /query/.test(error.message) && !error.message.includes('hunter2'),
      given,
    );
});

test('a name that is not quite this machine’s is not its page', async () => {
  answer = (_req, res) => void res.end('{"secret":1}');
  const { port } = new URL(served.url);
  for (const host of [
    `localhost.:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `127.1:${port}`,
    `localhost:${port}@evil.example`,
  ])
    assert.notEqual((await ask('/beak/metrics', { headers: { host } })).status, 200, host);
});

test('a body of more than 64 kB is 413, with a real backend and without', async () => {
  answer = (_req, res) => void res.end('{}');
  const embedded = await serve({ root: 'none', releaseToken: 'long-enough' });
  const body = JSON.stringify({ a: 'x'.repeat(64 * 1024) });
  const headers = { authorization: 'Bearer long-enough' };
  for (const [url, path] of [
    [served.url, '/beak/audit'],
    [embedded.url, '/beak/audit'],
    [embedded.url, '/beak/release'],
    [embedded.url, '/control/scenario'],
  ] as const) {
    const got = await ask(path, { method: 'POST', body, url, headers });
    assert.equal(got.status, 413, path);
    assert.match(got.body, /65536 bytes/);
  }
  assert.equal((await ask('/beak/audit', { method: 'POST', body: '{}', url: embedded.url })).status, 200);
  await embedded.close();
});

test('an endless answer of the backend is cut off at what a card reads, and said', async () => {
  let sent = 0;
  const cut = new Promise<void>((resolve) => {
    answer = (_req, res) => {
      const more = () => {
        while (!res.destroyed && res.write(Buffer.alloc(500_000, 32))) sent += 500_000;
      };
      res.on('drain', more);
      res.on('close', resolve);
      more();
    };
  });
  const { status, body } = await ask('/beak/metrics');
  assert.equal(status, 502);
  assert.equal(
    (JSON.parse(body) as { message: string }).message,
    `${api} answered over 8 MB; a card reads no more.`,
  );
  await cut;
  assert.ok(sent < 30_000_000, String(sent));
  answer = (_req, res) => void res.end('{}');
});

test('the release token comes from a file or the environment too, for a process list shows flags', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mission-control-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'token');
  await writeFile(file, 'from-a-file\n');
  assert.equal(readFlags(['--release-token-file', file], {}).releaseToken, 'from-a-file');
  assert.equal(readFlags([], { MC_RELEASE_TOKEN: 'from-the-env' }).releaseToken, 'from-the-env');
  assert.equal(readFlags([], {}).releaseToken, undefined);
  assert.throws(() => readFlags(['--release-token-file', join(folder, 'none')], {}), /none.*cannot be read/);
  assert.throws(
    () => readFlags(['--release-token', 'from-a-flag', '--release-token-file', file], {}),
    /one of/,
  );
  await writeFile(file, 'a b');
  assert.throws(() => readFlags(['--release-token-file', file], {}), /bearer token/);
});

test('a polite kill ends the server within 2 s, though the backend never answers', async () => {
  answer = () => {};
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', '--port', '0', '--api', api], {
    cwd: join(import.meta.dirname, '..', '..'),
  });
  let out = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (part) => {
      out += String(part);
      if (out.includes('Ctrl-C')) resolve();
    });
  });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0] ?? '';
  const asked = ask('/beak/metrics', { url }).catch(() => undefined);
  // The backend holds the request by now, or will not get it any more.
  await new Promise<void>((resolve) => {
    answer = () => resolve();
    void ask('/beak/audit', { url, method: 'POST', body: '{}' }).catch(() => undefined);
  });
  const start = performance.now();
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  child.kill('SIGTERM');
  assert.deepEqual(await ended, { code: 0, signal: null });
  await asked;
  assert.ok(performance.now() - start < 2000);
});
