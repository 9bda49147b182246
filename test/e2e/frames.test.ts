import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, hostPage, site, strictCsp, until, useSite, visit } from './support.ts';
import type { Frame, Page } from 'puppeteer-core';

useSite();

const escaped = (markup: string): string => markup.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Opens a foreign page that has a frame with these attributes, which holds cards. */
async function framed(
  attributes: string,
  cards: string,
  act: (frame: Frame, page: Page, complaints: string[]) => Promise<void>,
): Promise<void> {
  const tags = [...cards.matchAll(/<(mc-[\w-]+)/g)].map(([, tag]) => tag);
  const inner = `<!doctype html><meta charset="utf-8">${tags
    .map((tag) => `<script type="module" src="${site.url}/cards/${tag}.js"></script>`)
    .join('')}${cards}`;
  const host = await hostPage(
    `<iframe ${attributes} width="900" height="900" srcdoc="${escaped(inner)}"></iframe>`,
    strictCsp(site.url, "'self'"),
  );
  const context = await browser.createBrowserContext();
  const { page, complaints } = await visit(context);
  try {
    await page.goto(host.url);
    const frame = await page.waitForSelector('iframe').then((found) => found?.contentFrame());
    if (!frame) throw new Error('no frame');
    await act(frame, page, complaints);
  } finally {
    await context.close();
    await host.close();
  }
}

/** What a card of a frame shows, in words. */
const textOf = (frame: Frame, tag: string): Promise<string> =>
  frame.evaluate((name) => {
    const root = document.querySelector(name)?.shadowRoot;
    return [...(root?.querySelectorAll('[part=card]') ?? [])]
      .map(({ textContent }) => textContent.replace(/\s+/g, ' '))
      .join();
  }, tag);

const shows = (frame: Frame, tag: string, what: RegExp): Promise<unknown> => {
  let seen = '';
  return until(
    async () => what.test((seen = await textOf(frame, tag))),
    () => `${tag}: ${seen}`,
  );
};

/** Adds a todo with the keyboard. */
async function add(frame: Frame, page: Page, text: string): Promise<void> {
  await frame.evaluate(() => document.querySelector('mc-todos')?.shadowRoot?.querySelector('input')?.focus());
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await shows(frame, 'mc-todos', new RegExp(text));
}

const serious = (complaints: string[]): string[] => complaints.filter((text) => !/favicon/.test(text));

test('in a srcdoc frame a card without a base asks the page’s own origin', async () => {
  await framed('', '<mc-agent-fleet></mc-agent-fleet>', async (frame) => {
    // The host answers every path with a page, which is no answer of the API.
    await shows(frame, 'mc-agent-fleet', /\/beak\/system\/status/);
    assert.doesNotMatch(await textOf(frame, 'mc-agent-fleet'), /api-base/);
  });
});

test('in a srcdoc frame cards live, keep and send', async () => {
  const cards = `<mc-agent-fleet api-base="${site.url}"></mc-agent-fleet><mc-todos api-base="${site.url}"></mc-todos>`;
  await framed('', cards, async (frame, page, complaints) => {
    await shows(frame, 'mc-agent-fleet', /Total bonded/);
    await add(frame, page, 'Feed the ducks');
    assert.deepEqual(serious(complaints), []);
  });
});

test('in a frame without allow-forms and without an origin cards live, send, and say that nothing is saved', async () => {
  const cards = `<mc-agent-fleet api-base="${site.url}"></mc-agent-fleet><mc-todos api-base="${site.url}"></mc-todos>`;
  await framed('sandbox="allow-scripts"', cards, async (frame, page, complaints) => {
    await shows(frame, 'mc-agent-fleet', /Total bonded/);
    await add(frame, page, 'Feed the ducks');
    await shows(frame, 'mc-todos', /not saved|cannot be saved|nothing .*(kept|saved)/i);
    assert.deepEqual(serious(complaints), []);
  });
});

test('in a frame without an origin a relative base is named, with what would be right', async () => {
  for (const [base, named] of [
    ['api-base="/api"', 'api-base="/api" is relative'],
    ['', 'api-base'],
  ])
    await framed('sandbox="allow-scripts"', `<mc-agent-fleet ${base}></mc-agent-fleet>`, async (frame) => {
      await shows(frame, 'mc-agent-fleet', new RegExp(named ?? ''));
      await shows(frame, 'mc-agent-fleet', /https:\/\/api\.example\.com/);
    });
});
