import type { Browser, Page } from 'puppeteer-core';
import { launch, until, visit } from '../e2e/support.ts';
import type { Site } from '../e2e/support.ts';
import { TWENTY, pageOf, raiseWith } from './_twenty.ts';
import { median, verdict } from './_support.ts';
import type { Result } from './_support.ts';

const RUNS = 15;

/** A page whose strict policy does not hold: the static one has its styles in its markup. */
async function open(browser: Browser): Promise<Page> {
  const { page } = await visit(browser);
  await page.setBypassCSP(true);
  await page.setViewport({ width: 1280, height: 1000 });
  return page;
}

/** Lets the cards remember what a page of them has seen, and takes the DOM that they make of it. */
async function record(browser: Browser, site: Site): Promise<string> {
  const page = await open(browser);
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

/** Time from the navigation to the first frame in which every element shows its data, in ms; no request is answered. */
async function first(browser: Browser, url: string): Promise<number> {
  const page = await open(browser);
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  await session.send('Network.setBlockedURLs', { urls: ['*/beak*'] });
  await page.evaluateOnNewDocument(() => {
    const ready = () => {
      const cards = [...document.querySelectorAll('mc-provider > *, body > *')].filter((each) =>
        /^mc-(?!provider)/.test(each.localName),
      );
      return (
        cards.length === 20 &&
        cards.every((card) => {
          const body = card.shadowRoot?.querySelector('[part=body]');
          // A part that is loaded when used may still be on its way.
          return body && !body.querySelector(':scope > .skeleton:only-child');
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
  await page.goto(url, { waitUntil: 'load' });
  const at = await until(
    () => page.evaluate(() => (globalThis as unknown as { readyAt?: number }).readyAt ?? 0),
    () => `a frame with all data at ${url}`,
  );
  await page.close();
  return at;
}

/** The first useful frame of twenty cards from IndexedDB while the backend is down, against a static page. */
export default async function remembered(): Promise<Result> {
  const ours = pageOf();
  const browser = await launch();
  const recording = await raiseWith({ 'ours.html': ours });
  const still = await record(browser, recording);
  await recording.down();
  const site = await raiseWith({ 'ours.html': ours, 'still.html': still });
  // What is remembered belongs to an origin.
  await record(browser, site);
  const times: Record<'ours' | 'still', number[]> = { ours: [], still: [] };
  for (let run = 0; run < RUNS; run += 1)
    for (const kind of ['ours', 'still'] as const)
      times[kind].push(await first(browser, `${site.url}/${kind}.html`));
  await browser.close();
  await site.down();
  const [cards, page] = [median(times.ours), median(times.still)];
  return {
    title: `First useful frame of ${TWENTY.length} cards, remembered, with the backend down`,
    rows: [
      ['', 'median', 'ratio', 'limit'],
      ['a static page of the same DOM and styles', `${page.toFixed(0)} ms`, '1.00', ''],
      [
        'the cards, from IndexedDB',
        `${cards.toFixed(0)} ms`,
        (cards / page).toFixed(2),
        verdict(cards <= 2 * page, '2 times the static page'),
      ],
    ],
    command: 'npm run bench',
    notes: `${RUNS} fresh pages of each, taking turns, from the navigation to the painted frame in which every card shows what this browser remembers. The page loads all.js, as one with many cards should, from the browser's cache, as on any visit but the first; every request to the API is refused.`,
  };
}
