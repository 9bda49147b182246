import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { charted, browser, CARDS, live, shows, site, useSite, visit } from './support.ts';

useSite();

/** A page in a profile of its own, prepared before it loads the shell. */
async function shell(prepare: (page: Page) => Promise<unknown>, act: (page: Page) => Promise<void>) {
  const context = await browser.createBrowserContext();
  const { page } = await visit(context);
  try {
    await prepare(page);
    await page.goto(`${site.url}?open=all`);
    await live(page);
    await act(page);
  } finally {
    await context.close();
  }
}

/** Adds up layout shifts as they happen, with what moved. */
const watchShifts = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    const seen: { value: number; moved: string[] }[] = [];
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node: Element | null }[];
      })[])
        seen.push({ value: entry.value, moved: entry.sources.map(({ node }) => node?.localName ?? 'text') });
    }).observe({ type: 'layout-shift', buffered: true });
  });

const shifts = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { seen: { value: number; moved: string[] }[] }).seen);

/** What sticks out of the page to the right, in the cards too, if anything makes it scroll sideways. */
const sideways = (page: Page) =>
  page.evaluate((tags) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const within = tags.flatMap((tag) => [
      ...(document.querySelector(tag)?.shadowRoot?.querySelectorAll('*') ?? []),
    ]);
    const wide = [...document.querySelectorAll('body *'), ...within].filter(
      (each) => each.getBoundingClientRect().right > clientWidth && !each.closest('.scroll'),
    );
    return [`${scrollWidth - clientWidth} px`, ...wide.map((each) => each.outerHTML.slice(0, 80))];
  }, CARDS);

test('nothing jumps: neither on the first visit, nor on the next one with remembered values', async () => {
  const prepare = async (page: Page) => {
    await page.setViewport({ width: 1280, height: 900 });
    await watchShifts(page);
  };
  await shell(prepare, async (page) => {
    const first = await shifts(page);
    await page.reload();
    await live(page);
    const again = await shifts(page);
    const sum = (list: typeof first) => list.reduce((all, { value }) => all + value, 0);
    // No card moves. What is left is inside them: a chip is as wide as its words, and those change.
    for (const list of [first, again]) {
      assert.deepEqual(
        list.flatMap(({ moved }) => moved).filter((node) => node !== 'text'),
        [],
      );
      assert.ok(sum(list) < 0.01, JSON.stringify(list));
    }
  });
});

test('on paper a chart is its table, and no button is printed', async () => {
  await shell(
    (page) => page.setViewport({ width: 1280, height: 3000 }),
    async (page) => {
      await charted(page, 'mc-peck-failures');
      await page.emulateMediaType('print');
      const seen = await page.$eval('mc-peck-failures', (card) => {
        const [canvas, figures, buttons] = ['canvas', 'figure table tbody tr', 'button'].map(
          (selector) =>
            [...(card.shadowRoot?.querySelectorAll(selector) ?? [])].filter((each) => each.checkVisibility())
              .length,
        );
        return { canvas, figures, buttons };
      });
      assert.equal(seen.canvas, 0);
      assert.ok((seen.figures ?? 0) >= 3, `${seen.figures} rows of figures on paper`);
      assert.equal(seen.buttons, 0);
    },
  );
});

test('at 320 px nothing is cut off or scrolls sideways, in the healthy and in the hostile case', async () => {
  await shell(
    (page) => page.setViewport({ width: 320, height: 800 }),
    async (page) => {
      assert.deepEqual(await sideways(page), []);
      site.served.beak.scenario = 'hostile';
      await page.click('#refresh');
      await shows(page, 'mc-metrics-strip', /just now|[0-3] s ago/);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      assert.deepEqual(await sideways(page), []);
      site.served.beak.scenario = 'healthy';
    },
  );
});

test('with forced colours a tone is still told by a shape, a word and a thicker border', async () => {
  site.served.beak.scenario = 'fleet-dying';
  await shell(
    async (page) => {
      const session = await page.createCDPSession();
      await session.send('Emulation.setEmulatedMedia', {
        features: [{ name: 'forced-colors', value: 'active' }],
      });
    },
    async (page) => {
      const { text } = await shows(page, 'mc-agent-fleet', { tone: 'bad' });
      assert.match(text, /■ Bad:/);
      const width = await page.$eval('mc-agent-fleet', (card) => {
        const article = card.shadowRoot?.querySelector('article');
        return article ? getComputedStyle(article).borderTopWidth : '';
      });
      assert.equal(width, '3px');
    },
  );
  site.served.beak.scenario = 'healthy';
});

test('under reduced motion nothing moves', async () => {
  await shell(
    (page) => page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]),
    async (page) => {
      await page.click('#refresh');
      const moving = await page.evaluate(
        (tags) =>
          tags.flatMap((tag) => document.querySelector(tag)?.shadowRoot?.getAnimations() ?? []).length +
          document.getAnimations().length,
        CARDS,
      );
      assert.equal(moving, 0);
    },
  );
});
