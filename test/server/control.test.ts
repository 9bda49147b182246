import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { scenarios } from '../../server/beak/scenarios.ts';
import { serve } from '../../server/serve.ts';
import type { Served } from '../../server/serve.ts';

const time = Date.parse('2026-06-01T12:00:00Z');
let served: Served;

before(async () => {
  served = await serve({ root: 'none', seed: 1, now: () => time });
});
after(() => served.close());
beforeEach(() => change('reset', {}));

const change = (what: string, sent: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${served.url}/control/${what}`, { method: 'POST', headers, body: JSON.stringify(sent) });

test('the control page and its parts are there, under a strict policy', async () => {
  for (const [path, type] of [
    ['/control', 'text/html; charset=utf-8'],
    ['/control/control.css', 'text/css; charset=utf-8'],
    ['/control/control.js', 'text/javascript; charset=utf-8'],
  ] as const) {
    const { status, headers } = await fetch(served.url + path);
    assert.equal(status, 200, path);
    assert.equal(headers.get('content-type'), type);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
  }
});

test('the state names every scenario with a sentence, the present one, and the requests so far', async () => {
  await fetch(`${served.url}/beak/metrics`);
  const answer = await fetch(`${served.url}/control/state`);
  const state = (await answer.json()) as {
    scenario: string;
    scenarios: { name: string; sentence: string }[];
    counts: Record<string, number>;
  };
  assert.equal(state.scenario, 'healthy');
  assert.deepEqual(
    state.scenarios.map(({ name }) => name),
    Object.keys(scenarios),
  );
  assert.ok(state.scenarios.every(({ sentence }) => sentence.endsWith('.')));
  assert.deepEqual(state.counts, { beak: 0, metrics: 1, status: 0, audit: 0 });
});

test('a scenario can be switched while it runs; an unknown one is refused with the list', async () => {
  assert.equal((await change('scenario', { name: 'drift' })).status, 200);
  const status = (await (await fetch(`${served.url}/beak/system/status`)).json()) as Record<string, unknown>;
  assert.equal(status['lambda_alias_parity'], false);
  for (const name of ['nonsense', '__proto__', 7, undefined]) {
    const refused = await change('scenario', { name });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /healthy, drift/);
  }
  assert.equal(served.beak.scenario, 'drift');
});

test('the clock of the backend can be put ahead: Date and generated_at move together', async () => {
  await change('skew', { seconds: 300 });
  const answer = await fetch(`${served.url}/beak/system/status`);
  const { generated_at } = (await answer.json()) as { generated_at: string };
  assert.equal(answer.headers.get('date'), new Date(time + 300_000).toUTCString());
  assert.equal(Date.parse(generated_at), time + 300_000);
  assert.equal((await change('skew', { seconds: 1e9 })).status, 422);
  assert.equal((await change('skew', { seconds: '60' })).status, 422);
});

test('a reset is healthy, has a true clock and counts from nothing', async () => {
  await change('scenario', { name: 'down' });
  await change('skew', { seconds: -60 });
  const state = (await (await change('reset', {})).json()) as Record<string, unknown>;
  assert.equal(state['scenario'], 'healthy');
  assert.equal(state['skew'], 0);
  assert.deepEqual(state['counts'], { beak: 0, metrics: 0, status: 0, audit: 0 });
});

test('a foreign page can neither switch nor look', async () => {
  for (const origin of ['https://evil.example', 'http://127.0.0.1:1', 'null']) {
    assert.equal((await change('scenario', { name: 'down' }, { origin })).status, 403, origin);
    assert.equal((await fetch(`${served.url}/control/state`, { headers: { origin } })).status, 403, origin);
  }
  assert.equal((await change('scenario', { name: 'slow' }, { origin: served.url })).status, 200);
  assert.equal(served.beak.scenario, 'slow');
});

test('a name that was bent to this machine is refused', async () => {
  const { hostname, port } = new URL(served.url);
  const status = await new Promise((resolve, reject) => {
    const headers = { host: `evil.example:${port}` };
    request({ hostname, port, path: '/control/state', headers, agent: false }, (res) => {
      res.resume();
      resolve(res.statusCode);
    })
      .on('error', reject)
      .end();
  });
  assert.equal(status, 403);
});
