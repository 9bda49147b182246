import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, hostPage, look, shows, site, strictCsp, until, useSite, visit } from './support.ts';
import type { Visit } from './support.ts';

useSite();

/** A foreign page with the autoloader and this body. */
async function withAutoload(body: string, act: (visit: Visit) => Promise<void>): Promise<void> {
  const script = `<script type="module" src="${site.url}/cards/autoload.js"></script>`;
  const host = await hostPage(script + body, strictCsp(site.url));
  const opened = await visit(browser);
  try {
    await opened.page.goto(host.url);
    await act(opened);
  } finally {
    await opened.page.close();
    await host.close();
  }
}

const base = () => `api-base="${site.url}"`;

test('tags load however they come: in the text, by hand, and in a shadow root that was handed over', async () => {
  await withAutoload(`<mc-agent-fleet ${base()}></mc-agent-fleet><div id="host"></div>`, async ({ page }) => {
    await shows(page, 'mc-agent-fleet', { phase: 'live' });
    await page.evaluate((url) => {
      const card = document.createElement('mc-metrics-strip');
      card.setAttribute('api-base', url);
      document.body.append(card);
    }, site.url);
    await shows(page, 'mc-metrics-strip', { phase: 'live' });
    const phase = await page.evaluate(async (url) => {
      const { observe } = (await import(`${url}/cards/autoload.js`)) as {
        observe: (root: ShadowRoot) => void;
      };
      const root = document.querySelector('#host')?.attachShadow({ mode: 'open' });
      if (!root) return 'no host';
      observe(root);
      const card = document.createElement('mc-peck-failures');
      card.setAttribute('api-base', url);
      root.append(card);
      await customElements.whenDefined('mc-peck-failures');
      return card.localName;
    }, site.url);
    assert.equal(phase, 'mc-peck-failures');
  });
});

test('a tag that may wait loads when it comes near', async () => {
  const body = `<p id="top">Top</p><svg width="10" height="6000"></svg>
    <mc-agent-fleet data-load-on="visible" ${base()}></mc-agent-fleet>`;
  await withAutoload(body, async ({ page }) => {
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    assert.equal(await page.evaluate(() => customElements.get('mc-agent-fleet') === undefined), true);
    await page.evaluate(() => document.querySelector('mc-agent-fleet')?.scrollIntoView());
    await shows(page, 'mc-agent-fleet', { phase: 'live' });
  });
});

test('a card whose file cannot be had says so, and its neighbour lives', async () => {
  const body = `<mc-agent-fleet ${base()}></mc-agent-fleet><mc-todos ${base()}></mc-todos>`;
  const script = `<script type="module" src="${site.url}/cards/autoload.js"></script>`;
  const host = await hostPage(script + body, strictCsp(site.url));
  const { page, complaints } = await visit(browser);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    void (request.url().includes('mc-agent-fleet.js') ? request.abort() : request.continue());
  });
  await page.goto(host.url);
  await until(
    () => page.$eval('mc-agent-fleet', (card) => card.hasAttribute('data-mc-failed')),
    () => 'the mark of a card that could not be loaded',
  );
  assert.ok(
    complaints.some((text) => /<mc-agent-fleet> could not be loaded/.test(text)),
    JSON.stringify(complaints),
  );
  await until(
    async () =>
      (await look(page, 'mc-todos')).text.includes('New todo') ||
      (await look(page, 'mc-todos')).phase === 'empty',
    () => 'the neighbour',
  );
  await page.close();
  await host.close();
});
