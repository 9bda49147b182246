import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { refresh } from './support.ts';

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

/** Waits until so many answers are kept, asking again meanwhile: they lie 20 s apart. */
export async function kept(page: Page, wanted: number): Promise<void> {
  for (let tries = 0; (await answers(page)) < wanted; tries += 1) {
    assert.ok(tries < 20, `${wanted} answers of the past`);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await refresh(page);
  }
}
