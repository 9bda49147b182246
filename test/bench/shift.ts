import type { BrowserContext } from 'puppeteer-core';
import { launch, live, raise, visit } from '../e2e/support.ts';
import { verdict } from './_support.ts';
import type { Result } from './_support.ts';

/** Windows that are measured, in CSS px. */
const WINDOWS = [
  [1440, 900],
  [1280, 900],
  [768, 1024],
  [320, 800],
] as const;
/** How long a page is watched, in ms: two polls at 5 s. */
const WATCHED = 12_000;

interface Shifts {
  shifted: number;
}

/** The layout shift of the shell, from its navigation through two polls. */
async function shift(context: BrowserContext, url: string, [width, height]: readonly [number, number]) {
  const { page } = await visit(context);
  await page.setViewport({ width, height });
  await page.evaluateOnNewDocument(() => {
    const sum: Shifts = { shifted: 0 };
    Object.assign(globalThis, { sum });
    new PerformanceObserver((list) => {
      // What the browser reports as a shift, in its own unit.
      for (const entry of list.getEntries() as unknown as { value: number }[]) sum.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(url);
  await live(page);
  await new Promise((resolve) => setTimeout(resolve, WATCHED));
  const { shifted } = await page.evaluate(() => (globalThis as unknown as { sum: Shifts }).sum);
  await page.close();
  return shifted;
}

/** How far anything on the shell moves by itself, on a first visit and on a second one. */
export default async function shifts(): Promise<Result> {
  const rows: string[][] = [];
  for (const size of WINDOWS) {
    // A world in its first minutes, in which nothing has been found yet.
    const site = await raise({ seed: 7 });
    const browser = await launch();
    const context = await browser.createBrowserContext();
    const [fresh, again] = [await shift(context, site.url, size), await shift(context, site.url, size)];
    await browser.close();
    await site.down();
    rows.push([
      size.join(' × '),
      fresh.toFixed(5),
      again.toFixed(5),
      verdict(fresh === 0 && again === 0, '0'),
    ]);
  }
  return {
    title: 'Layout shift of the shell',
    rows: [['window', 'first visit', 'second visit', 'limit'], ...rows],
    command: 'npm run bench',
    notes: `The sum of the browser's layout shifts from the navigation on, over the first answers and ${WATCHED / 1000} s more, in the healthy scenario. A finding that is new puts words where none were, and may move what stands below.`,
  };
}
