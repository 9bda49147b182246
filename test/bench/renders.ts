import type { Page } from 'puppeteer-core';
import { DrivenClock } from '../e2e/clock.ts';
import { launch, live, raise, visit } from '../e2e/support.ts';
import { verdict } from './_support.ts';
import type { Result } from './_support.ts';

/** What the functions below leave in the page. */
interface Counter {
  rendered: number;
}

/** Counts how often any card renders its body, whichever card it is. */
const countRenders = (page: Page) =>
  page.evaluate(async () => {
    const counter = { rendered: 0 };
    Object.assign(globalThis, { counter });
    for (const element of document.querySelectorAll('*')) {
      if (!element.localName.startsWith('mc-') || !element.shadowRoot) continue;
      const card = element as unknown as { renderBody: (view: unknown) => unknown };
      const { renderBody } = card;
      card.renderBody = function (view) {
        counter.rendered += 1;
        return renderBody.call(this, view);
      };
    }
    await new Promise(requestAnimationFrame);
  });

const rendered = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { counter: Counter }).counter.rendered);

/** Waits until every observed route has been asked once more. */
async function poll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const element of document.querySelectorAll('*')) {
      const { reload } = element as unknown as { reload?: () => Promise<void> };
      if (element.localName.startsWith('mc-') && reload) await reload.call(element);
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/**
 * Renders per poll. The world stands still for the first measurement and moves for the second; cards that show this
 * browser's own log are left out, because a poll adds to the log and so changes what they show.
 */
export default async function renders(): Promise<Result> {
  const clock = new DrivenClock('2026-06-01T12:00:00Z');
  let frozen = Date.parse('2026-06-01T12:00:00Z');
  const site = await raise({ now: () => frozen });
  const browser = await launch();
  const { page } = await visit(browser);
  await clock.drive(page);
  await page.setViewport({ width: 1280, height: 1600 });
  await page.goto(site.url);
  await live(page);
  await page.evaluate(async () => {
    const tags = [...document.querySelectorAll('main *')].map(({ localName }) => localName);
    await Promise.all(tags.flatMap((tag) => (tag.startsWith('mc-') ? customElements.whenDefined(tag) : [])));
    for (const element of document.querySelectorAll('*')) {
      const { spec = {} } = element as { spec?: { logs?: unknown; probes?: unknown; page?: unknown } };
      if (spec.logs || spec.probes || spec.page) element.remove();
    }
  });
  await poll(page);
  await countRenders(page);
  const before = await rendered(page);
  const cards = await page.evaluate(
    () => [...document.querySelectorAll('*')].filter((each) => 'spec' in each).length,
  );
  for (let n = 0; n < 10; n += 1) await poll(page);
  const same = (await rendered(page)) - before;
  frozen += 15 * 60_000;
  await poll(page);
  const moved = (await rendered(page)) - before - same;
  await browser.close();
  await site.down();
  return {
    title: 'Renders per poll',
    rows: [
      ['poll', 'bodies rendered', 'limit'],
      ['10 polls that change nothing', String(same), verdict(same === 0, '0')],
      ['one poll of a world that moved 15 min', String(moved), `${cards} cards on the page`],
    ],
    command: 'npm run bench',
    notes:
      'Calls of `renderBody`, by wrapping it on every card of the shell but those that show a growing log, how the polls fare, or other cards. For those the limit is not measured: each poll adds to what they show.',
  };
}
