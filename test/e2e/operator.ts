import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { BrowserContext, Page } from 'puppeteer-core';
import { browser, live, site, until, visit } from './support.ts';

/** An operator at a browser of their own. */
export interface Operator {
  context: BrowserContext;
  /** The shell, live. */
  page: Page;
  complaints: string[];
  /** The folder that the browser saves files in. */
  downloads: string;
}

/** Sits an operator down at the site of this file; the browser and what it saved go with the test. */
export async function operator(t: TestContext): Promise<Operator> {
  const downloads = await mkdtemp(join(tmpdir(), 'operator-'));
  const context = await browser.createBrowserContext();
  t.after(async () => {
    await context.close();
    await rm(downloads, { recursive: true, force: true });
  });
  const { page, complaints } = await visit(context);
  await page.setViewport({ width: 1280, height: 900 });
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: downloads,
    ...(context.id !== undefined && { browserContextId: context.id }),
  });
  await page.goto(`${site.url}?open=all`);
  await live(page);
  return { context, page, complaints, downloads };
}

/** Finds something in the palette and does it, all by key. */
export async function find(page: Page, label: string): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
  await page.waitForSelector('dialog[open] [role=combobox]');
  await page.keyboard.type(label);
  await until(
    () => page.$('dialog[open] [role=option][aria-selected=true]'),
    () => `something called ${label}`,
  );
  await page.keyboard.press('Enter');
}

/**
 * Puts the focus on something once it is seen, as the Tab key would, and presses keys there: a dialog is filled before it
 * opens.
 */
export async function press(
  page: Page,
  selector: string,
  ...keys: ('Enter' | 'Space' | 'Tab')[]
): Promise<void> {
  await page.waitForSelector(selector, { visible: true });
  await page.focus(selector);
  for (const key of keys) await page.keyboard.press(key);
}

/** The path of a file that was saved, once it is there. */
export async function saved({ downloads }: Pick<Operator, 'downloads'>, name: RegExp): Promise<string> {
  let found: string | undefined;
  await until(
    async () => (found = (await readdir(downloads).catch(() => [])).find((each) => name.test(each))),
    () => `a file ${String(name)}`,
  );
  return join(downloads, found ?? '');
}
