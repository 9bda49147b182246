import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { ScenarioName } from '../../server/beak/scenarios.ts';
import type { TestContext } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { browser, live, raise, refresh, shows, site, until, useSite, visit } from './support.ts';
import type { Site } from './support.ts';

useSite();

const SETTINGS = 'mission-control/shell';

interface Wish {
  path?: string;
  width?: number;
  height?: number;
  prepare?: (page: Page) => Promise<unknown>;
  /** Another site than the one of all tests. */
  from?: Site;
}

/** The shell in a profile of its own, with its cards live. */
async function shell(
  t: TestContext,
  { path = '/?open=all', width = 1280, height = 900, prepare, from = site }: Wish = {},
) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const { page, complaints } = await visit(context);
  await page.setViewport({ width, height });
  await prepare?.(page);
  await page.goto(from.url + path);
  await live(page);
  return { page, complaints };
}

/** The backend in a scenario, for one test. */
function scenario(t: TestContext, name: ScenarioName): void {
  site.served.beak.scenario = name;
  t.after(() => (site.served.beak.scenario = 'healthy'));
}

/** The cards of a section, as they stand and are seen. */
const cardsIn = (page: Page, section: string): Promise<string[]> =>
  page.$$eval(`#${section} > .place:not([hidden]) > [id]`, (cards) => cards.map(({ id }) => id));

/** What was done last, as the page says it. */
const said = (page: Page): Promise<string> => page.$eval('#notice-text', (text) => text.textContent ?? '');

const text = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (found) => (found.textContent ?? '').replace(/\s+/g, ' ').trim());

/** Presses a button of the menu. */
async function menu(page: Page, id: string): Promise<void> {
  await page.click('#menu-button');
  await page.click(id);
}

/** Presses a button by what it is called. */
const press = (page: Page, name: string): Promise<void> => page.click(`aria/${name}[role="button"]`);

/** How far the top of a card is from the top of the window, in px. */
const topOf = (page: Page, id: string): Promise<number> =>
  page.$eval(`[id="${id}"]`, (card) => card.getBoundingClientRect().top);

test('the page is short: a calm one is read without scrolling far, and a problem stands in the first screen', async (t) => {
  for (const [name, width, most] of [
    ['healthy', 1440, 1400],
    ['canary-bad', 1440, 3000],
    ['drift', 1440, 3000],
    ['fleet-dying', 1440, 3000],
    ['healthy', 390, 1600],
    ['canary-bad', 390, 3600],
  ] as const) {
    // Dead agents outlive their scenario, so each has a site of its own.
    const from = await raise({ scenario: name });
    t.after(() => from.down());
    const { page } = await shell(t, { path: '/', width, from });
    if (name !== 'healthy')
      await until(
        async () => (await text(page, '#verdict >>> .sentence')).startsWith('■'),
        () => `a critical finding in ${name}`,
      );
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height <= most, `${name} at ${width}: ${height} px of ${most}`);
    if (name === 'healthy') continue;
    const end = await page.$eval('#verdict', (band) => band.getBoundingClientRect().bottom);
    assert.ok(end <= (width === 390 ? 844 : 900), `${name} at ${width}: the verdict ends at ${end} px`);
    assert.ok(await page.$('#active > .place'), 'the card that proves it');
  }
});

test('a section opens by its head, stays open on the next visit and in the address; a line opens its card', async (t) => {
  const { page } = await shell(t, { path: '/' });
  assert.equal(await page.$eval('#mc-agent-fleet', (card) => card.checkVisibility()), false);
  await page.click('#posture > h2 > button');
  assert.equal(await page.$eval('#mc-agent-fleet', (card) => card.checkVisibility()), true);
  const height = () => page.$eval('#mc-agent-fleet', (card) => card.getBoundingClientRect().height);
  assert.ok((await height()) <= 48, 'a line');
  await press(page, 'Open Agent Fleet');
  assert.ok((await height()) > 100, 'the whole card');
  assert.equal(new URL(page.url()).search, '?open=posture');
  await page.goto(site.url);
  await live(page);
  assert.equal(await page.$eval('#mc-agent-fleet', (card) => card.checkVisibility()), true);
  await page.click('#posture > h2 > button');
  assert.equal(await page.$eval('#mc-agent-fleet', (card) => card.checkVisibility()), false);
  await page.click('#sections .tile[href="#mc-agent-fleet"]');
  await until(
    async () => (await height()) > 100,
    () => 'the card that its square leads to',
  );
});

test('each section that has a card is shown, named and linked; none that is empty', async (t) => {
  const { page, complaints } = await shell(t);
  const sections = await page.$$eval('main section', (all) =>
    all.map((section) => ({
      id: section.id,
      shown: section.checkVisibility(),
      cards: [...section.querySelectorAll(':scope > .place > [id]')].filter((card) => card.checkVisibility())
        .length,
    })),
  );
  for (const { id, shown, cards } of sections) assert.equal(shown, cards > 0, `${id} with ${cards} cards`);
  const links = await page.$$eval('#sections a', (all) =>
    all
      .filter((link) => link.checkVisibility() && !link.classList.contains('tile'))
      .map(({ hash }) => hash.slice(1)),
  );
  assert.deepEqual(
    links,
    sections.filter(({ id, shown }) => shown && !/alerts|signals|trends|rail/.test(id)).map(({ id }) => id),
  );
  const wrong = await page.$$eval('.place > [id]', (cards) =>
    cards.flatMap((card) => {
      const { size, section } = (card as unknown as { spec: { size: string; section: string } }).spec;
      const home = card.closest('section')?.id;
      const right = home === section || /alerts|signals|trends|rail/.test(home ?? '');
      return card.parentElement?.classList.contains(size) && right ? [] : `${card.id}: ${size}, ${section}`;
    }),
  );
  assert.deepEqual(wrong, [], 'cards that do not stand as they declare');
  await until(
    async () => (await text(page, '#environment')) === 'Beak production (simulated)',
    () => 'the name of the environment',
  );
  assert.equal(await page.$$eval('#surfaces a', (all) => all.length), 12);
  assert.equal(await page.$eval('#problems', (list) => list.checkVisibility()), false);
  assert.deepEqual(complaints, []);
});

test('the other surfaces that are linked are there', async (t) => {
  const { page } = await shell(t);
  await until(
    () => page.$('#surfaces a'),
    () => 'a surface',
  );
  for (const href of await page.$$eval('#surfaces a', (all) =>
    all.map((link) => link.getAttribute('href') ?? ''),
  )) {
    const answer = await fetch(new URL(href, site.url));
    assert.equal(answer.status, 200, href);
    const { hash } = new URL(href, site.url);
    if (hash) assert.match(await answer.text(), new RegExp(`id="${hash.slice(1)}"`), href);
  }
});

test('the navigation tells which section is in view, and the address leads to a card below the bars', async (t) => {
  const { page } = await shell(t);
  const current = () =>
    page.$$eval('#sections [aria-current]', (all) => all.map((link) => link.getAttribute('href')));
  assert.deepEqual(await current(), ['#banners']);
  await page.click('#sections a[href="#release"]');
  await until(
    async () => (await current()).join() !== '#banners',
    () => 'another section in view',
  );
  await page.evaluate(() => (location.hash = '#mc-agent-fleet'));
  await until(
    async () => Math.abs((await topOf(page, 'mc-agent-fleet')) - 56) < 24,
    () => 'the card right below the bars',
  );
  assert.equal(
    await page.$eval('.place:has(> #mc-agent-fleet)', (place) => place.hasAttribute('data-marked')),
    true,
  );
});

test('a card that is named in the address is shown though it was hidden, for this visit', async (t) => {
  const hidden = JSON.stringify({ version: 1, hidden: ['mc-alias-drift'] });
  const { page } = await shell(t, {
    path: '/#mc-alias-drift',
    prepare: (page) =>
      page.evaluateOnNewDocument((key, value) => localStorage.setItem(key, value), SETTINGS, hidden),
  });
  await shows(page, 'mc-alias-drift', { phase: 'live' });
  assert.equal(await page.$eval('#mc-alias-drift', (card) => card.checkVisibility()), true);
  assert.ok((await topOf(page, 'mc-alias-drift')) < 900);
  await page.goto(`${site.url}/?again`);
  await live(page).catch(() => {});
  assert.equal(await page.$eval('#mc-alias-drift', (card) => card.checkVisibility()), false);
});

test('the tally counts what was found, marks the section, and leads there', async (t) => {
  scenario(t, 'drift');
  const { page } = await shell(t);
  await shows(page, 'mc-alias-drift', { tone: 'bad' });
  await until(
    async () => /^■ ?[1-9]\d* critical/.test(await text(page, '#tally')),
    () => 'a critical card in the tally',
  );
  // A card that answers late may turn bad too.
  await until(
    async () => (await page.$$('[phase="loading"]')).length === 0,
    () => 'an end of loading',
  );
  const worse = await page.$$eval('#release [tone="bad"]', (cards) => cards.length);
  assert.match(
    await text(page, '#sections a[href="#release"]'),
    new RegExp(`^■Release and canary, ${worse} critical`),
  );
  const bad = await page.$$eval('.place > [tone="bad"]', (cards) => cards.map(({ id }) => id));
  for (const id of bad) {
    await page.click('#tally .bad');
    assert.equal(await page.evaluate(() => document.activeElement?.querySelector('[id]')?.id), id);
  }
});

test('refresh, pause, interval and keys; what is typed is no key of the page', async (t) => {
  const { page } = await shell(t);
  const asked = () => site.served.counts.status;
  const mode = (wanted: RegExp) =>
    until(
      async () => wanted.test(await text(page, '#mode')),
      () => `the mode ${String(wanted)}`,
    );
  await mode(/Live/);
  const before = asked();
  await page.keyboard.press('r');
  await until(
    () => asked() > before,
    () => 'a request after R',
  );
  await page.keyboard.press('p');
  await mode(/Paused since \d\d:\d\d UTC/);
  assert.equal(await text(page, '#pause'), 'Play');
  await page.click('#pause');
  await mode(/Live/);
  assert.equal(await text(page, '#pause'), 'Pause');

  await page.focus('mc-todos >>> input');
  await page.keyboard.type('pr/');
  assert.equal(await page.$eval('mc-todos >>> input', (field) => field.value), 'pr/');
  await mode(/Live/);

  await page.select('#interval', '10');
  assert.equal(await page.$eval('mc-provider', (provider) => provider.getAttribute('refresh')), '10');
  await menu(page, '#force');
  await mode(/Wall screen/);
  await page.keyboard.press('Escape');
  assert.equal(await page.$eval('#menu', (panel) => panel.matches(':popover-open')), false);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'menu-button');
  await menu(page, '#force');
  await page.keyboard.press('Escape');

  await page.setOfflineMode(true);
  await mode(/Offline/);
  await page.setOfflineMode(false);
  await mode(/Live/);
  await page.reload();
  assert.equal(await page.$eval('#interval', (select) => (select as HTMLSelectElement).value), '10');
});

test('a backend that answers nothing is not called live', async (t) => {
  const { page } = await shell(t);
  scenario(t, 'down');
  await refresh(page);
  await until(
    async () => /No answer/.test(await text(page, '#mode')),
    () => 'the mode No answer',
  );
});

test('cards are moved, pinned and hidden by key, and all is there on the next visit; reset can be undone', async (t) => {
  const { page, complaints } = await shell(t);
  const [first = '', second = '', third = ''] = await cardsIn(page, 'posture');
  const names = await page.$$eval('#posture .place > [id]', (cards) =>
    cards.map((card) => (card as unknown as { spec: { title: string } }).spec.title),
  );
  await menu(page, '#arrange');
  await page.focus(`aria/Move ${names[0] ?? ''}: drag, or use the arrow keys`);
  await page.keyboard.press('ArrowRight');
  assert.deepEqual((await cardsIn(page, 'posture')).slice(0, 3), [second, first, third]);
  assert.equal(await said(page), `${names[0] ?? ''} moved before ${names[2] ?? ''}.`);
  assert.match(
    await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''),
    new RegExp(`^Move ${names[0] ?? ''}`),
    'the focus stays on the handle',
  );
  // A card that was moved is the same card, and it goes on.
  assert.equal(await page.$eval(`#${first}`, (card) => card.getAttribute('phase')), 'live');

  await press(page, `Pin ${names[2] ?? ''} to the top`);
  assert.deepEqual(await cardsIn(page, 'pinned'), [third]);
  assert.equal(await page.$eval('#sections a[href="#pinned"]', (link) => link.checkVisibility()), true);
  await press(page, `Hide ${names[1] ?? ''}`);
  assert.equal((await cardsIn(page, 'posture')).includes(second), false);
  assert.match(await text(page, '#tray'), new RegExp(names[1] ?? ''));

  await page.reload();
  await shows(page, first, { phase: 'live' });
  assert.deepEqual(await cardsIn(page, 'pinned'), [third]);
  assert.equal((await cardsIn(page, 'posture'))[0], first);
  assert.equal(await page.$eval('#tray', (tray) => tray.checkVisibility()), false);

  await menu(page, '#reset');
  assert.deepEqual((await cardsIn(page, 'posture')).slice(0, 3), [first, second, third]);
  assert.deepEqual(await cardsIn(page, 'pinned'), []);
  await press(page, 'Undo');
  assert.deepEqual(await cardsIn(page, 'pinned'), [third]);
  assert.equal(await said(page), 'Undone.');
  await menu(page, '#arrange');
  await press(page, `Show ${names[1] ?? ''}`);
  assert.ok((await cardsIn(page, 'posture')).includes(second));
  await press(page, 'Done');
  assert.equal(await page.$('.tools'), null);
  assert.deepEqual(complaints, []);
});

test('a card is dragged by its handle; Escape leaves it where it was', async (t) => {
  const { page } = await shell(t, { height: 4000 });
  await menu(page, '#arrange');
  const before = await cardsIn(page, 'posture');
  const [, a = '', b = ''] = before;
  const point = async (id: string, selector: string, share: number) => {
    const box = await (await page.$(`.place:has(> #${id})${selector}`))?.boundingBox();
    assert.ok(box);
    return [box.x + box.width * share, box.y + box.height * share] as const;
  };
  const carry = async () => {
    await page.mouse.move(...(await point(a, ' .handle', 0.5)));
    await page.mouse.down();
    await page.mouse.move(...(await point(b, '', 0.75)), { steps: 5 });
  };
  await carry();
  assert.equal(await page.$eval(`.place:has(> #${b})`, (place) => place.getAttribute('data-drop')), 'behind');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  assert.deepEqual(await cardsIn(page, 'posture'), before);
  await carry();
  await page.mouse.up();
  assert.deepEqual((await cardsIn(page, 'posture')).slice(1, 3), [b, a]);
  assert.equal(await page.$('[data-drop], [data-dragged]'), null);
});

test('what incident mode raises stands on top, what turns bad joins, and all goes back', async (t) => {
  scenario(t, 'drift');
  const { page } = await shell(t);
  await shows(page, 'mc-alias-drift', { tone: 'bad' });
  const before = await cardsIn(page, 'posture');
  // Stamped by hand: the page's idea of the server's clock may step back by a second when it learns better.
  const begun = Date.now() - 60_000;
  const keep = (type: string, at: number) =>
    page.evaluate(
      (word, time) => {
        interface Keeps {
          store: { put: (key: string, value: unknown) => void; flush: () => Promise<void> };
        }
        const hub = (globalThis as unknown as Record<symbol, Keeps>)[Symbol.for('mission-control/2')];
        const id = `${String(time).padStart(14, '0')}-${word}`;
        hub?.store.put(`1/${location.origin}/record/mc-incident-mode/${id}`, { id, at: time, type: word });
        return hub?.store.flush();
      },
      type,
      at,
    );
  await keep('start', begun);
  await until(
    async () => (await cardsIn(page, 'raised')).includes('mc-agent-fleet'),
    () => 'the raised cards',
  );
  const raised = await cardsIn(page, 'raised');
  assert.equal(raised.at(-1), 'mc-agent-fleet');
  assert.ok(raised.includes('mc-alias-drift'));
  site.served.beak.scenario = 'fleet-dying';
  await refresh(page);
  await shows(page, 'mc-agent-fleet', { tone: 'bad' });
  assert.deepEqual((await cardsIn(page, 'raised')).slice(0, raised.length), raised);

  await page.reload();
  await shows(page, 'mc-agent-fleet', { phase: 'live' });
  assert.deepEqual((await cardsIn(page, 'raised')).slice(0, raised.length), raised);
  await keep('end', begun + 30_000);
  await until(
    async () => (await cardsIn(page, 'raised')).length === 0,
    () => 'an empty section of raised cards',
  );
  // Those of what was found meanwhile stand among the problems.
  const back = [...(await cardsIn(page, 'active')), ...(await cardsIn(page, 'posture'))];
  assert.deepEqual(
    before.filter((id) => !back.includes(id)),
    [],
  );
});

test('the kiosk view has no controls, polls always, is one screen with the worst problem, and lets go', async (t) => {
  scenario(t, 'drift');
  const { page, complaints } = await shell(t, { path: '/?kiosk', width: 1920, height: 1080 });
  await shows(page, 'mc-alias-drift', { tone: 'bad' });
  const seen = (selector: string) => page.$eval(selector, (found) => found.checkVisibility());
  for (const selector of ['.controls', '#rail', '.bottom'])
    assert.equal(await seen(selector), false, selector);
  for (const selector of ['#mode', '#tally', '#leave']) assert.equal(await seen(selector), true, selector);
  assert.match(await text(page, '#mode'), /Wall screen/);
  await until(
    async () => (await text(page, '#verdict >>> .sentence')).startsWith('■'),
    () => 'the worst finding in the verdict',
  );
  const problems = await page.$$eval(
    '#active > .place',
    (all) => all.filter((place) => place.checkVisibility()).length,
  );
  assert.equal(problems, 1, 'one problem at a time');
  const { high, screen } = await page.evaluate(() => ({
    high: document.documentElement.scrollHeight,
    screen: innerHeight,
  }));
  assert.ok(high <= screen, `one screen: ${high} px of ${screen}`);
  await page.keyboard.press('Escape');
  assert.equal(await seen('.controls'), true);
  assert.equal(new URL(page.url()).search, '');
  assert.deepEqual(complaints, []);
});

for (const [what, value] of [
  [
    'names cards that no longer exist',
    JSON.stringify({ version: 1, order: { posture: ['mc-gone'] }, pinned: ['mc-gone'], hidden: ['x'] }),
  ],
  ['is cut off', '{"version":1,"order":{"pos'],
  ['is of other types', '{"version":"a","order":[],"pinned":{"a":1},"hidden":7,"theme":{},"raised":[]}'],
  [
    'holds everything under one name',
    JSON.stringify({ order: { posture: Array(50_000).fill('mc-agent-fleet') } }),
  ],
] as const)
  test(`a layout that ${what} is survived`, async (t) => {
    const { page, complaints } = await shell(t, {
      prepare: (page) =>
        page.evaluateOnNewDocument((key, kept) => localStorage.setItem(key, kept), SETTINGS, value),
    });
    assert.ok((await cardsIn(page, 'posture')).length >= 2);
    assert.equal(await page.$eval('#problems', (list) => list.checkVisibility()), false);
    assert.deepEqual(complaints, []);
  });

test('where storage is refused the page works, and says that settings hold for this page only', async (t) => {
  const { page, complaints } = await shell(t, {
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        Object.defineProperty(globalThis, 'localStorage', {
          get: () => {
            throw new DOMException('Access is denied.', 'SecurityError');
          },
        });
      }),
  });
  await page.select('#theme', 'dark');
  assert.equal(await page.evaluate(() => document.documentElement.dataset['theme']), 'dark');
  await until(
    async () => /for this page only/.test(await text(page, '#problems')),
    () => 'the sentence on settings',
  );
  await menu(page, '#density');
  assert.equal(await page.$eval('mc-agent-fleet', (card) => card.hasAttribute('compact')), true);
  assert.deepEqual(complaints, []);
});

test('a configuration that is wrong is told in words, and the page goes on', async (t) => {
  const { page } = await shell(t, {
    prepare: async (page) => {
      await page.setRequestInterception(true);
      page.on('request', (request) => {
        if (request.url().endsWith('/mission-control.json'))
          void request.respond({ status: 200, contentType: 'application/json', body: '{"environment":7}' });
        else void request.continue();
      });
    },
  });
  await until(
    async () => /the value of environment does not fit/.test(await text(page, '#problems')),
    () => 'the problem in words',
  );
});

/** Adds up how far anything moves by itself, with what it was. */
const watchShifts = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { shifted: 0, seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node: Element | null }[];
      })[]) {
        (globalThis as unknown as { shifted: number }).shifted += entry.value;
        // What moves inside a card has no name here, and is the card's.
        seen.push(
          ...entry.sources.flatMap(({ node }) =>
            node?.nodeName ? `${node.nodeName} ${node.className}` : [],
          ),
        );
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

for (const [width, height] of [
  [1280, 900],
  [1920, 1080],
] as const)
  test(`nothing of the shell moves at ${width} px, on the first visit or the next`, async (t) => {
    // A world in its first minutes, in which nothing has been found yet.
    const from = await raise({ seed: 7 });
    t.after(() => from.down());
    const { page } = await shell(t, { width, height, prepare: watchShifts, from });
    const shifted = async () => {
      await until(
        async () => (await text(page, '#environment')) !== '',
        () => 'the environment',
      );
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      return page.evaluate(() => {
        const { shifted, seen } = globalThis as unknown as { shifted: number; seen: string[] };
        return { shifted, seen };
      });
    };
    for (const visit of ['first', 'next']) {
      const { shifted: sum, seen } = await shifted();
      assert.deepEqual(seen, [], `${visit} visit`);
      assert.ok(sum < 0.01, `${visit} visit: ${sum}`);
      await page.reload();
      await live(page);
    }
  });

test('axe finds nothing in the page around the cards, also while it is arranged and with the menu open', async (t) => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const { page } = await shell(t);
  await page.evaluate(axe);
  const check = async (what: string) => {
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run: (what: unknown) => Promise<AxeResults> } }).axe.run({
        exclude: [['.place > [id]']],
      }),
    );
    assert.deepEqual(
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      [],
      what,
    );
  };
  await check('as it comes');
  await page.click('#menu-button');
  await check('with the menu');
  await page.click('#arrange');
  await check('while it is arranged');
  await page.select('#theme', 'dark');
  await check('in the dark');
});
