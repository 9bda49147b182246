import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { browser, clock, live, site, until, useSite, visit } from './support.ts';

useSite({ driven: true });

/** What became of a notification that the page made. */
interface Made {
  title: string;
  body: string;
  became: 'made' | 'shown' | 'refused';
}

/** Writes down the notifications that a page makes, and what the browser says of each; it makes them all the same. */
const record = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    const made: Made[] = [];
    const Native = globalThis.Notification;
    const Recorded = class extends Native {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        const entry: Made = { title, body: options?.body ?? '', became: 'made' };
        made.push(entry);
        this.addEventListener('show', () => (entry.became = 'shown'));
        this.addEventListener('error', () => (entry.became = 'refused'));
      }
    };
    Object.assign(globalThis, { Notification: Recorded, made });
  });

const madeOn = (page: Page): Promise<Made[]> =>
  page.evaluate(() => (globalThis as unknown as { made: Made[] }).made);

const face = (page: Page): Promise<{ title: string; icon: string }> =>
  page.evaluate(() => ({
    title: document.title,
    icon: document.querySelector('link[rel=icon]')?.getAttribute('href') ?? '',
  }));

const notice = (page: Page): Promise<string> =>
  page.$eval('#notice-text', (text) => (text.checkVisibility() ? (text.textContent ?? '') : ''));

/** Asks for notifications with the shell's button, though it may stand in the closed menu. */
const press = (page: Page): Promise<void> =>
  page.$eval('#notify', (button) => void (button instanceof HTMLElement && button.click()));

const says = (page: Page, label: RegExp): Promise<unknown> =>
  until(
    async () => label.test(await notice(page)),
    () => `${String(label)} at the foot of the page`,
  );

test('a hidden tab shows a real notification of what gets worse, and its title and icon say so', async (t) => {
  t.after(() => (site.served.beak.scenario = 'healthy'));
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  await context.overridePermissions(site.url, ['notifications']);
  const { page, complaints } = await visit(context);
  await record(page);
  await page.goto(`${site.url}?open=all`);
  await page.select('#interval', '10');
  await live(page);
  await press(page);
  await says(page, /You are told when the worst finding gets worse/);
  assert.equal(await page.$eval('#notify', (button) => button.getAttribute('aria-pressed')), 'true');
  const calm = await face(page);

  const other = await context.newPage();
  await other.bringToFront();
  await until(
    () => page.evaluate(() => document.hidden),
    () => 'the page behind another one',
  );
  site.served.beak.scenario = 'fleet-dying';
  const shown = async () => (await madeOn(page)).some(({ became }) => became === 'shown');
  for (let asks = 0; asks < 12 && !(await shown()); asks += 1) await clock?.move(10_000);
  await until(shown, () => 'a notification').catch(async (reason: unknown) => {
    throw new Error(`${String(reason)}; made: ${JSON.stringify(await madeOn(page))}`);
  });
  const [first] = await madeOn(page);
  assert.match(first?.title ?? '', /^(Critical|Warning) · /);
  const worse = await face(page);
  assert.notEqual(worse.title, calm.title);
  assert.match(worse.title, /^[■▲] \d+ · /);
  assert.match(worse.icon, /^icon-(bad|warn)\.svg$/);
  assert.deepEqual(complaints, []);
});

test('where notifications are refused, or forbidden later, the page says so and none is made', async (t) => {
  t.after(() => (site.served.beak.scenario = 'healthy'));
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const { page } = await visit(context);
  const session = await page.createCDPSession();
  const permit = (setting: 'granted' | 'denied') =>
    session.send('Browser.setPermission', {
      permission: { name: 'notifications' },
      setting,
      origin: site.url,
      ...(context.id !== undefined && { browserContextId: context.id }),
    });
  await record(page);
  await permit('denied');
  await page.goto(`${site.url}?open=all`);
  await live(page);
  await press(page);
  await says(page, /This browser refuses notifications from this page/);

  await permit('granted');
  await press(page);
  await says(page, /You are told when/);
  await permit('denied');
  await until(
    () => page.$eval('#notify', (button) => button.getAttribute('aria-pressed') === 'false'),
    () => 'the button that is off again',
  );
  await says(page, /no longer allows notifications/);
  assert.deepEqual(await madeOn(page), []);
});
