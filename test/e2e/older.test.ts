import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { browser, listen, raise, shows, strictCsp, until, useSite, visit, within } from './support.ts';
import type { Site } from './support.ts';

useSite();

/** The frozen build of version 0.1.0; see `test/fixtures/0.1.0/README.md`. */
const OLDER = join(import.meta.dirname, '../fixtures/0.1.0/build');

let older = { url: '', close: () => Promise.resolve() };
before(async () => {
  older = await listen((req, res) => {
    const path = normalize(new URL(req.url ?? '/', 'http://older.test').pathname);
    readFile(join(OLDER, path)).then(
      (code) => {
        res.writeHead(200, { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' });
        res.end(code);
      },
      () => res.writeHead(404).end(),
    );
  });
});
after(() => older.close());

/** The cards of a page, each from a build, in the order in which they are loaded. */
type Cards = readonly (readonly [build: 'older' | 'now', tag: string])[];

/** A page of somebody else's origin at each path, with cards of either build. */
const host = (pages: Record<string, Cards>, { url }: Site) =>
  listen((req, res) => {
    const cards = pages[req.url ?? ''] ?? [];
    const scripts = cards.map(([build, tag]) => {
      const from = build === 'older' ? older.url : url;
      return `<script type="module" src="${from}/cards/${tag}.js"></script>`;
    });
    const tags = cards.map(([, tag]) => `<${tag} api-base="${url}"></${tag}>`);
    res.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': strictCsp(url, older.url),
    });
    res.end(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${[...scripts, ...tags].join('')}`,
    );
  });

/** Opens pages with cards of both builds, before a backend of their own; nothing may be complained of. */
async function on(
  pages: Record<string, Cards>,
  act: (page: Page, go: (path: string) => Promise<unknown>, api: Site) => Promise<void>,
): Promise<void> {
  const api = await raise();
  const served = await host(pages, api);
  const context = await browser.createBrowserContext();
  const { page, complaints } = await visit(context);
  try {
    await act(page, (path) => page.goto(served.url + path), api);
    assert.deepEqual(
      complaints.filter((text) => !/favicon|Failed to load resource/.test(text)),
      [],
    );
  } finally {
    await context.close();
    await Promise.all([served.close(), api.down()]);
  }
}

/** Presses a card's own Refresh. */
async function refresh(page: Page, tag: string): Promise<void> {
  await until(
    () =>
      page.$eval(tag, (card) => {
        const buttons = [...(card.shadowRoot?.querySelectorAll('footer button') ?? [])];
        const found = buttons.find((each) => each.textContent.trim() === 'Refresh');
        if (found instanceof HTMLElement) found.click();
        return found !== undefined;
      }),
    () => `Refresh on ${tag}`,
  );
}

/** Whether the database of the page's origin holds an answer of the status route. */
const keepsStatus = (): Promise<boolean> =>
  new Promise((resolve) => {
    const request = indexedDB.open('mission-control');
    request.onsuccess = () => {
      const keys = request.result.transaction('kept').objectStore('kept').getAllKeys();
      keys.onsuccess = () => {
        request.result.close();
        resolve(keys.result.some((key) => String(key).endsWith('/snapshot/status')));
      };
    };
  });

const BOTH: Cards = [
  ['older', 'mc-alias-drift'],
  ['now', 'mc-agent-fleet'],
];

for (const [order, cards] of [
  ['first', BOTH],
  ['last', [...BOTH].reverse()],
] as const)
  test(`a card of 0.1.0, loaded ${order}, and one of today live on one page and hear what changes`, () =>
    on({ '/': cards }, async (page, go, api) => {
      await go('/');
      await shows(page, 'mc-alias-drift', { phase: 'live', tone: 'ok' });
      await shows(page, 'mc-agent-fleet', { phase: 'live', tone: 'ok' });
      api.served.beak.scenario = 'drift';
      await refresh(page, 'mc-alias-drift');
      await shows(page, 'mc-alias-drift', { phase: 'live', tone: 'bad' });
      api.served.beak.scenario = 'fleet-dying';
      api.served.beak.advance(Date.now() + 3_600_000);
      await refresh(page, 'mc-agent-fleet');
      await shows(page, 'mc-agent-fleet', { phase: 'live', tone: 'bad' });
    }));

for (const [first, then] of [
  ['older', 'now'],
  ['now', 'older'],
] as const)
  test(`the last good answer that the build “${first}” kept is known to the build “${then}” while nothing answers`, () =>
    on(
      { '/first': [[first, 'mc-alias-drift']], '/then': [[then, 'mc-alias-drift']] },
      async (page, go, api) => {
        await go('/first');
        const { text } = await shows(page, 'mc-alias-drift', { phase: 'live' });
        const version = /points to (\d+)/.exec(text)?.[1];
        assert.ok(version, text);
        await until(
          () => page.evaluate(keepsStatus),
          () => 'a kept answer',
        );
        api.served.beak.scenario = 'down';
        await go('/then');
        await shows(page, 'mc-alias-drift', new RegExp(`points to ${version} Invoked version ${version}`));
      },
    ));

test('what an operator wrote with 0.1.0 is read by today’s build, and 0.1.0 leaves alone what today’s wrote', () =>
  on({ '/older': [['older', 'mc-todos']], '/now': [['now', 'mc-todos']] }, async (page, go) => {
    const add = async (text: string): Promise<void> => {
      // A card shows what it keeps before it can be written to.
      await within(page, 'mc-todos >>> input[name=text]:enabled');
      await page.type('mc-todos >>> input[name=text]', text);
      await page.keyboard.press('Enter');
      await shows(page, 'mc-todos', { text });
    };
    await go('/older');
    await shows(page, 'mc-todos', /Nothing is on the list/);
    await add('Feed the ducks');
    await go('/now');
    await shows(page, 'mc-todos', /Feed the ducks/);
    await add('Count the eggs');
    await go('/older');
    await shows(page, 'mc-todos', /Feed the ducks/);
    await add('Mend the fence');
    await page.click('mc-todos >>> li input');
    await go('/now');
    await shows(page, 'mc-todos', /1 of 3 done/);
    for (const text of ['Feed the ducks', 'Count the eggs', 'Mend the fence'])
      await shows(page, 'mc-todos', { text });
  }));
