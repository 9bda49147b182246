import type { CDPSession, Page } from 'puppeteer-core';
import { DrivenClock } from '../e2e/clock.ts';
import { CARDS, launch, live, raise, until, visit } from '../e2e/support.ts';
import { verdict } from './_support.ts';
import type { Result } from './_support.ts';

/** Polls in all, over the four routes. */
const POLLS = 5000;
/** Polls before the first measurement: caches are warm and every chart is drawn. */
const WARM = 500;
/** The catalogue's cap of a polled log. */
const CAP = 20_000;
/** Most past answers of three routes: 25 h of one each 20 s, for what is too old goes by the hour. */
const PAST = 3 * 25 * 180;
const BASE_LOGS = ['sd_latency_log', 'pecks'];

interface Measured {
  polls: number;
  heap: number;
  nodes: number;
  listeners: number;
  samples: number;
  keys: number;
  /** Past snapshots, for rewinding. */
  past: number;
}

/**
 * Fills both logs to their caps before the cards come, as after a week of use: what grows from then on is no log that
 * still has room.
 */
const fill = (page: Page, now: number) =>
  page.evaluate(
    async (logs, cap, until) => {
      const HOUR = 3_600_000;
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('mission-control', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
        opening.onsuccess = () => resolve(opening.result);
      });
      const writing = database.transaction('kept', 'readwrite');
      const store = writing.objectStore('kept');
      const hours = 160;
      for (const log of logs) {
        const sizes: Record<string, number> = {};
        for (let n = hours; n > 0; n -= 1) {
          const hour = Math.floor(until / HOUR) - n;
          const chunk = Array.from({ length: cap / hours }, (_, index) => ({
            at: hour * HOUR + index * 20_000,
            ...(log === 'pecks'
              ? { succeeded: 1000, failed: 40, denied: 24, expired: 14, callback_error: 2 }
              : { route: ['beak', 'metrics', 'status', 'audit'][index % 4], ms: 40 + (index % 30) }),
          }));
          sizes[hour] = chunk.length;
          store.put(chunk, `1/${location.origin}/log/${log}/${hour}`);
        }
        store.put(sizes, `1/${location.origin}/log/${log}`);
      }
      await new Promise((resolve) => (writing.oncomplete = resolve));
      database.close();
    },
    BASE_LOGS,
    CAP,
    now,
  );

const kept = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('mission-control', 1);
      opening.onsuccess = () => resolve(opening.result);
    });
    const store = database.transaction('kept').objectStore('kept');
    const [keys, values] = await Promise.all(
      [store.getAllKeys(), store.getAll()].map(
        (request) => new Promise<unknown[]>((resolve) => (request.onsuccess = () => resolve(request.result))),
      ),
    );
    database.close();
    const chunks = (keys ?? []).map((key, index) =>
      /\/log\/sd_latency_log\/\d+$/.test(String(key)) ? (values?.[index] as unknown[]).length : 0,
    );
    const past = (keys ?? []).filter((key) => String(key).includes('/past/')).length;
    return { keys: (keys?.length ?? 0) - past, past, samples: chunks.reduce((sum, size) => sum + size, 0) };
  });

async function measure(page: Page, session: CDPSession, polls: number): Promise<Measured> {
  // Twice: what the first collection finalizes, the second frees.
  for (let n = 0; n < 2; n += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? NaN;
  return {
    polls,
    heap: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    ...(await kept(page)),
  };
}

/** Five thousand polls of the shell under a moved clock: does anything grow that should not? */
export default async function soak(): Promise<Result> {
  const clock = new DrivenClock('2026-06-01T12:00:00Z', false);
  const site = await raise({ now: () => clock.now });
  const browser = await launch();
  const { page } = await visit(browser);
  await page.setViewport({ width: 1280, height: 2400 });
  await page.goto(`${site.url}/cards/sizes.json`);
  await fill(page, clock.now);
  await clock.drive(page);
  await page.goto(site.url);
  let open = true;
  const waiting = live(page).finally(() => (open = false));
  await until(
    async () => {
      await clock.move(1, 1);
      return !open;
    },
    () => 'the first data',
  );
  await waiting;
  // Six kinds are enough to see what grows; all of them would take the night.
  await page.evaluate((kept) => {
    for (const card of document.querySelectorAll('main *'))
      if (card.localName.startsWith('mc-') && !kept.includes(card.localName)) card.parentElement?.remove();
  }, CARDS);
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const polls = () => Object.values(site.served.counts).reduce((sum, count) => sum + count, 0);
  const at: Measured[] = [];
  for (const goal of [WARM, POLLS / 2, POLLS]) {
    while (polls() < goal) await clock.move(30_000, 30_000);
    at.push(await measure(page, session, polls()));
  }
  await browser.close();
  await site.down();
  const [warm, , end] = at;
  const grown = ((end?.heap ?? NaN) / (warm?.heap ?? NaN) - 1) * 100;
  const all = (key: keyof Measured) => at.map((each) => each[key]);
  const row = (name: string, values: (string | number)[], limit: string) => [
    name,
    ...values.map(String),
    limit,
  ];
  return {
    title: `Soak: ${POLLS} polls`,
    rows: [
      ['after', ...all('polls').map((count) => `${count} polls`), 'limit'],
      row(
        'heap',
        all('heap').map((bytes) => `${(bytes / 1e6).toFixed(2)} MB`),
        verdict(grown < 5, `no growth (${grown.toFixed(1)} %, noise is below 5 %)`),
      ),
      row('DOM nodes', all('nodes'), verdict((end?.nodes ?? 0) <= (warm?.nodes ?? 0) * 1.05, 'no growth')),
      row(
        'event listeners',
        all('listeners'),
        verdict((end?.listeners ?? 0) <= (warm?.listeners ?? 0), 'no growth'),
      ),
      row(
        'samples in the latency log',
        all('samples'),
        verdict(
          all('samples').every((count) => count <= CAP + 1000),
          `cap ${CAP}, cut by whole hours`,
        ),
      ),
      row(
        'past snapshots in IndexedDB',
        all('past'),
        verdict(
          all('past').every((count) => count <= PAST),
          `cap ${PAST}: 24 h of three routes, one a minute, swept hourly`,
        ),
      ),
      row(
        'other keys in IndexedDB',
        all('keys'),
        verdict((end?.keys ?? 0) <= (warm?.keys ?? 0) + 4, 'no growth'),
      ),
    ],
    command: 'npm run bench',
    notes:
      'Six cards; both logs were filled to their caps before. Heap after a forced collection; DOM nodes count detached ones that are still held. The tolerances (5 % of heap and nodes, 4 keys) were chosen here; the limit asked for is no growth.',
  };
}
