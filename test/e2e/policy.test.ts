import assert from 'node:assert/strict';
import { test } from 'node:test';
import { charted, browser, CARDS, live, refresh, shows, site, until, useSite, visit } from './support.ts';

useSite();

test('a full walk under the real policy, with charts, provenance, copying and hostile answers, breaks no rule', async () => {
  const { page, complaints } = await visit(browser);
  await page.setViewport({ width: 1280, height: 3000 });
  const answer = await page.goto(`${site.url}?open=all`);
  assert.match(answer?.headers()['content-security-policy'] ?? '', /require-trusted-types-for 'script'/);
  await live(page);
  await charted(page, 'mc-latency-history');
  for (const scenario of ['drift', 'hostile', 'old-backend', 'healthy'] as const) {
    const before = site.served.counts.status;
    site.served.beak.scenario = scenario;
    await refresh(page);
    await until(
      () => site.served.counts.status > before,
      () => `a request in the scenario ${scenario}`,
    );
    for (const tag of CARDS) {
      await page.evaluate((wanted) => {
        const root = document.querySelector(wanted)?.shadowRoot;
        root?.querySelectorAll('details').forEach((each) => (each.open = true));
        root?.querySelector<HTMLElement>('.command button')?.click();
      }, tag);
    }
    await shows(page, 'mc-agent-fleet', /agents\.alive .*curl/);
  }
  for (const theme of ['dark', 'light', 'auto']) await page.select('#theme', theme);
  await page.click('#pause');
  await shows(page, 'mc-agent-fleet', { phase: 'paused' });
  await page.click('#pause');
  await live(page);
  assert.deepEqual(complaints, []);
});

test('every page of the site, the control page too, opens without a complaint', async () => {
  for (const path of ['/', '/runbooks/alias-drift.html', '/control']) {
    const { page, complaints } = await visit(browser);
    const answer = await page.goto(site.url + path, { waitUntil: 'networkidle2' });
    assert.equal(answer?.ok() || answer?.status() === 304, true, path);
    assert.deepEqual(complaints, [], path);
    await page.close();
  }
});
