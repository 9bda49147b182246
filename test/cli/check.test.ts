import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../server/serve.ts';
import { checkBase, exitOf } from '../../cli/check/command.ts';
import { mixed } from '../../cli/check/judge-http.ts';
import type { CheckReport } from '../../cli/check/command.ts';
import type { Served } from '../../server/serve.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const origin = 'https://ops.example.com';

let beak: Served;
let bent: Server;
let bend: RequestListener;
let base = '';

before(async () => {
  beak = await serve({ root: 'none', seed: 3 });
  bent = createServer((req, res) => bend(req, res));
  bent.listen(0, '127.0.0.1');
  await once(bent, 'listening');
  const address = bent.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
after(async () => {
  await beak.close();
  bent.closeAllConnections();
  bent.close();
});

/** The command as a user runs it. */
const run = (
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'cli', 'mission-control.mjs'), 'check', ...args],
      { env: { ...process.env, ...env } },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Date, Age, ETag, Retry-After',
  'access-control-allow-headers': 'authorization, content-type',
};

/** A Beak that answers these bodies, and these headers in place of the usual. */
const answers =
  ({
    status = {},
    audit = { entries: [] },
    headers = {},
  }: {
    status?: unknown;
    audit?: unknown;
    headers?: Record<string, string>;
  }): RequestListener =>
  (req, res) => {
    const bodies: Record<string, unknown> = {
      '/beak': {},
      '/beak/metrics': {},
      '/beak/system/status': status,
      '/beak/audit': audit,
    };
    const sent = { 'content-type': 'application/json', ...CORS, ...headers };
    for (const [name, value] of Object.entries(sent)) if (value) res.setHeader(name, value);
    if (req.method === 'OPTIONS') return void res.writeHead(204).end();
    if (req.method === 'GET') res.setHeader('etag', '"1"');
    if (req.headers['if-none-match'] === '"1"') return void res.writeHead(304).end();
    res.end(JSON.stringify(bodies[req.url ?? '']));
  };

const checked = async (listener: RequestListener, token?: string): Promise<CheckReport> => {
  bend = listener;
  return checkBase({ base, origin, token });
};
const looked = ({ http }: CheckReport, name: string) => http.find((each) => each.name === name);

test('the embedded Beak passes, and lights up its cards', async () => {
  const { code, out } = await run([beak.url]);
  assert.equal(code, 0, out);
  assert.match(out, / 0 wrong/);
  assert.match(out, /lit +mc-agent-fleet/);
  assert.doesNotMatch(out, /\b(wrong|warn|dark) {2,}/);
});

test('the example of the docs passes, in under 80 lines', async () => {
  const file = join(ROOT, 'static', 'docs', 'example-beak.mjs');
  assert.ok((await readFile(file, 'utf8')).split('\n').length < 80);
  const example = spawn(process.execPath, [file], { env: { ...process.env, PORT: '18788' } });
  try {
    await once(example.stdout, 'data');
    const found = await checkBase({ base: 'http://127.0.0.1:18788', origin });
    assert.equal(exitOf(found), 0, JSON.stringify(found, null, 1));
    assert.ok(found.cards.some(({ tag, state }) => tag === 'mc-canary-metrics' && state !== 'dark'));
    assert.ok(found.cards.some(({ tag, state }) => tag === 'mc-ses-analytics' && state === 'dark'));
  } finally {
    example.kill();
  }
});

test('a field is right, wrong or not provided, with what came and what was expected', async () => {
  const found = await checked(
    answers({
      status: {
        lambda: { version: 42 },
        agents: { alive: 3, dead: -1 },
        release: { routing: { '43': '0.1' } },
        sns: 'yes',
      },
    }),
  );
  const of = (field: string) => found.fields.find((each) => each.field === field);
  assert.deepEqual(of('status.lambda.version')?.wrong, ['status.lambda.version: number came, text expected']);
  assert.equal(of('status.agents.alive')?.state, 'right');
  assert.deepEqual(of('status.agents.dead')?.wrong, [
    'status.agents.dead: -1 came, whole number, 0 or more expected (impossible value)',
  ]);
  assert.deepEqual(of('status.release.routing')?.wrong, [
    'status.release.routing.43: text came, number expected',
  ]);
  assert.deepEqual(of('status.sns.sandbox')?.wrong, ['status.sns: text came, object expected']);
  assert.equal(of('status.agents.slow')?.state, 'absent');
  assert.equal(of('status.lambda.version_of_mine'), undefined);
  assert.equal(exitOf(found), 10);
});

test('what contradicts itself, or must not travel, is wrong', async () => {
  const day = (n: number) => `2026-06-0${n}T00:00:00Z`;
  const found = await checked(
    answers({
      status: {
        lambda: { env_names: ['A=secret'] },
        release: {
          stable: '41',
          routing: { '41': 0.1, '42': 0.1 },
          versions: [{ version: '9' }, { version: '10' }],
          traffic: { from: day(2), to: day(1), by_version: { '42': { invocations: 1, errors: 2 } } },
        },
      },
      audit: { entries: [{ timestamp: day(1) }, { timestamp: day(2) }] },
    }),
  );
  assert.deepEqual(found.contradictions, [
    'release.traffic.by_version.42: 2 errors of 1 invocations do not fit together',
    'release.traffic: the window ends before it begins',
    'release.routing: 2 additional versions; AWS allows 1',
    'release.routing: 41 is the primary version already',
    'release.versions: highest number first expected',
    'lambda.env_names: holds values; only names may travel',
    'entries: newest first expected',
  ]);
  assert.equal(exitOf(found), 10);
});

test('a page of another origin: what it may ask and read', async () => {
  const fine = await checked(answers({}));
  assert.deepEqual(
    fine.http.filter(({ state }) => state !== 'ok'),
    [],
  );
  const closed = await checked(answers({ headers: { 'access-control-allow-origin': '' } }));
  assert.equal(looked(closed, 'CORS')?.state, 'wrong');
  const other = await checked(
    answers({ headers: { 'access-control-allow-origin': 'https://elsewhere.example' } }),
  );
  assert.equal(looked(other, 'CORS')?.state, 'wrong');
  const noType = await checked(answers({ headers: { 'access-control-allow-headers': 'authorization' } }));
  assert.deepEqual(looked(noType, 'Preflight of POST /beak/audit'), {
    name: 'Preflight of POST /beak/audit',
    state: 'wrong',
    note: 'Access-Control-Allow-Headers lacks content-type',
  });
  // A star does not cover the header that carries a token.
  const star = await checked(answers({ headers: { 'access-control-allow-headers': '*' } }), 'abc');
  assert.equal(
    looked(star, 'Preflight of POST /beak/audit')?.note,
    'Access-Control-Allow-Headers lacks authorization',
  );
  const hidden = await checked(answers({ headers: { 'access-control-expose-headers': 'Date, ETag' } }));
  assert.deepEqual(
    looked(hidden, 'Exposed headers')?.note,
    'Access-Control-Expose-Headers lacks age, retry-after',
  );
  assert.equal(exitOf(hidden), 0);
});

test('caching, clock and mixed content', async () => {
  const late = await checked(answers({ headers: { date: 'Sat, 01 Jan 2022 00:00:00 GMT' } }));
  assert.match(looked(late, 'Clock')?.note ?? '', /behind this machine/);
  const kept = await checked(answers({ headers: { 'cache-control': 'max-age=600' } }));
  assert.match(
    kept.http.find(({ note }) => note.includes('max-age'))?.note ?? '',
    /delays what a card shows/,
  );
  bend = (req, res) => {
    const plain = answers({});
    req.headers['if-none-match'] = '';
    plain(req, res);
  };
  const again = await checkBase({ base, origin });
  assert.match(looked(again, 'Caching')?.note ?? '', /If-None-Match is ignored/);
  assert.equal(looked(again, 'Mixed content')?.state, 'ok');
  assert.equal(mixed('http://api.example.com').state, 'wrong');
  assert.equal(mixed('https://api.example.com').state, 'ok');
});

test('a web page, a redirect and a sign-in are named for what they are', async () => {
  const faults = async (listener: RequestListener) =>
    (await checked(listener)).routes.map(({ fault }) => fault);
  const page = (body: string) =>
    faults((_, res) => void res.setHeader('content-type', 'text/html').end(body));
  const login = await page('<!doctype html><title>Acme</title><p>Sign in');
  assert.equal(login[1], 'answered a sign-in page (“Acme”) where JSON was expected: give --token-file');
  const portal = await page('<!doctype html><p>Welcome');
  assert.equal(portal[1], 'answered a web page where JSON was expected: check proxy and address');
  const moved = await faults((_, res) => void res.writeHead(302, { location: '/login' }).end());
  assert.equal(moved[1], 'redirects (302): give the address of the API itself');
  const closed = await faults((_, res) => void res.writeHead(401).end('{}'));
  assert.equal(closed[1], 'needs a sign-in or access (401): give --token-file');
  const list = await faults((_, res) => void res.end('[]'));
  assert.equal(list[1], 'answered JSON that is no object');
});

test('a token comes from a file and is sent; nothing of it is printed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mc-check-'));
  try {
    const file = join(folder, 'token');
    await writeFile(file, 'let-me-in\n');
    bend = (req, res) => {
      if (req.method !== 'OPTIONS' && req.headers.authorization !== 'Bearer let-me-in')
        return void res.writeHead(401).end();
      answers({})(req, res);
    };
    const { code, out, err } = await run([base, '--token-file', file, '--json']);
    assert.equal(code, 0, out + err);
    assert.doesNotMatch(out + err, /let-me-in/);
    assert.equal((JSON.parse(out) as CheckReport).base, base);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('exit codes: unreachable 1, called wrongly 2', async () => {
  const gone = await run(['http://127.0.0.1:1']);
  assert.equal(gone.code, 1);
  assert.match(gone.out, /unreachable/);
  for (const [args, says] of [
    [[], /Name the address/],
    [['ftp://x'], /no web address/],
    [['api.example.com/v1'], /no web address: give one such as https:\/\/api\.example\.com\/v1\./],
    [['https://x.example/beak/metrics'], /without \/beak: https:\/\/x\.example$/m],
    [['https://u:p@x.example'], /credentials/],
    [['https://x.example/beak/'], /without \/beak/],
    [['https://x.example', '--colour'], /no flag/],
  ] as const) {
    const { code, err } = await run([...args]);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, says);
  }
});

test('text of a backend moves no cursor', async () => {
  bend = answers({ status: { agents: { ['\u001b[2J']: 1 }, database: { '\u001b[31m': 'x' } } });
  const { out } = await run([base]);
  assert.doesNotMatch(out, /\u001b/);
  assert.match(out, /text came, number expected/);
});
