import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { badge, extend, lookedAt, minutePasses, rest, ring } from './extension.ts';
import { raise, shows, until } from './support.ts';
import type { Page } from 'puppeteer-core';
import type { Extended } from './extension.ts';
import type { Site } from './support.ts';

let site: Site;
let extension: Extended;
let options: Page;

before(async () => {
  site = await raise();
  extension = await extend({ hosts: ['http://127.0.0.1/*'], permissions: ['notifications'] });
});
after(async () => {
  await extension.close();
  await site.down();
});

/** The button of a page by its word. */
const press = (page: Page, word: string): Promise<void> =>
  page.evaluate((wanted) => {
    const found = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent.trim() === wanted,
    );
    if (!found) throw new Error(`There is no button “${wanted}”.`);
    found.click();
  }, word);

async function badgeIs(text: RegExp, title = /./): Promise<void> {
  let seen = { text: '', title: '' };
  await until(
    async () => {
      seen = await badge(options);
      return text.test(seen.text) && title.test(seen.title);
    },
    () => `${String(text)} ${String(title)}; it is ${JSON.stringify(seen)}`,
  );
}

/** A minute later the alarm rings. */
async function nextPoll(): Promise<void> {
  await rest(options);
  await minutePasses(options);
  await ring(options);
}

test('at install the options open; there an environment is set, tested and saved', async () => {
  const page = await extension.browser
    .waitForTarget((target) => target.url() === extension.url('options.html'), { timeout: 30_000 })
    .then((target) => target.page());
  assert.ok(page);
  await page.close();
  options = await extension.open('options.html');
  await options.waitForSelector('#base');
  assert.deepEqual(await badge(options), { text: '', title: 'Mission Control' });
  await options.type('#base', site.url);
  await press(options, 'Test connection');
  const said = () => options.$eval('.result', ({ textContent }) => textContent.replace(/\s+/g, ' '));
  await until(
    async () => /Connected: .*Filled in from the answer: function, alias, region\./.test(await said()),
    () => 'a connection',
  );
  await press(options, 'Save');
  await until(
    async () => / was saved\. The toolbar button opens the panel\./.test(await said()),
    () => 'a saved environment',
  );
  await badgeIs(/^●$/, /: OK\. No problem found\./);
});

test('the panel shows the environment’s cards, and asks nothing that was just asked', async () => {
  const before = { ...site.served.counts };
  const panel = await extension.open('panel.html');
  await panel.setViewport({ width: 320, height: 900 });
  for (const tag of ['mc-canary-metrics', 'mc-alias-drift', 'mc-agent-fleet'])
    await shows(panel, tag, { phase: 'live' });
  assert.equal(site.served.counts.status, before.status);
  assert.ok(await panel.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await panel.close();
});

test('notifications are turned on by a press', async () => {
  await rest(options);
  const before = await lookedAt(options);
  await press(options, 'Notifications');
  await until(
    () => options.$eval('#notify', (button) => button.getAttribute('aria-pressed') === 'true'),
    () => 'notifications that are on',
  );
  // The background hears of it too, and looks again.
  await until(
    async () => (await lookedAt(options)) !== before,
    () => 'another look',
  );
});

test('the badge follows the backend: out of reach is a grey ?, back is fine, a bad canary is critical', async () => {
  await site.down();
  await nextPoll();
  await badgeIs(/^\?$/, /no data\. .*unreachable/);
  await site.up();
  await nextPoll();
  await badgeIs(/^●$/);
  site.served.beak.scenario = 'canary-bad';
  await nextPoll();
  await badgeIs(/^■\d+$/, /critical\. Canary \d+ errors/);
});

test('what got worse is told once, and a click leads to the card', async () => {
  const notified = () =>
    options.evaluate(() => chrome.notifications.getAll().then((all) => Object.keys(all)));
  await until(
    async () => (await notified()).some((name) => name.startsWith('environment/')),
    () => 'a notification',
  );
  const [name = ''] = await notified();
  await options.evaluate((each) => chrome.notifications.clear(each), name);
  await nextPoll();
  await badgeIs(/^■\d+$/);
  assert.deepEqual(await notified(), []);
});

test('a background that was ended between two polls loses nothing and goes on at the next alarm', async () => {
  await extension.kill();
  assert.deepEqual((await badge(options)).text.slice(0, 1), '■');
  const before = site.served.counts.status;
  site.served.beak.scenario = 'healthy';
  await nextPoll();
  await badgeIs(/^●$/);
  assert.equal(site.served.counts.status, before + 1);
});

test('while a page of the extension polls the background asks nothing, and the badge goes by that page', async () => {
  const panel = await extension.open('panel.html');
  await shows(panel, 'mc-agent-fleet', { phase: 'live' });
  site.served.beak.scenario = 'fleet-dying';
  const before = site.served.counts.status;
  await panel.keyboard.press('r');
  await shows(panel, 'mc-agent-fleet', { tone: 'bad' });
  const asked = site.served.counts.status;
  assert.ok(asked > before);
  await ring(panel);
  await badgeIs(/^■/, /critical/);
  assert.equal(site.served.counts.status, asked);
  await panel.close();
});

test('nothing of it complained', () => {
  assert.deepEqual(extension.complaints, []);
});
