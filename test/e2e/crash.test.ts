import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { incidentMode, incidents } from '../../src/domain/incidents/incidents.ts';
import { launch, look, raise, shows, until, visit } from './support.ts';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import { noteEvents } from '../../src/domain/operator/note-events.ts';
import { todoEvents } from '../../src/domain/operator/todo-events.ts';
import { readEvents } from '../../src/store/event-log.ts';
import { eventsIn } from '../../src/store/records.ts';
import type { EventLog } from '../../src/store/event-log.ts';
import type { Site } from './support.ts';

let site: Site;
before(async () => {
  site = await raise();
});
after(() => site.down());

/** The cards that write at once in these tests, by what their events are kept under. */
const WRITERS = [
  'mc-todos',
  'mc-shift-log',
  'mc-watchlist',
  'mc-acknowledgements',
  'mc-drill-checklist',
  'mc-governance-actions',
  'mc-incident-mode',
  'mc-incident-escalation',
];

/** Does on every writer, again and again and as fast as the page can, what an operator does on it. */
const work = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const part = <T extends HTMLElement>(card: string, selector: string): T | null | undefined =>
      document.querySelector(card)?.shadowRoot?.querySelector<T>(selector);
    const send = (card: string, form: string, typed: Record<string, string>): void => {
      const found = part<HTMLFormElement>(card, form);
      for (const [name, value] of Object.entries(typed)) {
        const field = found?.querySelector<HTMLInputElement>(`[name=${name}]`);
        if (field) field.value = value;
      }
      found?.requestSubmit();
    };
    let turn = 0;
    const once = (): void => {
      turn += 1;
      send('mc-todos', 'form', { text: `todo ${turn}` });
      send('mc-shift-log', 'form', { text: `note ${turn}` });
      send('mc-governance-actions', '#new-request form', {
        request: `CHG-${turn}`,
        version: '42',
        reason: 'why',
      });
      for (const card of ['mc-acknowledgements', 'mc-drill-checklist'])
        part(card, 'input[type=checkbox]:enabled')?.click();
      const remove = part('mc-watchlist', '[aria-label="Remove duck-1"]');
      if (remove) remove.click();
      else send('mc-watchlist', 'form', { item: 'duck-1' });
      send('mc-incident-escalation', '#open form', { text: `seen ${turn}` });
      // It pauses and opens an incident; or resolves that and lets polling go on.
      const start = part('mc-incident-mode', '#start') ?? part('mc-incident-mode', '.buttons button');
      start?.click();
      setTimeout(once);
    };
    once();
  });

/** Another tab, which hears what is written. */
async function witness(context: BrowserContext): Promise<{ page: Page; keys: Set<string> }> {
  const { page } = await visit(context);
  const keys = new Set<string>();
  await page.exposeFunction('confirmed', (key: string) => void keys.add(key));
  await page.goto(`${site.url}/cards/sizes.json`);
  await page.evaluate(() => {
    const { confirmed } = globalThis as unknown as { confirmed: (key: string) => void };
    const channel = new BroadcastChannel('mission-control/2');
    channel.onmessage = ({ data }: MessageEvent<{ topic: string; body: unknown }>) => {
      if (data.topic === 'kept' && Array.isArray(data.body))
        for (const key of data.body) confirmed(String(key));
    };
    Object.assign(globalThis, { channel });
  });
  return { page, keys };
}

/** Writes on all cards of the shell until each had so many events confirmed, and answers which. */
async function workUntil(context: BrowserContext, many: number): Promise<{ page: Page; keys: Set<string> }> {
  const { keys } = await witness(context);
  const { page } = await visit(context);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${site.url}?open=all`);
  for (const card of WRITERS)
    await until(
      async () => /live|local|empty/.test((await look(page, card)).phase),
      () => `${card} at work`,
    );
  await work(page);
  const confirmed = (card: string): number =>
    [...keys].filter((key) => key.includes(`/record/${card}/`)).length;
  await until(
    () => WRITERS.every((card) => confirmed(card) >= many),
    () => `${many} of each; there are ${WRITERS.map((card) => `${card} ${confirmed(card)}`).join(', ')}`,
  );
  return { page, keys };
}

/** Everything that lies in the database, read past the page's own code. */
const database = (page: Page): Promise<[string, unknown][]> =>
  page.evaluate(
    () =>
      new Promise<[string, unknown][]>((resolve, reject) => {
        const opening = indexedDB.open('mission-control');
        opening.onerror = reject;
        opening.onsuccess = () => {
          const store = opening.result.transaction('kept').objectStore('kept');
          const [keys, values] = [store.getAllKeys(), store.getAll()];
          store.transaction.oncomplete = () => {
            opening.result.close();
            resolve(keys.result.map((key, n) => [String(key), values.result[n]]));
          };
        };
      }),
  );

const isWhole = (key: string, value: unknown): boolean => {
  const { id, at, type } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    key.endsWith(`/${id}`) &&
    typeof at === 'number' &&
    typeof type === 'string' &&
    type !== ''
  );
};

/** Comes back after a crash: everything that was confirmed is there, nothing is there by half, and the cards work. */
async function assertSurvived(context: BrowserContext, keys: ReadonlySet<string>): Promise<void> {
  const { page, complaints } = await visit(context);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${site.url}?open=all`);
  for (const card of WRITERS)
    await until(
      async () => /live|local|paused|empty/.test((await look(page, card)).phase),
      () => `${card} after the crash`,
    );
  const found = new Map(await database(page));
  const records = [...keys].filter((key) => key.includes('/record/'));
  assert.deepEqual(
    records.filter((key) => !found.has(key)),
    [],
    'confirmed and lost',
  );
  for (const [key, value] of found)
    if (key.includes('/record/')) assert.ok(isWhole(key, value), `half an event: ${key}`);
    else assert.ok(!key.startsWith('1/aside/'), `broken, so set aside: ${key}`);

  const events = <L extends EventLog>(log: L) =>
    readEvents(
      log,
      eventsIn([...found].flatMap(([key, event]) => (key.includes(`/record/${log.name}/`) ? [event] : []))),
    ).events;
  // What is one step for the operator was kept as one.
  const mode = incidentMode(events(modeEvents));
  const open = incidents(events(incidentEvents)).filter(({ resolvedAt }) => resolvedAt === undefined);
  assert.deepEqual(
    open.map(({ id }) => id),
    mode.since === undefined ? [] : [mode.incident],
    'the incident of incident mode',
  );
  assert.equal(found.has(`1/${site.url}/mode/paused`), mode.since !== undefined, 'paused with incident mode');

  const last = events(todoEvents).findLast((event) => event.type === 'add');
  const note = events(noteEvents).findLast((event) => event.type === 'add');
  await shows(page, 'mc-todos', { text: String(last?.text) });
  await shows(page, 'mc-shift-log', { text: String(note?.text) });
  await page.focus('mc-todos >>> form input');
  await page.keyboard.type('After the crash');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-todos', { text: 'After the crash' });
  await page.reload();
  await shows(page, 'mc-todos', { text: 'After the crash' });
  assert.deepEqual(complaints, []);
  await page.close();
}

for (const many of [1, 10])
  test(`a page that crashes while its cards write: after ${many} of each all is there, nothing by half`, async (t) => {
    const browser = await launch();
    t.after(() => browser.close());
    const context = await browser.createBrowserContext();
    const { page, keys } = await workUntil(context, many);
    const died = new Promise((resolve) => page.once('error', resolve));
    const session = await page.createCDPSession();
    // A page that is gone answers nothing.
    session.send('Page.crash').catch(() => undefined);
    await died;
    await assertSurvived(context, keys);
  });

for (const many of [6])
  test(`a browser that is killed while cards write: after ${many} of each all is there when it is started again`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'crash-'));
    const started: Browser[] = [];
    const start = async (): Promise<Browser> => {
      const browser = await launch([`--user-data-dir=${folder}`]);
      started.push(browser);
      return browser;
    };
    t.after(async () => {
      for (const each of started) await each.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    });
    const browser = await start();
    const { keys } = await workUntil(browser.defaultBrowserContext(), many);
    const gone = new Promise((resolve) => browser.once('disconnected', resolve));
    browser.process()?.kill('SIGKILL');
    await gone;
    const again = await start();
    await assertSurvived(again.defaultBrowserContext(), keys);
  });
