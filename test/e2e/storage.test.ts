import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { operator, press } from './operator.ts';
import { look, shows, site, until, useSite, visit } from './support.ts';

useSite();

async function write(page: Page, text: string): Promise<void> {
  await press(page, 'mc-todos >>> form input');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await shows(page, 'mc-todos', new RegExp(`${text} added`));
}

/** A page of the same origin without any card: it can change the storage and say nothing. */
async function bystander(context: Parameters<typeof visit>[0]): Promise<Page> {
  const { page } = await visit(context);
  await page.goto(`${site.url}/DEPLOY-LOG.md`);
  return page;
}

test('a database that is deleted under two open tabs is said to be, and neither goes on showing what was in it', async (t) => {
  const { context, page } = await operator(t);
  await write(page, 'Feed the ducks');
  const { page: second } = await visit(context);
  await second.goto(`${site.url}?open=all`);
  await shows(second, 'mc-todos', /Feed the ducks/);
  const other = await bystander(context);
  const outcome = await other.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('mission-control');
        request.onsuccess = () => resolve('deleted');
        request.onblocked = () => resolve('blocked');
      }),
  );
  assert.equal(outcome, 'deleted');
  for (const tab of [page, second]) {
    await tab.bringToFront();
    const { text } = await shows(tab, 'mc-todos', /storage was deleted\. What was kept before is gone\./);
    assert.doesNotMatch(text, /Feed the ducks(?! added)/);
  }
  // What comes from now on is kept.
  await write(second, 'Count the eggs');
  await second.reload();
  const { text } = await shows(second, 'mc-todos', /Count the eggs/);
  assert.doesNotMatch(text, /was deleted/);
});

test('a database that another tab has emptied without a word is said to be, before the next thing is done', async (t) => {
  const { context, page } = await operator(t);
  await write(page, 'Feed the ducks');
  const other = await bystander(context);
  await other.bringToFront();
  await other.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('mission-control');
        request.onerror = reject;
        request.onsuccess = () => {
          const transaction = request.result.transaction('kept', 'readwrite');
          transaction.objectStore('kept').clear();
          transaction.oncomplete = () => resolve(request.result.close());
        };
      }),
  );
  await page.bringToFront();
  await shows(page, 'mc-todos', /storage was emptied by another tab\. What was kept before is gone\./);
  await until(
    async () => !/Feed the ducks(?! added)/.test((await look(page, 'mc-todos')).text),
    () => 'no thing to do any more',
  );
});

test('a database that a newer version has taken over is said to be, in an open page and in a new one', async (t) => {
  const { context, page } = await operator(t);
  await write(page, 'Feed the ducks');
  const other = await bystander(context);
  await other.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('mission-control', 2);
        request.onerror = request.onblocked = reject;
        request.onsuccess = () => resolve(request.result.close());
      }),
  );
  const newer = /storage belongs to a newer version of this page, so nothing kept is shown or saved\. Reload/;
  await page.bringToFront();
  await shows(page, 'mc-todos', newer);
  // Before anything is written, too.
  const { page: second } = await visit(context);
  await second.goto(`${site.url}?open=all`);
  await shows(second, 'mc-todos', newer);
});
