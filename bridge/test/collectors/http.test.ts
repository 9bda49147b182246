import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { useBridge } from '../stage.ts';

/** A server of the team's own, which answers as a test has it. */
async function useServer(
  t: TestContext,
  answer: (req: IncomingMessage, res: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return `http://127.0.0.1:${address.port}/fleet?key=secret`;
}

const json = (value: unknown) => (_: IncomingMessage, res: ServerResponse) => {
  res.setHeader('Content-Type', 'application/json').end(JSON.stringify(value));
};
const MAP = { 'agents.alive': '$.fleet.up' };

test('fields of the team’s own endpoint are put where the contract has them', async (t) => {
  const url = await useServer(
    t,
    json({ 'fleet': { up: 20, down: [{ n: 3 }] }, 'a name': '1.1', 'tables': { eggs: 9 } }),
  );
  const map = {
    ...MAP,
    'agents.dead': '$.fleet.down[0].n',
    'metrics.galaxy_version': "$['a name']",
    'database.eggs': '$.tables.eggs',
    'lambda.invoked_version': "$['a name']",
  };
  const { status, collection, reason } = await useBridge(t, { config: { http: [{ url, map }] } });
  const { agents, database, lambda } = await status();
  assert.deepEqual(agents, { alive: 20, dead: 3 });
  assert.deepEqual(database, { eggs: 9 });
  assert.equal(lambda?.invoked_version, '1.1');
  assert.equal(await collection.answer('metrics'), '{"galaxy_version":"1.1"}');
  assert.equal(await reason('http'), undefined);
});

test('what has the wrong type, or is not there, is left out and named', async (t) => {
  const url = await useServer(t, json({ fleet: { up: '20' } }));
  const map = { ...MAP, 'agents.slow': '$.fleet.slow' };
  const { status, reason } = await useBridge(t, { config: { http: [{ url, map }] } });
  assert.equal((await status()).agents, undefined);
  const why = (await reason('http')) ?? '';
  assert.match(why, /Wrong type: agents\.alive \(text, number expected\)\./);
  assert.match(why, /has no \$\.fleet\.slow, which agents\.slow needs\./);
  assert.ok(!why.includes('secret'), 'a query may hold a key');
});

test('AWS is believed over an endpoint', async (t) => {
  const url = await useServer(t, json({ version: '99' }));
  const map = { lambda_alias_version: '$.version' };
  const { status } = await useBridge(t, { config: { http: [{ url, map }] } });
  assert.equal((await status()).lambda_alias_version, '2');
});

for (const [name, answer, sentence] of [
  [
    'a redirect, which may go round for ever',
    (_, res) => res.writeHead(302, { Location: 'https://login.example.com/?next=secret' }).end(),
    /redirects to https:\/\/login\.example\.com\/: give the address that answers itself\.$/,
  ],
  [
    'a page of a proxy with 200',
    (_, res) => res.setHeader('Content-Type', 'text/html').end('<h1>Sign in</h1>'),
    /answers a page of HTML, not JSON: a proxy or a sign-in stands before it\.$/,
  ],
  ['an expired session', (_, res) => res.writeHead(401).end(), /answers 401: its session has expired/],
  ['a broken backend', (_, res) => res.writeHead(500).end('{}'), /answers 500\.$/],
  ['no JSON', (_, res) => res.end('{"fleet":'), /answers no JSON\.$/],
  ['no server', (_, res) => res.destroy(), /could not be reached\.$/],
] as [string, (req: IncomingMessage, res: ServerResponse) => void, RegExp][])
  test(`${name} is one sentence, and costs this part alone`, async (t) => {
    const url = await useServer(t, answer);
    const { status, reason } = await useBridge(t, { config: { http: [{ url, map: MAP }] } });
    const { agents, release } = await status();
    assert.equal(agents, undefined);
    assert.equal(release?.stable, '2');
    const why = (await reason('http')) ?? '';
    assert.match(why, sentence);
    assert.ok(!why.includes('secret'));
  });
