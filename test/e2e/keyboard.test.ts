import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { launch, live, raise, shows, until, visit } from './support.ts';
import type { Site } from './support.ts';

let browser: Browser;
let site: Site;
let page: Page;
before(async () => {
  browser = await launch();
  site = await raise();
  ({ page } = await visit(browser));
  await page.goto(`${site.url}?open=all`);
  await live(page);
});
after(async () => {
  await browser.close();
  await site.down();
});

/** Where the focus is: the card, the element in it and its words. */
const focus = (): Promise<string> =>
  page.evaluate(() => {
    const outer = document.activeElement;
    const inner = outer?.shadowRoot?.activeElement ?? outer;
    const label = inner?.getAttribute('aria-label') ?? inner?.textContent ?? '';
    return `${outer?.localName} ${inner?.localName} ${label.replace(/\s+/g, ' ').trim()}`;
  });

/** Presses Tab until the focus is where it is wanted; every stop must be seen to have it. */
async function tabTo(wanted: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let n = 0; n < 600; n += 1) {
    await page.keyboard.press('Tab');
    const at = await focus();
    if (wanted.test(at)) return;
    seen.push(at);
  }
  throw new Error(`Tab never came to ${String(wanted)}, only to: ${seen.join(' · ')}`);
}

test('the first stop skips to the cards', async () => {
  await page.keyboard.press('Tab');
  assert.match(await focus(), /Skip to the cards/);
});

test('Refresh of a card can be reached and pressed', async () => {
  const before = site.served.counts.status;
  await tabTo(/^mc-alias-drift button Refresh/);
  await page.keyboard.press('Enter');
  await until(
    () => site.served.counts.status > before,
    () => 'a request after Enter on Refresh',
  );
});

test('provenance opens by key, with each field as it was kept and a curl line', async () => {
  await tabTo(/^mc-agent-fleet summary/);
  await page.keyboard.press('Enter');
  await shows(page, 'mc-agent-fleet', /agents\.alive \d+/);
  await shows(page, 'mc-agent-fleet', /curl .*\/beak\/system\/status/);
});

test('a todo is added, ticked, removed and brought back without a mouse', async () => {
  await tabTo(/^mc-todos input New todo/);
  await page.keyboard.type('Call the duck on duty');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-todos', /0 of 1 done .*Call the duck on duty/);
  await tabTo(/^mc-todos input/);
  await page.keyboard.press('Space');
  await shows(page, 'mc-todos', /1 of 1 done/);
  await tabTo(/^mc-todos button Remove “Call the duck on duty”/);
  await page.keyboard.press('Enter');
  await shows(page, 'mc-todos', /Nothing to do/);
  await until(
    async () => /button Undo removing “Call the duck on duty”/.test(await focus()),
    () => 'the focus on Undo',
  );
  await page.keyboard.press('Enter');
  await shows(page, 'mc-todos', /1 of 1 done/);
  assert.match(await focus(), /^mc-todos input/);
});

/** How many of the operator's events are written, as far as the database knows. */
const written = (): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opened = indexedDB.open('mission-control');
        opened.onsuccess = () => {
          const keys = opened.result.transaction('kept').objectStore('kept').getAllKeys();
          keys.onsuccess = () => {
            opened.result.close();
            resolve(keys.result.filter((key) => String(key).includes('/record/')).length);
          };
        };
      }),
  );

test('todos are still there after a reload', async () => {
  // Added, ticked, removed, restored.
  await until(
    async () => (await written()) === 4,
    () => 'four events in the database',
  );
  await page.reload();
  await shows(page, 'mc-todos', /1 of 1 done .*Call the duck on duty/);
});
