import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Page } from 'puppeteer-core';
import { browser, live, shows, site, until, useSite, visit } from './support.ts';

useSite();

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hour-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** A browser of an operator's own, and the folder that it saves files in. */
async function operator(t: TestContext, name: string) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const { page, complaints } = await visit(context);
  await page.setViewport({ width: 1280, height: 900 });
  const downloads = join(folder, name);
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: downloads,
    ...(context.id !== undefined && { browserContextId: context.id }),
  });
  await page.goto(site.url);
  await live(page);
  return { page, complaints, downloads };
}

/** Finds something in the palette and does it, all by key. */
async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
  await page.waitForSelector('dialog[open] [role=combobox]');
  await page.keyboard.type(words);
  await until(
    () => page.$('dialog[open] [role=option][aria-selected=true]'),
    () => `something called ${words}`,
  );
  await page.keyboard.press('Enter');
}

/** Presses what has the focus once it is there. */
async function enter(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector);
  await page.focus(selector);
  await page.keyboard.press('Enter');
}

const fileIn = async (path: string): Promise<string> => {
  let name: string | undefined;
  await until(
    async () => (name = (await readdir(path).catch(() => [])).find((each) => each.endsWith('.json'))),
    () => `a file in ${path}`,
  );
  return join(path, name ?? '');
};

test('an operator’s first hour, by keyboard alone: find, pin, note, incident, export, another browser, import', async (t) => {
  site.served.beak.scenario = 'fleet-dying';
  t.after(() => (site.served.beak.scenario = 'healthy'));
  const { page, complaints, downloads } = await operator(t, 'first');

  // The worst finding is what the eye meets first.
  await shows(page, 'mc-system-posture', /dead/i);
  await find(page, 'agent fleet');
  assert.equal(await page.evaluate(() => location.hash), '#mc-agent-fleet');

  await find(page, 'arrange the cards');
  await enter(page, '.place:has(> #mc-agent-fleet) button[aria-label^="Pin"]');
  await until(
    () => page.$('#pinned #mc-agent-fleet'),
    () => 'the pinned card',
  );

  await page.focus('mc-todos >>> input[name=text]');
  await page.keyboard.type('Bond new agents');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-todos', /Bond new agents/);

  await page.focus('mc-incident-mode >>> [name=title]');
  await page.keyboard.type('Agents fall silent');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-incident-banner', /Agents fall silent/);
  await shows(page, 'mc-agent-fleet', { phase: 'paused' });
  const asked = site.served.counts.status;
  await find(page, 'refresh all');
  await until(
    () => site.served.counts.status > asked,
    () => 'an answer while paused',
  );
  await page.focus('mc-incident-mode >>> [name=closing]');
  await page.keyboard.type('Agents were bonded anew');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-incident-mode', /Start incident mode/);

  await find(page, 'what is kept');
  await enter(page, '#export');
  const file = await fileIn(downloads);
  const kept = await readFile(file, 'utf8');
  assert.match(kept, /Agents fall silent/);
  assert.match(kept, /Bond new agents/);

  const next = await operator(t, 'second');
  assert.doesNotMatch((await shows(next.page, 'mc-todos', /Nothing is on the list/)).text, /Bond new agents/);
  await find(next.page, 'what is kept');
  await next.page.waitForSelector('#import');
  await next.page.focus('#import');
  const [chooser] = await Promise.all([next.page.waitForFileChooser(), next.page.keyboard.press('Enter')]);
  await chooser.accept([file]);
  await shows(next.page, 'mc-todos', /Bond new agents/);
  assert.deepEqual(complaints, []);
  assert.deepEqual(next.complaints, []);
});
