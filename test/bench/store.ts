import { launch, live, raise, visit } from '../e2e/support.ts';
import { verdict } from './_support.ts';
import type { Result } from './_support.ts';

const POLLS = 20;

interface Counts {
  readwrite: number;
  readonly: number;
}

/** How many transactions one poll of a route takes, with every card of the shell on the page. */
export default async function store(): Promise<Result> {
  const site = await raise();
  const browser = await launch();
  const { page } = await visit(browser);
  await page.evaluateOnNewDocument(() => {
    const counts: Counts = { readwrite: 0, readonly: 0 };
    Object.assign(globalThis, { counts });
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (names, mode = 'readonly', options) {
      if (mode !== 'versionchange') counts[mode] += 1;
      return transaction.call(this, names, mode, options);
    };
  });
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(site.url);
  await live(page);
  // The next poll by itself is far enough away.
  await page.select('#interval', '300');
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const reported = await page.evaluate(async (polls) => {
    const { counts } = globalThis as unknown as { counts: Counts };
    const calm = () => new Promise((resolve) => setTimeout(resolve, 400));
    const found: Record<string, number[]> = {};
    const asking = {
      '/beak/metrics': 'mc-metrics-strip',
      '/beak/system/status': 'mc-agent-fleet',
      '/beak/audit': 'mc-recent-events',
    };
    for (const [route, tag] of Object.entries(asking)) {
      // Every card of a route is told by one request.
      const card = document.querySelector(tag) as unknown as { reload: () => Promise<void> };
      found[route] = [];
      for (let n = 0; n < polls; n += 1) {
        const before = counts.readwrite;
        await card.reload();
        await calm();
        found[route].push(counts.readwrite - before);
      }
    }
    return found;
  }, POLLS);
  await browser.close();
  await site.down();
  const rows = Object.entries(reported).map(([route, counts]) => {
    const most = Math.max(...counts);
    const mean = counts.reduce((sum, n) => sum + n) / counts.length;
    return [route, mean.toFixed(2), String(most), verdict(most <= 1, '1')];
  });
  return {
    title: 'Transactions that write, per poll',
    rows: [['route', 'mean', 'most', 'limit'], ...rows],
    command: 'npm run bench',
    notes: `${POLLS} polls of each route, every card of the shell on the page. Snapshot, history and all logs of a poll are written together. The first poll of an hour may sweep in a second one.`,
  };
}
