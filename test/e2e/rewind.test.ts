import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Page } from 'puppeteer-core';
import { keepAnother } from './past.ts';
import { browser, live, look, refresh, shows, site, until, useSite, visit } from './support.ts';

useSite({ driven: true });

/** A page in a profile of its own, with its data. */
async function fresh(t: TestContext) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const visited = await visit(context);
  await visited.page.setViewport({ width: 1280, height: 900 });
  await visited.page.goto(`${site.url}?open=all`);
  await live(visited.page);
  return visited;
}

const shown = (page: Page): Promise<string> =>
  page.$eval('#moment .shown', (label) => label.textContent ?? '').catch(() => '');

test('the page goes back to before the alias drifted, read-only, and forward to live with one key', async (t) => {
  t.after(() => (site.served.beak.scenario = 'healthy'));
  const { page, complaints } = await fresh(t);
  await keepAnother(page);
  const before = (await look(page, 'mc-alias-drift')).tone;
  site.served.beak.scenario = 'drift';
  await refresh(page);
  await shows(page, 'mc-alias-drift', { tone: 'bad' });
  assert.notEqual(before, 'bad');
  await until(
    async () => /^■ \d+ · /.test(await page.title()),
    () => 'a title that tells what is bad',
  );
  assert.equal(await page.$eval('link[rel=icon]', (link) => link.getAttribute('href')), 'icon-bad.svg');
  await keepAnother(page);

  await page.keyboard.press('t');
  await page.waitForSelector('#moment-range');
  await shows(page, 'mc-alias-drift', { phase: 'replay', tone: 'bad' });
  await page.keyboard.press('Home');
  await shows(page, 'mc-alias-drift', { phase: 'replay', tone: before });
  assert.match(
    await shown(page),
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC · \d+ (s|min) ago\. Nothing shown is live/,
  );
  assert.match(await page.title(), /^↺ /);
  assert.match(await page.$eval('#mode', (mode) => mode.textContent ?? ''), /Past: \d\d:\d\d UTC/);
  const others = await page.$$eval('.place > [id]', (cards) =>
    cards.filter((card) => card.getAttribute('phase') !== 'replay').map((card) => card.id),
  );
  assert.deepEqual(others, [], 'cards that do not show the moment');
  const writes = await page.$eval('mc-todos', (card) =>
    [...(card.shadowRoot?.querySelectorAll<HTMLInputElement>('form input, form button') ?? [])].map(
      ({ disabled }) => disabled,
    ),
  );
  assert.ok(writes.length > 0 && writes.every(Boolean), 'what writes is off');

  await page.keyboard.press('End');
  await shows(page, 'mc-alias-drift', { phase: 'replay', tone: 'bad' });
  await page.keyboard.press('Escape');
  await shows(page, 'mc-alias-drift', { phase: 'live', tone: 'bad' });
  await live(page);
  assert.equal(await page.$('#moment'), null);
  assert.deepEqual(complaints, []);
});

test('a typed time before all that is kept leads to the oldest moment, and says so', async (t) => {
  const { page } = await fresh(t);
  await keepAnother(page);
  await page.click('#rewind');
  await page.waitForSelector('#moment-range');
  await page.type('#moment [type=text]', '2020-01-01 00:00');
  await page.keyboard.press('Enter');
  await until(
    async () =>
      /kept nothing before/.test(await page.$eval('#notice-text', (text) => text.textContent ?? '')),
    () => 'words on what is not kept',
  );
  await page.click('#back-to-live');
  await live(page);
});
