import { createServer } from 'node:http';
import { after, before } from 'node:test';
import { DrivenClock } from './clock.ts';
import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import type { Browser, BrowserContext, ElementHandle, Page } from 'puppeteer-core';
import { serve } from '../../server/serve.ts';
import type { ServeOptions, Served } from '../../server/serve.ts';

/** The built site. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** Longest wait for anything that a user would see, in ms. */
const PATIENCE = 40_000;

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser of its own for a test file; who launches it closes it. */
export const launch = (flags: string[] = []): Promise<Browser> =>
  puppeteer.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: [...FLAGS, ...flags],
  });

/** A site that can be taken down and brought back at the same address. */
export interface Site {
  readonly url: string;
  /** The server of this moment; another one after `up`. */
  readonly served: Served;
  down: () => Promise<void>;
  up: () => Promise<void>;
}

/** Serves the built site, on a free port unless told otherwise. */
export async function raise(options: Partial<ServeOptions> = {}): Promise<Site> {
  let served = await serve({ root: DIST, ...options });
  const { url } = served;
  return {
    url,
    get served() {
      return served;
    },
    down: () => served.close(),
    up: async () => {
      served = await serve({ root: DIST, ...options, port: Number(new URL(url).port) });
    },
  };
}

/** A server of a test's own: a host page of somebody else, or a backend that misbehaves. */
export async function listen(answer: RequestListener): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The least that the policy of a host page must allow: modules and answers from these origins, and Lit's own policy. */
export const strictCsp = (...origins: string[]): string =>
  [
    `default-src 'none'`,
    `script-src ${origins.join(' ')}`,
    `connect-src ${origins.join(' ')}`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html 'allow-duplicates'`,
  ].join('; ');

/** Serves one foreign page at every path. */
export const hostPage = (body: string, csp: string) =>
  listen((_, res) => {
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': csp });
    res.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><body>${body}`);
  });

/** The browser and the site of a file's tests, from its first test to its last; see {@link useSite}. */
export let browser: Browser;
export let site: Site;
/** The clock of the site and of every page that is visited, where a file's tests asked for one. */
export let clock: DrivenClock | undefined;

/** Opens a browser and raises the site for all tests of a file. @param driven whether a test puts their clock forward */
export function useSite({ driven = false } = {}): void {
  before(async () => {
    browser = await launch();
    clock = driven ? new DrivenClock(Date.now()) : undefined;
    site = await raise(clock && { now: () => clock?.now ?? Date.now() });
  });
  after(async () => {
    await browser.close();
    await site.down();
  });
}

/** A page and everything that it complained of: console warnings and errors, uncaught errors, policy violations. */
export interface Visit {
  page: Page;
  complaints: string[];
}

/** Opens a page and goes nowhere yet. */
export async function visit(context: Browser | BrowserContext): Promise<Visit> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/^(warn|error)/.test(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.exposeFunction('complain', (text: string) => void complaints.push(text));
  // Functions that are handed to the page were compiled by tsx, which names the inner ones by this.
  await page.evaluateOnNewDocument('globalThis.__name = (each) => each');
  await clock?.drive(page);
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      const { complain } = globalThis as unknown as { complain: (text: string) => void };
      complain(`${effectiveDirective} forbids ${blockedURI} in ${sourceFile}`);
    });
  });
  return { page, complaints };
}

/** Asks again and again, from outside the page, until the answer is not empty; at last says what was seen. */
export async function until<T>(ask: () => T | null | Promise<T | null>, what: () => string): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`This did not come: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * Waits for an element, within a card too: puppeteer's own wait looks again only when something changes outside of shadow
 * roots.
 */
export const within = (page: Page, selector: string): Promise<ElementHandle> =>
  until(
    () => page.$(selector),
    () => selector,
  );

/** What a user sees of a card. */
export interface Look {
  phase: string;
  tone: string;
  text: string;
}

/** The card that a selector finds first; a card that is not there or has nothing in it has an empty text. */
export const look = (page: Page, selector: string): Promise<Look> =>
  page.evaluate((wanted) => {
    const card = document.querySelector(wanted);
    return {
      phase: card?.getAttribute('phase') ?? '',
      tone: card?.getAttribute('tone') ?? '',
      text: (card?.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ').trim(),
    };
  }, selector);

/** Waits until a card looks as asked; a pattern is held against its text. */
export async function shows(page: Page, selector: string, wanted: RegExp | Partial<Look>): Promise<Look> {
  const want = wanted instanceof RegExp ? {} : wanted;
  let seen: Look = { phase: '', tone: '', text: '' };
  await until(
    async () => {
      seen = await look(page, selector);
      const { phase = seen.phase, tone = seen.tone, text } = want;
      const pattern = wanted instanceof RegExp ? wanted : undefined;
      return (
        seen.phase === phase &&
        seen.tone === tone &&
        (text === undefined || seen.text.includes(text)) &&
        (pattern?.test(seen.text) ?? true)
      );
    },
    () =>
      `${selector} ${wanted instanceof RegExp ? String(wanted) : JSON.stringify(wanted)}; it shows ${JSON.stringify(seen)}`,
  );
  return seen;
}

/** The cards on the page of the shell that read the API. */
export const POLLED = ['mc-metrics-strip', 'mc-alias-drift', 'mc-agent-fleet', 'mc-peck-failures'];

/** Every card on the page of the shell. */
export const CARDS = [...POLLED, 'mc-latency-history', 'mc-todos'];

/** Waits until every card on the shell has its data. */
export async function live(page: Page): Promise<void> {
  for (const tag of POLLED) await shows(page, tag, { phase: 'live' });
}

/** Brings a card into sight, and waits until its chart is drawn. */
export async function charted(page: Page, tag: string): Promise<void> {
  await page.$eval(tag, (card) => card.scrollIntoView());
  await until(
    () => page.$eval(tag, (card) => (card.shadowRoot?.querySelector('canvas')?.width ?? 0) > 300),
    () => `a drawn chart on ${tag}`,
  );
}

/** Presses the shell's Refresh. */
export const refresh = (page: Page): Promise<void> => page.click('#refresh');
