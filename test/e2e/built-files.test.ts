import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import {
  DIST,
  browser,
  charted,
  hostPage,
  shows,
  site,
  strictCsp,
  until,
  useSite,
  visit,
} from './support.ts';
import type { Page } from 'puppeteer-core';

useSite();

/** What the build says of itself, in this shape. */
const budgets = async (): Promise<{ tag: string; modules: string[] }[]> =>
  (
    JSON.parse(await readFile(join(DIST, 'cards/sizes.json'), 'utf8')) as {
      budgets: { tag: string; modules: string[] }[];
    }
  ).budgets;

/** The modules that a page has loaded from the site, with their queries. */
const loaded = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ pathname }) => pathname.endsWith('.js'))
      .map(({ pathname, search }) => pathname.slice(1) + search),
  );

/** Opens somebody else's page with one script of ours and some cards on it. */
async function embed(script: string, body: string, act: (page: Page) => Promise<void>): Promise<void> {
  const host = await hostPage(
    `<script type="module" src="${site.url}/cards/${script}"></script>${body}`,
    strictCsp(site.url),
  );
  const context = await browser.createBrowserContext();
  const { page, complaints } = await visit(context);
  try {
    await page.goto(host.url);
    await act(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    await host.close();
  }
}

test('what a live card loads is what its budget counts', async () => {
  const all = await budgets();
  assert.ok(all.length > 0);
  for (const { tag, modules } of all)
    await embed(`${tag}.js`, `<${tag} api-base="${site.url}"></${tag}>`, async (page) => {
      await shows(page, tag, { phase: 'live', tone: 'ok' });
      await page.waitForNetworkIdle({ idleTime: 2000 });
      assert.deepEqual((await loaded(page)).sort(), modules);
    });
});

test('what all.js loads when used needs no second all.js, under whatever address the page loaded it', async () => {
  const { page, complaints } = await visit(browser);
  await page.goto(`${site.url}/runbooks/index.html`);
  await page.evaluate(async (script) => {
    for (const tag of ['mc-latency-history', 'mc-operator-notes']) {
      const card = document.createElement(tag);
      card.setAttribute('config', '/mission-control.json');
      document.body.append(card);
    }
    await import(script);
  }, `${site.url}/cards/all.js?v=3`);
  await shows(page, 'mc-latency-history', { phase: 'live' });
  await charted(page, 'mc-latency-history');
  await until(
    () => page.$('mc-operator-notes >>> .prose'),
    () => 'the notes',
  );
  const names = (await loaded(page)).map((name) => name.replace(/-[\w-]{8}\.js$/, ''));
  assert.deepEqual(names.sort(), ['cards/all.js?v=3', 'cards/chunks/chart-lib']);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('every module that holds code of others names the file of their licences', async () => {
  const names = (await readdir(DIST, { recursive: true })).filter((name) => name.endsWith('.js'));
  const named = (
    await Promise.all(
      names.map(async (name) => {
        const path = /^\/\*! .*others' licences: (\S+) \*\//.exec(
          await readFile(join(DIST, name), 'utf8'),
        )?.[1];
        return path ? [[name, join(dirname(name), path)] as const] : [];
      }),
    )
  ).flat();
  for (const [name, path] of named) assert.equal(path, join('cards', 'THIRD-PARTY-NOTICES.txt'), name);
  // Lit is in all.js and the core; the others are in the modules of their names.
  for (const part of ['all.js', 'core', 'chart-lib', 'markdown'])
    assert.ok(
      named.some(([name]) => name.includes(part)),
      part,
    );
  const texts = await readFile(join(DIST, 'cards/THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const each of ['lit', 'lit-html', 'chart.js', '@kurkle/color', 'marked', 'idb-keyval'])
    assert.match(texts, new RegExp(`^${each.replaceAll('.', '\\.')} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
});

/** What the manifest says of one element, as far as it is tried here. */
interface Element {
  tagName: string;
  attributes: { name: string }[];
  members: { name: string }[];
}

test('the manifest has every card and the provider, and nothing that is private', async () => {
  const text = await readFile(join(DIST, 'cards/custom-elements.json'), 'utf8');
  assert.ok(text.length < 300_000, `${text.length} bytes`);
  const { modules } = JSON.parse(text) as { modules: { path: string; declarations: Element[] }[] };
  const files = (await readdir(join(DIST, 'cards'))).filter((name) => /^mc-.*\.js$/.test(name));
  assert.deepEqual(modules.map(({ path }) => path).sort(), files.map((name) => `dist/cards/${name}`).sort());

  // What a class itself says: attributes that it observes, and state that Lit keeps to itself.
  const { page } = await visit(browser);
  await page.goto(`${site.url}/runbooks/index.html`);
  const elements = modules.flatMap(({ declarations }) => declarations);
  const classes = await page.evaluate(
    async (script, tags) => {
      await import(script);
      return tags.map((tag) => {
        const own = customElements.get(tag) as unknown as {
          observedAttributes: string[];
          elementProperties?: Map<string, { state?: boolean; attribute?: unknown }>;
        };
        const properties = [...(own.elementProperties ?? [])];
        return {
          observed: [...own.observedAttributes],
          state: properties.flatMap(([name, { state }]) => (state ? [String(name)] : [])),
        };
      });
    },
    `${site.url}/cards/all.js`,
    elements.map(({ tagName }) => tagName),
  );
  await page.close();
  assert.ok(classes.some(({ state }) => state.length > 0));
  for (const [index, { tagName, attributes, members }] of elements.entries()) {
    const { observed = [], state = [] } = classes[index] ?? {};
    const named = attributes.map(({ name }) => name);
    assert.deepEqual(
      observed.filter((name) => !named.includes(name)),
      [],
      `attributes of ${tagName} that are not told`,
    );
    // Seen by styles alone, or written by the card for the page.
    const known = [...observed, 'compact', 'theme', 'tone', 'phase'];
    assert.deepEqual(
      named.filter((name) => !known.includes(name)),
      [],
      `attributes of ${tagName} that it has not`,
    );
    assert.deepEqual(
      members.map(({ name }) => name).filter((name) => state.includes(name) || name.startsWith('#')),
      [],
      `state of ${tagName}`,
    );
  }
});
