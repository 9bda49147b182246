import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { clock, refresh } from './support.ts';

/** How many answers of the past this browser keeps. */
const answers = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('mission-control');
        request.onsuccess = () => {
          const database = request.result;
          const keys = database.transaction('kept').objectStore('kept').getAllKeys();
          keys.onsuccess = () => {
            database.close();
            resolve(keys.result.filter((key) => /\/past\/status\/\d+$/.test(String(key))).length);
          };
        };
      }),
  );

/** Two answers of a route that are kept of the past lie so far apart, in ms, and a little more. */
export const APART = 20_500;

/** Lets time pass until one more answer is kept than now, asking again meanwhile: that one was given after this call. */
export async function keepAnother(page: Page): Promise<void> {
  assert.ok(clock, 'the file drives its clock');
  const before = await answers(page);
  for (let tries = 0; (await answers(page)) <= before; tries += 1) {
    assert.ok(tries < 20, 'one more answer of the past');
    await clock.move(APART, APART);
    await refresh(page);
  }
}
