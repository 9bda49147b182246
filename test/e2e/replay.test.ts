import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Page } from 'puppeteer-core';
import { keepAnother } from './past.ts';
import { browser, clock, live, look, shows, site, until, useSite, visit } from './support.ts';

useSite({ driven: true });

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** The tags whose pictures a pack must bring back: of routes, of a log, of the site's files and of what was written. */
const SHOWN = [
  'mc-alias-drift',
  'mc-agent-fleet',
  'mc-peck-failures',
  'mc-metrics-strip',
  'mc-api-health',
  'mc-route-failures',
  'mc-recent-deploys',
  'mc-todos',
];

/** A page in a profile of its own. */
async function fresh(t: TestContext) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  return visit(context);
}

/** What a card says of its data: its body, without ages and what its footer says of now. */
const body = (page: Page, tag: string): Promise<string> =>
  page.$eval(tag, (card) => {
    const reported = card.shadowRoot?.querySelector('[part=body]')?.cloneNode(true);
    if (!(reported instanceof Element)) return '';
    for (const gone of reported.querySelectorAll('time, button, #result, canvas')) gone.remove();
    // A recorded moment has no next try.
    const text = (reported.textContent ?? '').replaceAll('No next try while paused.', '');
    return text.replace(/\s+/g, ' ').trim();
  });

const chip = (page: Page, tag: string): Promise<string> =>
  page.$eval(tag, (card) => card.shadowRoot?.querySelector('[part=chip]')?.textContent.trim() ?? '');

const barText = (page: Page): Promise<string> =>
  page.$eval('#replay', (bar) => (bar.textContent ?? '').replace(/\s+/g, ' ').trim());

/** Waits until the bar on top says something, and answers it. */
async function bar(page: Page, wanted: RegExp): Promise<string> {
  let text = '';
  await until(
    async () => wanted.test((text = (await page.$('#replay')) ? await barText(page) : '')),
    () => `the bar to say ${String(wanted)}; it says ${text}`,
  );
  return text;
}

/** Makes a pack on a page whose backend drifts, and answers its file and what the cards showed. */
async function makePack(t: TestContext) {
  site.served.beak.scenario = 'drift';
  t.after(() => (site.served.beak.scenario = 'healthy'));
  const { page, complaints } = await fresh(t);
  const session = await page.createCDPSession();
  const downloads = await mkdtemp(join(folder, 'saved-'));
  const { id } = page.browserContext();
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: downloads,
    ...(id !== undefined && { browserContextId: id }),
  });
  await page.goto(`${site.url}?open=all`);
  await live(page);
  await page.type('mc-todos >>> input[name=text]', 'Feed the ducks');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-todos', /Feed the ducks/);
  await shows(page, 'mc-handoff-pack', /# Incident handoff/);
  await shows(page, 'mc-recent-deploys', { phase: 'local' });
  // Nothing comes between what is looked at and what is captured.
  await page.click('#pause');
  await shows(page, 'mc-agent-fleet', { phase: 'paused' });
  const seen = new Map<string, string>();
  for (const tag of SHOWN) seen.set(tag, await body(page, tag));
  // By key: what a long page scrolls past takes its true height, and a pointer would miss.
  await page.focus('mc-handoff-pack >>> #json');
  await page.keyboard.press('Enter');
  let file = '';
  await until(
    async () => (file = (await readdir(downloads)).find((name) => name.endsWith('.json')) ?? ''),
    () => 'the file of the pack',
  );
  assert.match(file, /^handoff-\d{4}-\d\d-\d\d-\d{4}Z\.json$/);
  assert.deepEqual(complaints, []);
  // A page that lives on would ask while others must not.
  await page.close();
  return { path: join(downloads, file), seen };
}

/** Chooses a file through the menu. */
async function choose(page: Page, path: string): Promise<void> {
  await page.click('#menu-button');
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#open-pack')]);
  await chooser.accept([path]);
}

test('a pack opens in another browser: each card shows that moment, read-only, and nothing is asked', async (t) => {
  const { path, seen } = await makePack(t);
  site.served.beak.scenario = 'healthy';
  const { page, complaints } = await fresh(t);
  await page.goto(`${site.url}?open=all`);
  await live(page);
  await choose(page, path);
  await page.waitForNavigation({ waitUntil: 'load' }).catch(() => undefined);
  await until(
    () => page.url().includes('pack=kept'),
    () => `the address of the pack, not ${page.url()}`,
  );
  const asked = { ...site.served.counts };
  const label = await bar(page, /Recorded moment/);
  assert.match(
    label,
    /Recorded moment: \d{4}-\d\d-\d\d \d\d:\d\d UTC of http:\/\/127\.0\.0\.1:\d+\. Nothing here is live\./,
  );
  for (const tag of SHOWN) {
    await shows(page, tag, { phase: 'replay' });
    assert.equal(await body(page, tag), seen.get(tag), tag);
  }
  assert.match(await chip(page, 'mc-alias-drift'), /Drift/);
  const state = await page.$eval('mc-todos', (card) =>
    [...(card.shadowRoot?.querySelectorAll<HTMLInputElement>('form input, form button, li input') ?? [])].map(
      ({ disabled }) => disabled,
    ),
  );
  assert.deepEqual(state, [true, true, true]);
  const others = await page.$$eval('.place > [id]', (cards) =>
    cards.filter((card) => card.getAttribute('phase') !== 'replay').map((card) => card.id),
  );
  assert.deepEqual(others, [], 'cards that do not show the moment');
  assert.equal(
    await page.$eval('#mode', (mode) => mode.checkVisibility({ visibilityProperty: true })),
    false,
  );
  // What was under way before the page changed may still have been counted, but a page that replays asks nothing.
  await clock?.move(120_000, 20_000);
  const later = { ...site.served.counts };
  assert.ok(later.status - asked.status <= 1, 'a request for the status');
  assert.deepEqual(complaints, []);

  await page.keyboard.press('Escape');
  await until(
    () => !page.url().includes('pack='),
    () => 'the live page',
  );
  await live(page);
  assert.equal(await page.$('#replay'), null);
});

test('any one card shows a pack that lies on a site, fetched once for all of them', async (t) => {
  const { path } = await makePack(t);
  const { page, complaints } = await fresh(t);
  const pack = await readFile(path, 'utf8');
  let times = 0;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (!request.url().endsWith('/night.json')) return void request.continue();
    times += 1;
    void request.respond({ contentType: 'application/json', body: pack });
  });
  await page.goto(`${site.url}/?pack=night.json`);
  await bar(page, /Recorded moment.*Read from night\.json\./);
  for (const tag of SHOWN) await shows(page, tag, { phase: 'replay' });
  assert.equal(times, 1);
  await page.click('#replay button');
  await until(
    () => page.url() === `${site.url}/`,
    () => 'the live page',
  );
  await live(page);
  assert.deepEqual(complaints, []);
});

test('a file that is no pack is refused in words, and the page stays live', async (t) => {
  const { page } = await fresh(t);
  await page.goto(`${site.url}?open=all`);
  await live(page);
  for (const [name, text, wanted] of [
    ['cut.json', '{"mission_control_pack": 1, "now"', /cut\.json is not a pack.*Open another file/],
    ['newer.json', '{"mission_control_pack": 3, "now": 1774071600000}', /newer version \(3\)/],
    ['other.json', '{"hello": "world"}', /other\.json is not a pack/],
  ] as const) {
    const path = join(folder, name);
    await writeFile(path, text);
    await choose(page, path);
    await bar(page, wanted);
    await page.click('#replay button');
    assert.equal(await page.$eval('#replay', (found) => found.checkVisibility()), false);
  }
  assert.equal((await look(page, 'mc-agent-fleet')).phase, 'live');
});

test('an address that leads to no pack says so and shows nothing live', async (t) => {
  const { page } = await fresh(t);
  await page.goto(`${site.url}/?pack=kept:nothing`);
  await bar(page, /keeps no pack called nothing.*Back to live/);
  await shows(page, 'mc-agent-fleet', /keeps no pack called nothing/);
  await page.goto(`${site.url}/?at=yesterday`);
  await bar(page, /"yesterday" is not a time/);
});

test('a time of this browser’s own history is shown as such', async (t) => {
  const { page } = await fresh(t);
  await page.goto(`${site.url}?open=all`);
  await live(page);
  await keepAnother(page);
  await page.goto(`${site.url}/?at=${new Date((clock?.now ?? 0) + 60_000).toISOString()}`);
  await bar(page, /Recorded moment/);
  await shows(page, 'mc-agent-fleet', { phase: 'replay' });
});
