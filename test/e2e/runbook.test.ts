import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { DIST, launch, listen, look, raise, shows, visit } from './support.ts';
import { headersFor } from '../../server/headers.ts';
import type { ServerResponse } from 'node:http';

const PATH = '/runbooks/alias-drift.html';

/** Answers with what stands at an address. */
async function passOn(address: string, res: ServerResponse): Promise<void> {
  const reply = await fetch(address);
  res.writeHead(reply.status, { 'Content-Type': reply.headers.get('content-type') ?? '' });
  res.end(Buffer.from(await reply.arrayBuffer()));
}

test('the runbook on alias drift lives from an API on another origin', async (t) => {
  const site = await raise();
  const api = await raise({ scenario: 'drift' });
  t.after(() => Promise.all([site.down(), api.down()]));
  // The page as it is, but for the base: what an operator would set in it.
  const page = (await readFile(join(DIST, PATH), 'utf8')).replace(
    '<mc-provider',
    `<mc-provider api-base="${api.url}"`,
  );
  const headers = headersFor(PATH, { api: [api.url], parents: [] });
  const hosting = await listen((req, res) => {
    if (req.url !== PATH) return void passOn(site.url + req.url, res).catch(() => res.destroy());
    res.writeHead(200, {
      ...headers,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': (headers['Content-Security-Policy'] ?? '').replaceAll(
        "'self'",
        `'self' ${site.url}`,
      ),
    });
    res.end(page);
  });
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await hosting.close();
  });
  const opened = await visit(browser);
  await opened.page.goto(hosting.url + PATH);
  await shows(opened.page, 'mc-alias-drift', { phase: 'live', tone: 'bad', text: 'Drift' });
  // The page's own deploy log names the direction.
  await shows(opened.page, 'mc-alias-drift', { text: 'names version 41 for prod' });
  await shows(opened.page, 'mc-alias-drift', { text: '--function-version 41' });
  assert.ok(api.served.counts.status >= 1);
  assert.deepEqual(
    opened.complaints.filter((text) => !text.includes('favicon')),
    [],
  );
});

test('with scripts off it still reads as a runbook', async (t) => {
  const site = await raise();
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await site.down();
  });
  const { page } = await visit(browser);
  await page.setJavaScriptEnabled(false);
  await page.goto(site.url + PATH);
  const text = await page.$eval('body', (body) => body.innerText);
  assert.ok(text.length > 500, `only ${text.length} characters without scripts`);
  assert.match(text, /alias/i);
  assert.equal((await look(page, 'mc-alias-drift')).text, '');
});
