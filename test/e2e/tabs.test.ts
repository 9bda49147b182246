import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Page } from 'puppeteer-core';
import { DrivenClock } from './clock.ts';
import { launch, live, look, raise, refresh, shows, until, visit } from './support.ts';
import type { Site } from './support.ts';

/** Two windows side by side, both visible, on the same shell, with the server under their clock. */
async function twoWindows(t: TestContext) {
  const browser = await launch();
  const clock = new DrivenClock('2026-06-01T12:00:00Z');
  const site = await raise({ now: () => clock.now });
  t.after(async () => {
    await browser.close();
    await site.down();
  });
  const { page: first } = await visit(browser);
  const session = await browser.target().createCDPSession();
  await session.send('Target.createTarget', { url: 'about:blank#second', newWindow: true });
  const second = await (await browser.waitForTarget((target) => target.url().endsWith('#second'))).page();
  assert.ok(second);
  for (const [seed, page] of [first, second].entries()) await clock.drive(page, seed + 1);
  await first.goto(`${site.url}?open=all`);
  await live(first);
  await second.goto(`${site.url}?open=all`);
  await live(second);
  return { browser, clock, site, first, second };
}

/** Status requests that the server saw while `act` ran. */
async function asked(site: Site, act: () => Promise<void>): Promise<number> {
  const before = site.served.counts.status;
  await act();
  return site.served.counts.status - before;
}

/** The two figures of one poll that move most. */
const figures = async (page: Page): Promise<string | undefined> =>
  /Failed [\d,]+ of [\d,]+/.exec((await look(page, 'mc-peck-failures')).text)?.[0];

test('two windows poll once between them and show the same', async (t) => {
  const { clock, site, first, second } = await twoWindows(t);
  assert.equal(site.served.counts.status, 1, 'the second window asked though the first had just done so');
  const times = await asked(site, () => clock.move(300_000));
  assert.ok(times >= 7 && times <= 14, `two windows at 30 s asked ${times} times in 5 min`);
  await until(
    async () => (await figures(first)) === (await figures(second)),
    () => 'the same figures in both windows',
  );
});

test('when the window that polls is closed, the other takes over', async (t) => {
  const { clock, site, first, second } = await twoWindows(t);
  clock.leave(first);
  await first.close();
  const times = await asked(site, () => clock.move(180_000));
  assert.ok(times >= 4 && times <= 9, `the window that is left asked ${times} times in 3 min`);
  await shows(second, 'mc-agent-fleet', { phase: 'live' });
});

test('when the window that polls is hidden, the other takes over; when both are, nobody asks', async (t) => {
  const { browser, clock, site, first, second } = await twoWindows(t);
  const cover = async (page: Page) => {
    await page.bringToFront();
    const over = await page.evaluateHandle(() => window.open('about:blank', '_blank'));
    await over.dispose();
    await until(
      () => page.evaluate(() => document.hidden),
      () => 'the page to be hidden behind a new tab',
    );
  };
  await cover(first);
  const times = await asked(site, () => clock.move(180_000));
  assert.ok(times >= 4 && times <= 9, `asked ${times} times in 3 min`);
  await cover(second);
  assert.equal(await asked(site, () => clock.move(120_000)), 0);
  await second.bringToFront();
  await shows(second, 'mc-agent-fleet', { phase: 'live' });
  assert.ok((await browser.pages()).length >= 3);
});

test('a pause holds in both windows, and Refresh in one still brings new values to both', async (t) => {
  const { clock, site, first, second } = await twoWindows(t);
  await first.click('#pause');
  for (const page of [first, second]) await shows(page, 'mc-agent-fleet', { phase: 'paused' });
  assert.equal(await asked(site, () => clock.move(180_000)), 0);
  assert.equal(
    await asked(site, async () => {
      await refresh(second);
      await shows(first, 'mc-agent-fleet', /\/beak\/system\/status (just now|\d s ago)/);
    }),
    1,
  );
  await second.click('#pause');
  for (const page of [first, second]) await shows(page, 'mc-agent-fleet', { phase: 'live' });
});
