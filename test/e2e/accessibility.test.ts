import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operator, press } from './operator.ts';
import { browser, live, shows, site, until, useSite, visit } from './support.ts';
import { focusedName, spoken, tree } from './tree.ts';
import type { TestContext } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { Seen } from './tree.ts';

useSite();

/** Roles of what is pressed, typed into or chosen from, as Chromium calls them. */
const CONTROLS = /^(button|link|textbox|searchbox|spinbutton|checkbox|combobox|DisclosureTriangle)$/;

/** An age, as the page's clock writes it. */
const AGE = /\bjust now\b|\d (s|min|h|d) ago\b/;

/** Words without their spaces, which the tree and the DOM set differently. */
const bare = (text: string): string => text.replace(/\s+/g, '');

/** What a card of a page shows, as its DOM has it: this is what the tree is held against. */
interface Shown {
  tag: string;
  heading: string;
  chip: string;
  controls: number;
}

/** The cards that are on show, wherever they are scrolled to. */
const shown = (page: Page): Promise<Shown[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((card) => {
      const root = card.shadowRoot;
      if (!card.localName.startsWith('mc-') || !root || !card.checkVisibility()) return [];
      const text = (selector: string) =>
        (root.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
      const controls = [...root.querySelectorAll('button, a[href], input, select, textarea, summary')];
      return [
        {
          tag: card.localName,
          heading: text('[part=heading]'),
          chip: text('[part=chip]').replace(/^\S+ /, ''),
          controls: controls.filter((each) => each.checkVisibility({ visibilityProperty: true })).length,
        },
      ];
    }),
  );

/** What the tree of a page, scrolled nowhere, lacks of what its cards show; nothing where all is well. */
async function lacking(page: Page): Promise<string[]> {
  const cards = await shown(page);
  const all = await tree(page);
  const inCards = all.filter(({ within }) => within.includes('article'));
  const headings = inCards.filter(({ role }) => role === 'heading').map(({ name }) => name);
  const articles = all.filter(({ role }) => role === 'article');
  const controls = inCards.filter(({ role }) => CONTROLS.test(role));
  const want = cards.reduce((sum, card) => sum + card.controls, 0);
  const chipOf = ({ heading, chip }: Shown) =>
    articles.find(({ name, text }) => heading.startsWith(name) && bare(text).includes(bare(chip)));
  return [
    ...cards
      .filter(({ heading }) => heading === '' || !headings.includes(heading))
      .map(({ tag }) => `${tag}: no heading`),
    ...cards.filter((card) => !chipOf(card)).map(({ tag, chip }) => `${tag}: no chip ${chip}`),
    ...(controls.length === want ? [] : [`${controls.length} controls of ${want}`]),
    ...controls
      .filter(({ name }) => name === '' || AGE.test(name))
      .map(({ role, name }) => `${role} without a name, or with an age in it: ${name}`),
  ];
}

/** The tree follows the DOM a moment later, so it is asked until it is whole; nobody scrolls meanwhile. */
async function assertInTree(page: Page): Promise<void> {
  let lacks: string[] = [];
  await until(
    async () => (lacks = await lacking(page)).length === 0,
    () => `the whole tree; it lacks ${lacks.join(', ')}`,
  );
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.ok((await shown(page)).length > 1, 'cards on the page');
}

/** Waits until no card of a page is on its way any more. */
const settled = (page: Page): Promise<unknown> =>
  until(
    () =>
      page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter(({ localName }) => localName.startsWith('mc-') && localName !== 'mc-provider')
          .every(
            (card) =>
              card.shadowRoot?.querySelector('.skeleton') === null &&
              card.getAttribute('phase') !== 'loading',
          ),
      ),
    () => 'the data of every card',
  );

test('every heading, chip and control of the open sections of the shell is in the tree from load', async (t) => {
  const { page } = await operator(t);
  await settled(page);
  await assertInTree(page);
  const names = (await tree(page)).map(({ name }) => name);
  for (const name of ['Refresh Agent Fleet', 'Sources of Agent Fleet']) assert.ok(names.includes(name), name);
});

for (const name of ['alias-drift', 'canary', 'performance', 'rollback'])
  test(`so it is on the runbook ${name}, with one live region that is empty at first`, async (t) => {
    const { page } = await visit(browser);
    t.after(() => page.close());
    await page.setViewport({ width: 1280, height: 720 });
    await page.goto(`${site.url}/runbooks/${name}.html`);
    await settled(page);
    await assertInTree(page);
    assert.equal(await spoken(page), '');
  });

/** Waits until a sentence is in the live region. */
const says = async (page: Page, wanted: RegExp | string): Promise<void> => {
  let now = '';
  await until(
    async () => {
      now = await spoken(page);
      return typeof wanted === 'string' ? now === wanted : wanted.test(now);
    },
    () => `${String(wanted)}; the region holds ${JSON.stringify(now)}`,
  );
};

test('adding, removing, undoing and refusing are said in the one live region', async (t) => {
  const { page } = await operator(t);
  assert.equal(await spoken(page), '');
  await press(page, 'mc-todos >>> form input', 'Enter');
  await says(page, 'Not added: write what has to be done.');
  const refused = (await tree(page)).find(({ role, name }) => role === 'textbox' && name === 'New todo');
  assert.equal(refused?.focused, true);
  await page.keyboard.type('First thing');
  await page.keyboard.press('Enter');
  await says(page, 'Added “First thing”.');
  await press(page, 'mc-todos >>> li button', 'Enter');
  await says(page, 'Removed “First thing”.');
  await until(
    async () => (await focusedName(page)) === 'Undo removing “First thing”',
    () => 'the focus on Undo',
  );
  await page.keyboard.press('Enter');
  await says(page, 'Undone: removing “First thing”.');
});

/** The runbook on drift, in drift, at its first command. */
async function inDrift(t: TestContext): Promise<Page> {
  const context = await browser.createBrowserContext();
  site.served.beak.scenario = 'drift';
  t.after(async () => {
    site.served.beak.scenario = 'healthy';
    await context.close();
  });
  await context.overridePermissions(site.url, ['clipboard-read', 'clipboard-sanitized-write']);
  const { page } = await visit(context);
  await page.goto(`${site.url}/runbooks/alias-drift.html`);
  await shows(page, 'mc-alias-drift', /get-alias/);
  await page.focus('mc-alias-drift >>> button[aria-label="Copy: get-alias"]');
  assert.equal(await focusedName(page), 'Copy: get-alias');
  return page;
}

/** Has a card ask again, without a hand on it. */
const poll = (page: Page, tag: string): Promise<void> =>
  page.$eval(tag, (card) => {
    if ('reload' in card && typeof card.reload === 'function') card.reload();
  });

test('a focused Copy copies what it says after a poll that brings other commands', async (t) => {
  const page = await inDrift(t);
  await page.keyboard.press('Enter');
  await says(page, 'Copied: get-alias.');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^aws lambda get-alias /);
  const emptied = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const region = document.querySelector('[role=status][aria-live=polite]');
        const watcher = new MutationObserver(() => {
          if (region?.textContent === '') resolve();
        });
        if (region) watcher.observe(region, { childList: true });
      }),
  );
  await page.keyboard.press('Enter');
  await emptied;
  await says(page, 'Copied: get-alias.');
  await poll(page, 'mc-alias-drift');
  assert.equal(await focusedName(page), 'Copy: get-alias');
});

test('where its command goes with a poll, the focus goes to the heading, and that is said', async (t) => {
  const page = await inDrift(t);
  site.served.beak.scenario = 'healthy';
  await poll(page, 'mc-alias-drift');
  await says(page, '“Copy: get-alias” is gone after an update. Focus is on the heading.');
  assert.equal(await focusedName(page), 'Alias prod, now');
  const heading = (await tree(page)).find(({ focused, role }: Seen) => focused && role === 'heading');
  assert.ok(heading, 'a heading has the focus');
});

test('what the page itself says is said there too', async (t) => {
  const { page } = await operator(t);
  await page.click('#pause');
  await says(page, /^Paused since .*Refresh still works\.$/);
  await page.click('#pause');
  await says(page, /^Live\. /);
  await live(page);
});
