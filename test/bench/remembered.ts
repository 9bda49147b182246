import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { DIST, launch, raise, until, visit } from '../e2e/support.ts';
import type { Site } from '../e2e/support.ts';
import { TWENTY, pageOf } from './_twenty.ts';
import { median, verdict } from './_support.ts';
import type { Result } from './_support.ts';

const RUNS = 15;

/** Serves pages of a bench's own at addresses of the site, and nothing of the API where that is down. */
async function own(page: Page, pages: Record<string, string>, down: boolean): Promise<void> {
  await page.setBypassCSP(true);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const body = pages[pathname];
    if (body !== undefined) void request.respond({ contentType: 'text/html; charset=utf-8', body });
    else if (down && pathname.startsWith('/beak')) void request.abort('connectionrefused');
    else void request.continue();
  });
}

/** Lets the cards remember what a page of them has seen, and takes the DOM that they make of it. */
async function record(browser: Browser, site: Site, ours: string): Promise<string> {
  const { page } = await visit(browser);
  await own(page, { '/ours.html': ours }, false);
  await page.setViewport({ width: 1280, height: 1000 });
  await page.goto(`${site.url}/ours.html`);
  await until(
    () => page.evaluate(() => !document.querySelector('[phase=loading]')),
    () => 'every card',
  );
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const body = await page.evaluate(() =>
    [...document.querySelectorAll('mc-provider > *')]
      .map((card) => {
        const css = [...(card.shadowRoot?.adoptedStyleSheets ?? [])]
          .map((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText).join('\n'))
          .join('\n');
        const attributes = card
          .getAttributeNames()
          .map((name) => `${name}="${card.getAttribute(name) ?? ''}"`)
          .join(' ');
        const html = card.shadowRoot?.innerHTML ?? '';
        return `<${card.localName}-still ${attributes}><template shadowrootmode="open"><style>${css}</style>${html}</template></${card.localName}-still>`;
      })
      .join('\n'),
  );
  await page.close();
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Still</title></head><body>${body}</body></html>`;
}

/** Time from the navigation to the first frame in which every element shows its data, in ms. */
async function first(
  browser: Browser,
  site: Site,
  pages: Record<string, string>,
  path: string,
): Promise<number> {
  const { page } = await visit(browser);
  await own(page, pages, true);
  await page.setViewport({ width: 1280, height: 1000 });
  await page.evaluateOnNewDocument(() => {
    const ready = () => {
      const cards = [...document.querySelectorAll('mc-provider > *, body > *')].filter((each) =>
        /^mc-(?!provider)/.test(each.localName),
      );
      return (
        cards.length === 20 &&
        cards.every((card) => {
          const body = card.shadowRoot?.querySelector('[part=body]');
          return body && !body.querySelector('.skeleton');
        })
      );
    };
    const look = () => {
      if (!ready()) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      // After this frame has been painted.
      port2.onmessage = () => Object.assign(globalThis, { readyAt: performance.now() });
      port1.postMessage(0);
      return 0;
    };
    requestAnimationFrame(look);
  });
  await page.goto(site.url + path, { waitUntil: 'load' });
  const at = await until(
    () => page.evaluate(() => (globalThis as unknown as { readyAt?: number }).readyAt ?? 0),
    () => `a frame with all data at ${path}`,
  );
  await page.close();
  return at;
}

/** The first useful frame of twenty cards from IndexedDB while the backend is down, against a static page. */
export default async function remembered(): Promise<Result> {
  const site = await raise();
  const browser = await launch();
  const chunks = await readdir(join(DIST, 'cards/chunks'));
  const core = chunks
    .filter((name) => /^(core|parts|anomalies)-/.test(name))
    .map((name) => `/cards/chunks/${name}`);
  const ours = pageOf(core);
  const pages = { '/ours.html': ours, '/still.html': await record(browser, site, ours) };
  const times: Record<'ours' | 'still', number[]> = { ours: [], still: [] };
  for (let run = 0; run < RUNS; run += 1)
    for (const kind of ['ours', 'still'] as const)
      times[kind].push(await first(browser, site, pages, `/${kind}.html`));
  await browser.close();
  await site.down();
  const [cards, still] = [median(times.ours), median(times.still)];
  return {
    title: `First useful frame of ${TWENTY.length} cards, remembered, with the backend down`,
    rows: [
      ['', 'median', 'ratio', 'limit'],
      ['a static page of the same DOM and styles', `${still.toFixed(0)} ms`, '1.00', ''],
      [
        'the cards, from IndexedDB',
        `${cards.toFixed(0)} ms`,
        (cards / still).toFixed(2),
        verdict(cards <= 2 * still, '2 times the static page'),
      ],
    ],
    command: 'npm run bench',
    notes: `${RUNS} fresh pages of each, taking turns, from the navigation to the painted frame in which every card shows what this browser remembers. The modules come from the browser's cache, as on any visit but the first; every request to the API is refused.`,
  };
}
