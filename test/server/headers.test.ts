import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { headersFor } from '../../server/headers.ts';
import { serve } from '../../server/serve.ts';

const parents = ['https://wiki.example.com', 'http://127.0.0.1:8080/'];

/** The directive of a path's policy. */
const directive = (path: string, name: string, listed: readonly unknown[] = parents): string | undefined =>
  headersFor(path, { api: ['https://api.example.com'], parents: listed })
    ['Content-Security-Policy']?.split('; ')
    .find((each) => each.startsWith(`${name} `) || each === name);

test('only the page of a card may be framed, by the site itself and the origins that are listed', () => {
  for (const path of ['/', '/index.html', '/runbooks/canary.html', '/control', '/embedded.html'])
    assert.equal(directive(path, 'frame-ancestors'), "frame-ancestors 'none'", path);
  assert.equal(
    directive('/embed/', 'frame-ancestors'),
    "frame-ancestors 'self' https://wiki.example.com http://127.0.0.1:8080",
  );
  assert.equal(directive('/embed/', 'frame-ancestors', []), "frame-ancestors 'self'");
  // All else stays as strict.
  assert.equal(directive('/embed/', 'script-src'), "script-src 'self'");
  assert.equal(directive('/embed/', 'connect-src'), "connect-src 'self' https://api.example.com");
});

test('what is listed and is no origin widens nothing', () => {
  const listed = [
    '*',
    'https://*.example.com',
    'https://a.example.com; script-src *',
    'https://b.example.com/path',
    'https://user@c.example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    "'self'",
    'null',
    42,
    null,
    'HTTPS://Wiki.Example.com:443',
  ];
  assert.equal(
    directive('/embed/', 'frame-ancestors', listed),
    "frame-ancestors 'self' https://wiki.example.com",
  );
});

test('the server reads the list anew for each answer, and lists nobody where it cannot', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'mission-control-'));
  await mkdir(join(root, 'embed'));
  await writeFile(join(root, 'embed/index.html'), '<!doctype html><title>Card</title>');
  const served = await serve({ root, site: root });
  t.after(async () => {
    await served.close();
    await rm(root, { recursive: true });
  });
  const ancestors = async (config: string | undefined) => {
    if (config !== undefined) await writeFile(join(root, 'mission-control.json'), config);
    const { headers } = await fetch(`${served.url}/embed/?card=mc-alias-drift`);
    return /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1];
  };
  assert.equal(await ancestors(undefined), "'self'");
  assert.equal(
    await ancestors('{"embed":{"parents":["https://wiki.example.com"]}}'),
    "'self' https://wiki.example.com",
  );
  for (const broken of [
    '{"embed":',
    '[]',
    '{"embed":{"parents":"https://wiki.example.com"}}',
    '{"embed":null}',
  ])
    assert.equal(await ancestors(broken), "'self'", broken);
});
