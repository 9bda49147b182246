import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { operator, press } from './operator.ts';
import { look, shows, site, until, useSite, visit } from './support.ts';

useSite();

async function type(page: Page, selector: string, text: string): Promise<void> {
  await press(page, selector);
  await page.keyboard.type(text);
}

/** Removes something on a card by key and brings it back in another tab, after a reload of the one that removed it. */
async function assertComesBack(
  [page, second]: readonly [Page, Page],
  card: string,
  what: RegExp,
  remove: string,
  undo = '#undo',
): Promise<void> {
  for (const each of [page, second]) await shows(each, card, what);
  await press(page, `${card} >>> ${remove}`, 'Enter');
  const offers = (on: Page) => shows(on, card, /Undo/);
  await offers(second);
  await page.reload();
  await offers(page);
  await press(second, `${card} >>> ${undo}`, 'Enter');
  for (const each of [page, second]) {
    await shows(each, card, what);
    await until(
      async () => !/Undo/.test((await look(each, card)).text),
      () => `no Undo on ${card} any more`,
    );
  }
}

test('what was removed by key can be brought back in another tab and after a reload, card by card', async (t) => {
  const { context, page, complaints } = await operator(t);
  const { page: second } = await visit(context);
  await second.goto(`${site.url}?open=all`);
  const tabs = [page, second] as const;

  await type(page, 'mc-todos >>> form input', 'Feed the ducks');
  await page.keyboard.press('Enter');
  await assertComesBack(tabs, 'mc-todos', /Feed the ducks added/, '[aria-label^=Remove]');

  await type(page, 'mc-shift-log >>> textarea', 'All quiet');
  await press(page, 'mc-shift-log >>> form button', 'Enter');
  await assertComesBack(tabs, 'mc-shift-log', /All quiet/, '[aria-label^=Remove]');

  await type(page, 'mc-watchlist >>> form input', 'duck-1');
  await page.keyboard.press('Enter');
  await assertComesBack(tabs, 'mc-watchlist', /1 of 5 pinned/, '[aria-label^=Remove]');

  await press(page, 'mc-acknowledgements >>> input[name=deploy]', 'Space');
  await assertComesBack(tabs, 'mc-acknowledgements', /1 of 4/, '#reset', '#undo');
  await press(page, 'mc-drill-checklist >>> input[name=status]', 'Space');
  await assertComesBack(tabs, 'mc-drill-checklist', /1 of 5 done/, '#reset', '#undo');
  assert.deepEqual(complaints, []);
});
