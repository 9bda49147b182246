import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { DIST, FLAGS, until } from './support.ts';
import type { Browser, Page, WebWorker } from 'puppeteer-core';

/** What a test grants before the browser starts, since nobody is there to press “Allow”. */
export interface Granted {
  /** Hosts, as patterns. */
  hosts?: readonly string[];
  permissions?: readonly string[];
}

/** A browser with the built extension in it. */
export interface Extended {
  browser: Browser;
  /** Opens a page of the extension in a tab; what it complains of is collected. */
  open: (path: string) => Promise<Page>;
  complaints: string[];
  /** The background, woken where it has been ended. */
  background: () => Promise<WebWorker>;
  /** Ends the background, as the browser does after half a minute without work. */
  kill: () => Promise<void>;
  url: (path: string) => string;
  close: () => Promise<void>;
}

/** The built extension, with some permissions granted as at an install. */
async function granted({ hosts = [], permissions = [] }: Granted): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mission-control-extension-'));
  await cp(join(DIST, 'extension/chrome'), folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as { permissions: string[] };
  const more = { permissions: [...manifest.permissions, ...permissions], host_permissions: hosts };
  await writeFile(path, JSON.stringify({ ...manifest, ...more }));
  return folder;
}

/** Starts Chromium with the extension. */
export async function extend(grants: Granted = {}, flags: readonly string[] = []): Promise<Extended> {
  const folder = await granted(grants);
  const browser = await puppeteer.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: [...FLAGS, ...flags, `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
    ignoreDefaultArgs: ['--disable-extensions'],
  });
  const isBackground = (address: string) => /^chrome-extension:\/\/[a-p]{32}\/background\.js$/.test(address);
  const found = await browser.waitForTarget((target) => isBackground(target.url()), { timeout: 30_000 });
  const home = found.url().replace('background.js', '');
  const complaints: string[] = [];
  const url = (path: string) => home + path;
  return {
    browser,
    complaints,
    url,
    async open(path) {
      const page = await browser.newPage();
      page.on('console', (message) => {
        if (/^(warn|error)/.test(message.type())) complaints.push(`${path}: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`${path}: ${String(error)}`));
      await page.evaluateOnNewDocument('globalThis.__name = (each) => each');
      await page.goto(url(path));
      return page;
    },
    async background() {
      const target = await browser.waitForTarget((each) => isBackground(each.url()), { timeout: 30_000 });
      const worker = await target.worker();
      if (!worker) throw new Error('The background has no worker.');
      return worker;
    },
    async kill() {
      const page = await browser.newPage();
      await page.goto('chrome://serviceworker-internals');
      const stopped = () =>
        page.evaluate(() => {
          const buttons = [...document.querySelectorAll<HTMLButtonElement>('button.stop')];
          const running = buttons.filter((button) => button.checkVisibility());
          for (const button of running) button.click();
          return running.length === 0;
        });
      await until(stopped, () => 'a background that has ended');
      await page.close();
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the toolbar says. */
export const badge = (from: Page): Promise<{ text: string; title: string }> =>
  from.evaluate(async () => ({
    text: await chrome.action.getBadgeText({}),
    title: await chrome.action.getTitle({}),
  }));

/** Waits until the background looks at nothing, and nothing waits to be looked at. */
export async function rest(from: Page): Promise<void> {
  const rests = () =>
    from.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      return ![...held, ...pending].some(({ name }) => name === 'mission-control/extension look');
    });
  await until(rests, () => 'the end of a look');
}

/** When the background looked last, in ms since 1970 UTC. */
export const lookedAt = (from: Page): Promise<unknown> =>
  from.evaluate(async () => {
    const { standings } = await chrome.storage.session.get<Record<string, { at?: number }>>('standings');
    return standings?.at;
  });

/** Lets the background's alarm ring now, from a page, as the browser does when its time has come. */
export const ring = (from: Page): Promise<void> =>
  from.evaluate(() => chrome.alarms.create('poll', { when: Date.now(), periodInMinutes: 60 }));

/**
 * Lets a minute pass for everything that the extension has kept, so that it is due: what was noted, was noted a minute
 * earlier. Nobody can set the clock of a background that the browser starts anew at each alarm.
 */
export const minutePasses = (from: Page): Promise<void> =>
  from.evaluate(async () => {
    const MINUTE = 60_000;
    const { remains, standings } = await chrome.storage.session.get<Record<string, never>>([
      'remains',
      'standings',
    ]);
    const older = (value: unknown): unknown =>
      typeof value === 'number' && value > 1e12
        ? value - MINUTE
        : Array.isArray(value)
          ? value.map(older)
          : value && typeof value === 'object'
            ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, older(each)]))
            : value;
    await chrome.storage.session.set(older({ remains: remains ?? {}, standings: standings ?? {} }) as object);
    const opening = indexedDB.open('mission-control', 1);
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('no database'));
    });
    const transaction = database.transaction('kept', 'readwrite');
    const store = transaction.objectStore('kept');
    const cursor = store.openCursor();
    cursor.onsuccess = () => {
      const at = cursor.result;
      if (!at) return;
      if (/\/snapshot\//.test(String(at.key))) at.update(older(at.value));
      at.continue();
    };
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  });
