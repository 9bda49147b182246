import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  charted,
  browser,
  DIST,
  hostPage,
  raise,
  shows,
  site,
  strictCsp,
  until,
  useSite,
  visit,
} from './support.ts';
import type { Visit } from './support.ts';

useSite();

/** Opens somebody else's page with this in its body; it allows modules and answers from `origins` only. */
async function embed(body: string, origins: string[], act: (visit: Visit) => Promise<void>): Promise<void> {
  const host = await hostPage(body, strictCsp(...origins));
  const context = await browser.createBrowserContext();
  const opened = await visit(context);
  try {
    await opened.page.goto(host.url);
    await act(opened);
  } finally {
    await context.close();
    await host.close();
  }
}

/** A second copy of the site, of another version. */
async function otherVersion(version: string): Promise<{ root: string; from: string }> {
  const root = await mkdtemp(join(tmpdir(), 'mission-control-'));
  await cp(DIST, root, { recursive: true });
  const sizes: unknown = JSON.parse(await readFile(join(DIST, 'cards/sizes.json'), 'utf8'));
  const from = (sizes as { version: string }).version;
  for (const name of await readdir(join(root, 'cards'), { recursive: true })) {
    if (!name.endsWith('.js')) continue;
    const file = join(root, 'cards', name);
    const code = await readFile(file, 'utf8');
    await writeFile(file, code.replaceAll(`"${from}"`, `"${version}"`));
  }
  return { root, from };
}

test('three lines of HTML on a foreign page under a strict policy are a live card', async () => {
  const lines = `
    <p>Check the alias first.</p>
    <script type="module" src="${site.url}/cards/mc-alias-drift.js"></script>
    <mc-alias-drift api-base="${site.url}"></mc-alias-drift>`;
  await embed(lines, [site.url], async ({ page, complaints }) => {
    await shows(page, 'mc-alias-drift', { phase: 'live' });
    await shows(page, 'mc-alias-drift', /points to \d+ Invoked version \d+/);
    assert.deepEqual(
      complaints.filter((text) => !text.includes('favicon')),
      [],
    );
  });
});

test('all.js alone brings every card, and the charts', async () => {
  const tags = ['metrics-strip', 'alias-drift', 'agent-fleet', 'peck-failures', 'latency-history', 'todos'];
  const cards = tags.map((name) => `<mc-${name}></mc-${name}>`).join('');
  const body = `<script type="module" src="${site.url}/cards/all.js"></script>
    <mc-provider api-base="${site.url}">${cards}</mc-provider>`;
  await embed(body, [site.url], async ({ page, complaints }) => {
    for (const name of tags)
      await until(
        () => page.$eval(`mc-${name}`, (card) => /live|local|empty/.test(card.getAttribute('phase') ?? '')),
        () => name,
      );
    await charted(page, 'mc-peck-failures');
    const asked: string[] = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    const scripts = asked.filter((name) => name.endsWith('.js'));
    assert.deepEqual(
      scripts.filter((name) => !name.includes('/chunks/chart-lib-')),
      [`${site.url}/cards/all.js`],
    );
    assert.deepEqual(
      complaints.filter((text) => !text.includes('favicon')),
      [],
    );
  });
});

test('the same script twice, from two addresses, is silent and asks once', async () => {
  const copy = await raise();
  const before = site.served.counts.status;
  const body = `
    <script type="module" src="${site.url}/cards/mc-agent-fleet.js"></script>
    <script type="module" src="${copy.url}/cards/mc-agent-fleet.js"></script>
    <script type="module" src="${copy.url}/cards/mc-alias-drift.js"></script>
    <mc-agent-fleet api-base="${site.url}"></mc-agent-fleet>
    <mc-alias-drift api-base="${site.url}"></mc-alias-drift>`;
  await embed(body, [site.url, copy.url], async ({ page, complaints }) => {
    for (const tag of ['mc-agent-fleet', 'mc-alias-drift']) await shows(page, tag, { phase: 'live' });
    assert.equal(site.served.counts.status - before, 1);
    assert.deepEqual(
      complaints.filter((text) => !text.includes('favicon')),
      [],
    );
  });
  await copy.down();
});

test('two versions on one page: the first of a tag stays, one warning names both, and cards of both live from one poll', async () => {
  const { root, from } = await otherVersion('99.0.0');
  const other = await raise({ root });
  const before = site.served.counts.status;
  const body = `
    <script type="module" src="${site.url}/cards/mc-agent-fleet.js"></script>
    <script type="module" src="${other.url}/cards/mc-agent-fleet.js"></script>
    <script type="module" src="${other.url}/cards/mc-alias-drift.js"></script>
    <mc-agent-fleet api-base="${site.url}"></mc-agent-fleet>
    <mc-alias-drift api-base="${site.url}"></mc-alias-drift>`;
  await embed(body, [site.url, other.url], async ({ page, complaints }) => {
    for (const tag of ['mc-agent-fleet', 'mc-alias-drift']) await shows(page, tag, { phase: 'live' });
    const warned = complaints.filter((text) => !text.includes('favicon'));
    assert.equal(warned.length, 1, JSON.stringify(warned));
    assert.ok(warned[0]?.includes(from) && warned[0].includes('99.0.0'), warned[0]);
    assert.equal(site.served.counts.status - before, 1);
  });
  await other.down();
  await rm(root, { recursive: true });
});

test('two bases on one page name their environment and never mix', async () => {
  const other = await raise({ seed: 7, scenario: 'fleet-dying' });
  const body = `
    <script type="module" src="${site.url}/cards/mc-agent-fleet.js"></script>
    <mc-agent-fleet id="one" api-base="${site.url}"></mc-agent-fleet>
    <mc-agent-fleet id="two" api-base="${other.url}"></mc-agent-fleet>`;
  await embed(body, [site.url, other.url], async ({ page }) => {
    const one = await shows(page, '#one', { phase: 'live', tone: 'ok', text: new URL(site.url).host });
    const two = await shows(page, '#two', { phase: 'live', tone: 'bad', text: new URL(other.url).host });
    assert.ok(!one.text.includes(new URL(other.url).host) && !two.text.includes(new URL(site.url).host));
    other.served.beak.scenario = 'down';
    await page.evaluate(() =>
      document.querySelector('#two')?.shadowRoot?.querySelector<HTMLElement>('footer button')?.click(),
    );
    await shows(page, '#two', { phase: 'failed' });
    assert.equal((await shows(page, '#one', { phase: 'live' })).tone, 'ok');
  });
  await other.down();
});
