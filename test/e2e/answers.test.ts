import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { cors } from '../../server/api-routes.ts';
import { browser, hostPage, listen, shows, site, strictCsp, useSite, visit } from './support.ts';

useSite();

/** Shows a card on a page of somebody else, over a backend that answers everything like this. */
async function fedWith(answer: (res: ServerResponse) => void, wanted: RegExp, phase: string): Promise<void> {
  const backend = await listen((_, res) => answer(res));
  const host = await hostPage(
    `<script type="module" src="${site.url}/cards/mc-agent-fleet.js"></script>
    <mc-agent-fleet api-base="${backend.url}"></mc-agent-fleet>`,
    strictCsp(site.url, backend.url),
  );
  const { page, complaints } = await visit(browser);
  try {
    await page.goto(host.url);
    const { text } = await shows(page, 'mc-agent-fleet', { phase });
    assert.match(text, wanted);
    assert.doesNotMatch(text, /undefined|\bNaN\b|Invalid Date|\[object|could not show|clock is/);
    assert.deepEqual(
      complaints.filter((text) => !/favicon|Failed to load resource|CORS policy/.test(text)),
      [],
    );
  } finally {
    await page.close();
    await host.close();
    await backend.close();
  }
}

const send =
  (status: number, headers: Record<string, string>, body: string | Buffer = '') =>
  (res: ServerResponse) => {
    res.writeHead(status, { ...cors, ...headers });
    res.end(body);
  };
const json = { 'Content-Type': 'application/json' };

for (const [what, answer, wanted, phase] of [
  [
    'a sign-in page instead of JSON',
    send(200, { 'Content-Type': 'text/html' }, '<h1>Sign in</h1>'),
    /JSON/,
    'failed',
  ],
  ['an empty body', send(200, json), /JSON/, 'failed'],
  ['204 without a body', send(204, {}), /JSON/, 'failed'],
  ['a list instead of an object', send(200, json, '[1,2,3]'), /./, 'failed'],
  ['null', send(200, json, 'null'), /./, 'failed'],
  ['half a JSON text', send(200, json, '{"agents":{"alive":3'), /JSON/, 'failed'],
  ['broken gzip', send(200, { ...json, 'Content-Encoding': 'gzip' }, Buffer.from('not gzip')), /./, 'failed'],
  ['401', send(401, json, '{}'), /401/, 'failed'],
  [
    '429 with Retry-After',
    send(429, { ...json, 'Retry-After': '120' }, '{}'),
    /429.*in (2 min|1 min \d\d s)/,
    'failed',
  ],
  ['500 with a page', send(500, { 'Content-Type': 'text/html' }, '<h1>Oops</h1>'), /500/, 'failed'],
  ['a redirect in circles', send(302, { Location: '/beak/system/status' }), /./, 'failed'],
  ['an empty object', send(200, json, '{}'), /Not provided by this backend: agents\.alive/, 'unoffered'],
  [
    'wrong types in every field',
    send(200, json, '{"agents":{"alive":"3","slow":-1,"dead":null,"total_bonded":1e400}}'),
    /Wrong type: agents\.alive \(text, number expected\), .*Invalid: agents\.slow \(-1/,
    'unoffered',
  ],
  [
    'counts that do not add up and are absurdly large',
    send(200, json, '{"agents":{"alive":9007199254740991,"slow":0,"dead":1,"total_bonded":2}}'),
    /9,007,199,254,740,991/,
    'live',
  ],
  [
    'a date from 1970 and names of the language itself',
    send(
      200,
      { ...json, Date: 'Thu, 01 Jan 1970 00:00:00 GMT' },
      '{"__proto__":{"alive":1},"constructor":{},"agents":{"alive":1,"slow":0,"dead":0,"total_bonded":1}}',
    ),
    // No server lives in 1970: such a date tells no time.
    /All alive/,
    'live',
  ],
] as const)
  test(`a backend that answers with ${what}`, () => fedWith(answer, wanted, phase));

test('a backend without CORS is told as what the browser can know: not reachable, or not allowed', async () => {
  await fedWith((res) => res.end('{}'), /CORS/, 'failed');
});
