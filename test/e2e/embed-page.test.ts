import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hostPage, launch, listen, raise, shows, until, visit } from './support.ts';
import type { TestContext } from 'node:test';
import type { Frame, Page } from 'puppeteer-core';
import type { Site } from './support.ts';

const SITE = fileURLToPath(new URL('../../server/site', import.meta.url));

/** The site, with these origins allowed to frame the page of a card. */
async function siteFor(t: TestContext, parents: string[]): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'mission-control-'));
  await cp(SITE, folder, { recursive: true });
  const path = join(folder, 'mission-control.json');
  const config = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...config, embed: { parents } }));
  const site = await raise({ site: folder });
  t.after(async () => {
    await site.down();
    await rm(folder, { recursive: true });
  });
  return site;
}

/** A page of somebody else, whose body is made of the address of the site, and the site that lists it or does not. */
async function host(t: TestContext, body: (site: string) => string, { listed = true } = {}) {
  let html = '';
  const page = await listen((_, res) => {
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    res.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Wiki</title><body>${html}`);
  });
  const site = await siteFor(t, listed ? [page.url] : []);
  html = body(site.url);
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await page.close();
  });
  const opened = await visit(browser);
  await opened.page.goto(page.url);
  return { ...opened, site, url: page.url, browser };
}

const iframe = (site: string, query: string, more = ''): string =>
  `<iframe src="${site}/embed/${query}" width="320" height="100" ${more}></iframe>`;

const frameOf = async (page: Page): Promise<Frame> => {
  const frame = await page.waitForSelector('iframe').then((found) => found?.contentFrame());
  if (!frame) throw new Error('no frame');
  return frame;
};

const textOf = (frame: Frame): Promise<string> =>
  frame.evaluate(() => {
    const card = document.querySelector('main > *');
    return (card?.shadowRoot?.querySelector('[part=card]') ?? document.body).textContent.replace(/\s+/g, ' ');
  });

const says = (frame: Frame, what: RegExp): Promise<unknown> => {
  let seen = '';
  return until(
    async () => what.test((seen = await textOf(frame).catch(String))),
    () => `${String(what)} in: ${seen}`,
  );
};

const heightOf = (page: Page): Promise<number> =>
  page.$eval('iframe', (frame) => frame.getBoundingClientRect().height);

test('on a page that is listed the card lives, and its frame grows to hold all of it', async (t) => {
  const { page, complaints } = await host(
    t,
    (site) =>
      iframe(site, '?card=mc-alias-drift&heading=Alias%20prod') +
      `<script type="module" src="${site}/embed/parent.js"></script>`,
  );
  const frame = await frameOf(page);
  await says(frame, /Alias prod.*points to \d+/);
  const fits = () =>
    frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight && innerHeight > 150);
  await until(fits, () => 'a frame as high as its card');
  // It grows on as the card does.
  const before = await heightOf(page);
  await frame.evaluate(() =>
    document.querySelector('mc-alias-drift')?.shadowRoot?.querySelector<HTMLElement>('summary')?.click(),
  );
  await until(
    async () => (await heightOf(page)) > before && (await fits()),
    () => 'a higher frame',
  );
  assert.deepEqual(
    complaints.filter((text) => !text.includes('favicon')),
    [],
  );
});

test('a page that is not listed shows nothing of it, by the header', async (t) => {
  const { page, complaints } = await host(t, (site) => iframe(site, '?card=mc-alias-drift'), {
    listed: false,
  });
  await until(
    () => complaints.some((text) => text.includes('frame-ancestors')),
    () => `a refusal: ${complaints.join()}`,
  );
  assert.doesNotMatch(await textOf(await frameOf(page)).catch(() => ''), /points to/);
});

test('where a static host sends no header, the page itself refuses, and says who may', async (t) => {
  const site = await siteFor(t, ['https://wiki.example.com']);
  // The same files without a policy.
  const bare = await listen((req, res) => {
    void fetch(site.url + (req.url ?? '')).then(async (answer) => {
      res.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
      res.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  const wiki = await hostPage(`<iframe src="${bare.url}/embed/?card=mc-alias-drift"></iframe>`, '');
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await bare.close();
    await wiki.close();
  });
  const { page } = await visit(browser);
  await page.goto(wiki.url);
  await says(await frameOf(page), new RegExp(`Pages of ${wiki.url} may not show this card.*embed\\.parents`));
  assert.equal(site.served.counts.status, 0);
});

test('neither the shell nor a runbook can be framed, not even by a page that is listed', async (t) => {
  for (const path of ['/', '/index.html', '/runbooks/canary.html']) {
    const { page, complaints } = await host(t, (site) => `<iframe src="${site}${path}"></iframe>`);
    await until(
      () => complaints.some((text) => text.includes("frame-ancestors 'none'")),
      () => `a refusal of ${path}: ${complaints.join()}`,
    );
    await page.close();
  }
});

test('it only shows: nothing can be written, and the commands are those that read', async (t) => {
  const { page, site } = await host(t, (url) => iframe(url, '?card=mc-rollback-plan'));
  site.served.beak.scenario = 'canary-bad';
  const lines = (at: Frame) =>
    at.evaluate(() =>
      [...(document.querySelector('main > *')?.shadowRoot?.querySelectorAll('.command code') ?? [])]
        .filter((code) => code.checkVisibility())
        .map((code) => code.textContent),
    );
  const frame = await frameOf(page);
  await until(
    async () => (await lines(frame)).some((line) => line.includes('get-alias')),
    () => 'a line that reads',
  );
  assert.deepEqual(
    (await lines(frame)).filter((line) => /update-alias|stop-deployment/.test(line)),
    [],
  );
  // The same card on the page of the site has them.
  const opened = await visit(page.browser());
  await opened.page.goto(`${site.url}/runbooks/rollback.html`);
  await shows(opened.page, 'mc-rollback-plan', /update-alias/);

  const todos = await page.evaluate((src) => {
    const added = document.createElement('iframe');
    added.src = src;
    document.querySelector('iframe')?.replaceWith(added);
  }, `${site.url}/embed/?card=mc-todos`);
  assert.equal(todos, undefined);
  const notes = await frameOf(page);
  await says(notes, /Add/);
  const open = await notes.evaluate(
    () =>
      [
        ...(document.querySelector('mc-todos')?.shadowRoot?.querySelectorAll('input, [part=body] button') ??
          []),
      ].filter((each) => !each.matches(':disabled')).length,
  );
  assert.equal(open, 0);
});

test('heights are told to the parent alone, and heard from the frame of the card alone', async (t) => {
  const { page } = await host(
    t,
    (site) =>
      iframe(site, '?card=mc-agent-fleet') + `<script type="module" src="${site}/embed/parent.js"></script>`,
  );
  await says(await frameOf(page), /Total bonded/);
  await until(
    async () => (await heightOf(page)) > 100,
    () => 'a grown frame',
  );
  const styled = () => page.$eval('iframe', (frame) => frame.style.height);
  const grown = await styled();
  await page.evaluate(async () => {
    // The page itself, and a frame of its own, say what only the card may say.
    const message = { type: 'mission-control/height', height: 9999 };
    postMessage(message, '*');
    const other = document.createElement('iframe');
    other.srcdoc =
      '<script>parent.postMessage({ type: "mission-control/height", height: 9999 }, "*")</' + 'script>';
    const told = new Promise((resolve) => {
      addEventListener('message', ({ source }) => source === other.contentWindow && resolve(undefined));
    });
    document.body.append(other);
    await told;
  });
  assert.equal(await styled(), grown);
});

test('opened by itself it is a page of one card; an address that names none says what is needed', async (t) => {
  const site = await siteFor(t, []);
  const browser = await launch();
  t.after(() => browser.close());
  const { page, complaints } = await visit(browser);
  await page.setViewport({ width: 320, height: 640 });
  await page.goto(`${site.url}/embed/?card=mc-agent-fleet&compact`);
  await shows(page, 'mc-agent-fleet', { phase: 'live' });
  assert.equal(await page.title(), 'Agent Fleet');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  for (const [query, sentence] of [
    ['', /names no card\. It ends in \?card=mc-alias-drift/],
    ['?card=mc-no-such', /no card “mc-no-such” here/],
    ['?card=mc-provider', /no card by itself/],
    ['?card=<img src=x onerror=alert(1)>', /no card “<img/],
    ['?card=constructor', /no card “constructor”/],
  ] as const) {
    await page.goto(`${site.url}/embed/${query}`);
    await says(page.mainFrame(), sentence);
  }
  assert.deepEqual(complaints, []);
});
