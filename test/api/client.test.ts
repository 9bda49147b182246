import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import sinon from 'sinon';
import { ask } from '../../src/api/client.ts';
import { REQUEST_TIMEOUT_MS } from '../../src/api/failure.ts';
import type { Attempt } from '../../src/api/client.ts';
import type { Failure } from '../../src/api/failure.ts';

const base = 'https://api.example.com/prefix';
const now = Date.parse('2026-11-21T07:00:00Z');

let clock: sinon.SinonFakeTimers;
let fetched: sinon.SinonStub<Parameters<typeof fetch>, ReturnType<typeof fetch>>;
let page: { onLine: boolean };

beforeEach(() => {
  clock = sinon.useFakeTimers({
    now,
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'],
  });
  fetched = sinon.stub(globalThis, 'fetch');
  page = { onLine: true };
  Object.defineProperty(globalThis, 'navigator', { configurable: true, get: () => page });
});
afterEach(() => {
  sinon.restore();
  clock.restore();
});

const answers = (body: BodyInit | null, init?: ResponseInit) =>
  fetched.callsFake(() => Promise.resolve(new Response(body, init)));

/** A route that takes its time, and ends as a browser's does when it is given up. */
const hangs = () =>
  fetched.callsFake(
    (_url, init) =>
      new Promise((_, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError'))),
      ),
  );

const failureOf = async (attempt: Attempt | Promise<Attempt>): Promise<Failure | undefined> =>
  (await attempt).failure;

test('a good answer comes masked, with the times of the request', async () => {
  fetched.callsFake(async () => {
    await clock.tickAsync(120);
    return new Response('{"entries":[{"actor":"jane@example.com"}]}');
  });
  assert.deepEqual(await ask(base, 'audit'), {
    sentAt: now,
    ms: 120,
    reply: { json: { entries: [{ actor: 'j•••@e•••.com' }] } },
  });
});
test('a GET revalidates by the browser’s cache, with no header and no cookie of ours', async () => {
  answers('{}');
  await ask(base, 'status');
  const [url, init] = fetched.firstCall.args;
  assert.equal(url, `${base}/beak/system/status`);
  assert.deepEqual(
    { method: init?.method, headers: init?.headers, cache: init?.cache, cookies: init?.credentials },
    { method: 'GET', headers: {}, cache: 'no-cache', cookies: 'omit' },
  );
  assert.equal(init?.body, undefined);
});
test('the audit is posted, with an empty object', async () => {
  answers('{"entries":[]}');
  await ask(base, 'audit');
  const [url, init] = fetched.firstCall.args;
  assert.equal(url, `${base}/beak/audit`);
  assert.deepEqual(
    { method: init?.method, headers: init?.headers, body: init?.body },
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
  );
});
test('the probe is up on any 2xx, whatever the body', async () => {
  for (const body of ['<html>', '', '{"a":1}']) {
    answers(body);
    assert.deepEqual((await ask(base, 'beak')).reply, { json: null });
  }
  answers(null, { status: 204 });
  assert.deepEqual((await ask(base, 'beak')).reply, { json: null });
  answers('', { status: 502 });
  assert.deepEqual(await failureOf(ask(base, 'beak')), { kind: 'http', status: 502 });
});

const bodies: [what: string, body: string, kind: Failure['kind']][] = [
  ['a sign-in page with status 200', '<!doctype html><title>Sign in</title>', 'not-json'],
  ['truncated JSON', '{"auth": {"signup": tr', 'not-json'],
  ['nothing', '', 'not-json'],
  ['a list', '[{"a":1}]', 'not-contract'],
  ['null', 'null', 'not-contract'],
  ['a number', '42', 'not-contract'],
];
for (const [what, body, kind] of bodies)
  test(`${what} is a failure, not data`, async () => {
    answers(body, { status: 200 });
    assert.deepEqual(await failureOf(ask(base, 'status')), { kind, status: 200 });
  });

for (const status of [304, 401, 403, 404, 408, 429, 500, 503])
  test(`HTTP ${status} is told with its status`, async () => {
    answers(null, { status });
    assert.deepEqual(await failureOf(ask(base, 'status')), { kind: 'http', status });
  });

const waits: [header: string, ms: number | undefined][] = [
  ['120', 120_000],
  ['Sat, 21 Nov 2026 07:01:30 GMT', 90_000],
  ['0', undefined],
  ['-5', undefined],
  ['Sat, 21 Nov 2026 06:00:00 GMT', undefined],
  ['soon', undefined],
  ['', undefined],
];
for (const [header, retryAfter] of waits)
  test(`Retry-After: ${header || '(empty)'}`, async () => {
    for (const status of [429, 503]) {
      answers(null, { status, headers: { 'retry-after': header } });
      assert.deepEqual(await failureOf(ask(base, 'status')), {
        kind: 'http',
        status,
        ...(retryAfter !== undefined && { retryAfter }),
      });
    }
  });

const dates: [headers: Record<string, string>, serverTime: number | undefined][] = [
  [{ date: 'Sat, 21 Nov 2026 07:05:00 GMT' }, now + 300_000],
  [{ date: 'Sat, 21 Nov 2026 07:05:00 GMT', age: '60' }, now + 360_000],
  [{ date: 'Sat, 21 Nov 2026 07:05:00 GMT', age: ' 60 ' }, now + 360_000],
  // An age that cannot be leaves the answer's own time unknown: it may be as old as the cache likes.
  ...['old', '-60', '1e3', '6.5', '0x3c', '99999999999', 'Infinity', '60, 60'].map(
    (age): [Record<string, string>, undefined] => [{ date: 'Sat, 21 Nov 2026 07:05:00 GMT', age }, undefined],
  ),
  [{ date: 'Sun, 06 Nov 1994 08:49:37 GMT' }, undefined],
  [{ date: 'Sat, 21 Nov 2226 07:05:00 GMT' }, undefined],
  [{ date: 'Mon, 30 Feb 2026 07:05:00 GMT' }, undefined],
  [{ date: 'Sat, 21 Nov 2026 07:05:00' }, undefined],
  [{ date: '2026-11-21' }, undefined],
  [{ date: '5' }, undefined],
  [{ date: 'yesterday' }, undefined],
  [{ age: '60' }, undefined],
  [{}, undefined],
];
for (const [headers, serverTime] of dates)
  test(`server time from ${JSON.stringify(headers)}`, async () => {
    answers('{}', { headers });
    assert.equal((await ask(base, 'status')).reply?.serverTime, serverTime);
  });

test('a route that hangs is given up at the limit and not before', async () => {
  hangs();
  let ended = false;
  const attempt = ask(base, 'status').finally(() => (ended = true));
  await clock.tickAsync(REQUEST_TIMEOUT_MS - 1);
  assert.equal(ended, false);
  await clock.tickAsync(1);
  assert.deepEqual(await attempt, { sentAt: now, ms: REQUEST_TIMEOUT_MS, failure: { kind: 'timeout' } });
});
test('a body that never ends is given up as well, and its time is that of the headers', async () => {
  fetched.callsFake((_url, init) => {
    const body = new ReadableStream({
      start: (stream) => init?.signal?.addEventListener('abort', () => stream.error(new Error('gone'))),
    });
    return Promise.resolve(new Response(body));
  });
  const attempt = ask(base, 'status');
  await clock.tickAsync(REQUEST_TIMEOUT_MS);
  assert.deepEqual(await attempt, { sentAt: now, ms: 0, failure: { kind: 'timeout' } });
});
test('a page whose token never comes does not hold the route up for ever', async () => {
  let attempt: Attempt | undefined;
  void ask(base, 'status', () => new Promise(() => {})).then((ended) => (attempt = ended));
  await clock.tickAsync(REQUEST_TIMEOUT_MS);
  assert.equal(attempt?.failure?.kind, 'no-token');
  assert.equal(fetched.callCount, 0);
});
test('a token is asked for the origin alone and sent in its header', async () => {
  answers('{}');
  const token = sinon.fake.resolves('s3cret');
  await ask(base, 'status', token);
  assert.deepEqual(token.args, [['https://api.example.com']]);
  assert.deepEqual(fetched.firstCall.args[1]?.headers, { authorization: 'Bearer s3cret' });
});
test('without the token that was promised nothing is sent', async () => {
  const givers = [
    () => Promise.reject(new Error('no')),
    () => {
      throw new Error('no');
    },
  ];
  for (const giver of givers)
    assert.deepEqual(await failureOf(ask(base, 'status', giver)), { kind: 'no-token' });
  assert.equal(fetched.callCount, 0);
});
const bad: unknown[] = [undefined, null, '', 7, {}, { token: '' }, { scope: 'ops' }];
for (const given of bad)
  test(`no token is sent where the page gives ${JSON.stringify(given)}`, async () => {
    answers('{}');
    // A page's script is not held to our types.
    assert.deepEqual(await failureOf(ask(base, 'status', () => Promise.resolve(given as string))), {
      kind: 'no-token',
    });
    assert.equal(fetched.callCount, 0);
  });
for (const token of [
  'two\nlines',
  'ends\r\n',
  ' padded',
  'two words',
  'nul\0',
  'd\u00fcck',
  'tab\t',
  '\u{1f986}',
])
  test(`a token that no header may hold is never sent: ${JSON.stringify(token)}`, async () => {
    answers('{}');
    for (const given of [token, { token, scope: 'ops' }])
      assert.deepEqual(await failureOf(ask(base, 'status', () => Promise.resolve(given))), {
        kind: 'no-token',
        detail: 'bad-token',
      });
    assert.equal(fetched.callCount, 0);
  });
test('a token may come with the scope that it belongs to, and at once', async () => {
  answers('{}');
  await ask(base, 'status', () => ({ token: 's3cret', scope: 'ops' }));
  assert.deepEqual(fetched.firstCall.args[1]?.headers, { authorization: 'Bearer s3cret' });
});
test('an answer that is too large is cut off while it is read, and said', async () => {
  for (const status of [200, 503]) {
    let sent = 0;
    let cut = false;
    const body = new ReadableStream({
      pull: (stream) => {
        stream.enqueue(new Uint8Array(1_000_000));
        sent += 1;
      },
      cancel: () => void (cut = true),
    });
    answers(body, { status });
    assert.deepEqual(
      await failureOf(ask(base, 'status')),
      status === 200 ? { kind: 'not-contract', status, detail: 'too-large' } : { kind: 'http', status },
    );
    await clock.tickAsync(1);
    assert.equal(cut, true, String(status));
    assert.ok(sent <= 10, `${sent} MB were read`);
  }
});
test('an answer of 8 MB is read whole, in whatever pieces a character comes', async () => {
  const text = `{"a":"\u00fc${'x'.repeat(7_999_990)}"}`;
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream({
    start: (stream) => {
      for (const [from, to] of [
        [0, 7],
        [7, 4_000_000],
        [4_000_000, bytes.length],
      ])
        stream.enqueue(bytes.slice(from, to));
      stream.close();
    },
  });
  answers(body);
  const { reply } = await ask(base, 'status');
  assert.equal((reply?.json as { a: string }).a.slice(0, 3), '\u00fcxx');
});
test('the probe and what is refused are read to their end, so that the browser’s console stays empty', async () => {
  for (const [route, status] of [
    ['beak', 200],
    ['status', 404],
  ] as const) {
    let cancelled = false;
    let read = 0;
    const body = new ReadableStream({
      pull: (stream) => (++read > 3 ? stream.close() : stream.enqueue(new Uint8Array(100))),
      cancel: () => void (cancelled = true),
    });
    answers(body, { status });
    await ask(base, route);
    await clock.tickAsync(1);
    assert.deepEqual([cancelled, read], [false, 4]);
  }
});
test('a probe whose body never ends is up, and the body is let go at the limit', async () => {
  let cancelled = false;
  answers(new ReadableStream({ cancel: () => void (cancelled = true) }));
  assert.deepEqual((await ask(base, 'beak')).reply, { json: null });
  await clock.tickAsync(REQUEST_TIMEOUT_MS);
  assert.equal(cancelled, true);
});
test('what another origin answers after a redirect is no answer of the API', async () => {
  const from = (url: string) =>
    fetched.callsFake(() =>
      Promise.resolve(Object.defineProperty(new Response('{"lambda":{}}'), 'url', { value: url })),
    );
  from('https://elsewhere.example.com/prefix/beak/system/status');
  assert.deepEqual(await failureOf(ask(base, 'status')), { kind: 'network', detail: 'redirected' });
  from('https://api.example.com/moved');
  assert.deepEqual((await ask(base, 'status')).reply, { json: { lambda: {} } });
});
test('a request with a token follows no redirect at all', async () => {
  fetched.callsFake(() =>
    Promise.resolve(Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' })),
  );
  assert.deepEqual(await failureOf(ask(base, 'status', () => 's3cret')), {
    kind: 'network',
    detail: 'redirected',
  });
  assert.equal(fetched.firstCall.args[1]?.redirect, 'manual');
});
test('a refusal by network or CORS is one kind, being offline another', async () => {
  fetched.rejects(new TypeError('Failed to fetch'));
  assert.deepEqual(await failureOf(ask(base, 'status')), { kind: 'network' });
  page.onLine = false;
  assert.deepEqual(await failureOf(ask(base, 'status')), { kind: 'offline' });
});
test('no timer is left behind, however a request ended', async () => {
  answers('{}');
  await ask(base, 'status');
  fetched.rejects(new TypeError('Failed to fetch'));
  await ask(base, 'status');
  await ask(base, 'status', () => Promise.reject(new Error('no')));
  assert.equal(clock.countTimers(), 0);
});
