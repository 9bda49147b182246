import type { Page } from 'puppeteer-core';
import type { Route } from '../../src/api/fields.ts';
import { DrivenClock } from '../e2e/clock.ts';
import { launch, live, raise, until, visit } from '../e2e/support.ts';
import { verdict } from './_support.ts';
import type { Result } from './_support.ts';

const MINUTES = 10;
const ROUTES: Route[] = ['beak', 'metrics', 'status', 'audit'];

/** Opens the shell with all its cards in so many windows, lets the minutes pass and answers the server's counts. */
async function counted(windows: number): Promise<Record<Route, number>> {
  const clock = new DrivenClock('2026-06-01T12:00:00Z', false);
  const site = await raise({ now: () => clock.now });
  const browser = await launch();
  const session = await browser.target().createCDPSession();
  for (let n = 0; n < windows; n += 1) {
    let page: Page;
    if (n === 0) ({ page } = await visit(browser));
    else {
      // A window of its own: a tab behind another one is hidden and would not poll anyhow.
      await session.send('Target.createTarget', { url: `about:blank#${n}`, newWindow: true });
      const target = await browser.waitForTarget((each) => each.url().endsWith(`#${n}`));
      page = (await target.page()) ?? (await browser.newPage());
    }
    await clock.drive(page);
    await page.goto(site.url);
    const waiting = live(page);
    let open = true;
    void waiting.finally(() => (open = false));
    // The first second of the page: its requests are set off by timers of no length.
    await until(
      async () => {
        await clock.move(1, 1);
        return !open;
      },
      () => 'the first data',
    );
    await waiting;
  }
  await clock.move(MINUTES * 60_000, 1000);
  const counts = { ...site.served.counts };
  await browser.close();
  await site.down();
  return counts;
}

/** How often each route is asked by one window and by three, over the same minutes and from the same seed. */
export default async function requests(): Promise<Result> {
  const one = await counted(1);
  const three = await counted(3);
  const sum = (counts: Record<Route, number>) => ROUTES.reduce((all, route) => all + counts[route], 0);
  const row = (name: string, a: number, b: number, limit: string) => [name, String(a), String(b), limit];
  return {
    title: `Requests in ${MINUTES} minutes, every card of the shell at 30 s`,
    rows: [
      ['route', 'one window', 'three visible windows', 'limit'],
      ...ROUTES.map((route) => row(route, one[route], three[route], '')),
      row('all', sum(one), sum(three), verdict(sum(three) <= sum(one), 'three windows ask no more than one')),
    ],
    command: 'npm run bench',
    notes:
      'Counted at the server. The clock of the server and of all windows is moved together, second by second; the jitter of the polls is drawn from a seed. One seed, one run: single routes differ by a poll because the windows draw their jitter in another order.',
  };
}
