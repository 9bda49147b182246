import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { DrivenClock } from './clock.ts';
import { CARDS, POLLED, launch, live, look, raise, refresh, shows, until, visit } from './support.ts';

let browser: Browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** The shell in a profile of its own, with a server and a page under one clock. */
async function stage(t: TestContext, scenario?: 'slow') {
  const clock = new DrivenClock('2026-06-01T12:00:00Z');
  const site = await raise({ now: () => clock.now, scenario });
  const context = await browser.createBrowserContext();
  const { page, complaints } = await visit(context);
  await clock.drive(page);
  await page.goto(`${site.url}?open=all`);
  t.after(async () => {
    await context.close();
    await site.down();
  });
  return { clock, site, page, complaints };
}

/** Lets half a minute pass, so that ages are not all alike, and presses Refresh. */
async function later(clock: DrivenClock, page: Parameters<typeof refresh>[0]) {
  await clock.move(20_000);
  await refresh(page);
}

test('the page fills by itself, and its figures move while nobody touches it', async (t) => {
  const { clock, site, page, complaints } = await stage(t);
  await live(page);
  const before = await look(page, 'mc-peck-failures');
  await clock.move(15 * 60_000);
  const after = await shows(page, 'mc-peck-failures', { phase: 'live' });
  assert.notEqual(after.text, before.text);
  assert.ok(site.served.counts.status >= 20, `asked ${site.served.counts.status} times in 15 min`);
  assert.deepEqual(complaints, []);
});

test('each scenario that is switched on while the page runs shows on its cards', async (t) => {
  const { clock, site, page } = await stage(t, 'slow');
  await shows(page, 'mc-latency-history', /\/beak\/metrics [1-3](\.\d+)? s/);
  const { beak } = site.served;
  beak.scenario = 'healthy';
  await later(clock, page);
  await live(page);
  await shows(page, 'mc-alias-drift', { tone: 'ok' });

  for (const [name, tag, wanted] of [
    ['drift', 'mc-alias-drift', { tone: 'bad', text: 'Drift' }],
    ['canary-good', 'mc-alias-drift', /Shifting 10%/],
    ['canary-bad', 'mc-alias-drift', /Shifting 10%/],
    ['canary-quiet', 'mc-alias-drift', /Shifting 10%/],
    ['fleet-dying', 'mc-agent-fleet', { tone: 'bad' }],
    ['sandbox-quota', 'mc-alias-drift', { phase: 'live' }],
    ['old-backend', 'mc-metrics-strip', /Not provided by this backend: ducklings_registered/],
    ['down', 'mc-metrics-strip', { phase: 'failed' }],
    ['healthy', 'mc-metrics-strip', { phase: 'live' }],
  ] as const) {
    beak.scenario = name;
    await later(clock, page);
    await shows(page, tag, wanted);
  }

  beak.scenario = 'flaky';
  const failed = async () =>
    (await Promise.all(POLLED.map((tag) => look(page, tag)))).some(({ phase }) => phase === 'failed');
  for (let n = 0; n < 12 && !(await failed()); n += 1) await clock.move(30_000);
  assert.ok(await failed(), 'no card told of a failure in six minutes of a flaky backend');
  beak.scenario = 'healthy';
  await clock.move(10 * 60_000);
  await live(page);
});

test('hostile answers show as text: no markup, no hole, no card that gives up', async (t) => {
  const { clock, site, page } = await stage(t);
  await live(page);
  site.served.beak.scenario = 'hostile';
  await later(clock, page);
  await until(
    async () => site.served.counts.status >= 2,
    () => 'a second poll',
  );
  await clock.move(30_000);
  for (const tag of CARDS) {
    const { text } = await look(page, tag);
    assert.doesNotMatch(text, /undefined|\bNaN\b|Invalid Date|\[object|could not show/, tag);
  }
  const planted = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].flatMap((card) => [
        ...(card.shadowRoot?.querySelectorAll('img, script, iframe, [onerror]') ?? []),
      ]).length,
  );
  assert.equal(planted, 0);
});

test('with the server gone each card keeps its last value, its age and a sentence; once it is back all heals', async (t) => {
  const { clock, site, page } = await stage(t);
  await live(page);
  const known = await Promise.all(POLLED.map((tag) => look(page, tag)));
  await site.down();
  await later(clock, page);
  for (const [index, tag] of POLLED.entries()) {
    const { text } = await shows(page, tag, { phase: 'failed' });
    assert.match(text, /Showing data from \d+ s ago/, tag);
    const figure = /\d[\d,]+/.exec(known[index]?.text ?? '')?.[0] ?? '';
    assert.ok(text.includes(figure), `${tag} lost ${figure}`);
  }
  await clock.move(120_000);
  const { tone, text } = await look(page, 'mc-alias-drift');
  assert.deepEqual([tone, /Too old · was: In parity/.test(text)], ['unknown', true]);

  await site.up();
  await clock.move(6 * 60_000);
  await live(page);
  assert.notEqual((await look(page, 'mc-alias-drift')).tone, 'unknown');
});

test('a reload while the API is down paints what was last known, with its age, and no green chip', async (t) => {
  const { clock, site, page } = await stage(t);
  await live(page);
  const { text } = await look(page, 'mc-metrics-strip');
  const registered = /Registered ([\d,]+)/.exec(text)?.[1] ?? 'nothing';
  // What was polled is written with the next step.
  await clock.move(1000);
  site.served.beak.scenario = 'down';
  clock.skip(3 * 86_400_000);
  await clock.drive(page);
  await page.reload();
  const back = await shows(page, 'mc-metrics-strip', /Registered/);
  assert.ok(back.text.includes(`Registered ${registered}`), back.text);
  const drift = await shows(page, 'mc-alias-drift', /3 d ago/);
  assert.equal(drift.tone, 'unknown');
  for (const tag of POLLED) await shows(page, tag, { phase: 'failed', tone: 'unknown' });
});

test('offline says so, and coming back asks at once', async (t) => {
  const { clock, page } = await stage(t);
  await live(page);
  await page.setOfflineMode(true);
  await later(clock, page);
  await shows(page, 'mc-metrics-strip', /offline/i);
  await page.setOfflineMode(false);
  await clock.move(1000);
  await live(page);
});

test('a server clock ten minutes ahead corrects the ages and is told', async (t) => {
  const { clock, site, page } = await stage(t);
  await fetch(`${site.url}/control/skew`, { method: 'POST', body: '{"seconds":600}' });
  // What was answered before the clock was set is ten minutes old by it.
  await later(clock, page);
  await live(page);
  await shows(
    page,
    'mc-alias-drift',
    /clock is (9 min 59 s|10 min.*?) behind the server’s; ages are corrected/,
  );
  const { text } = await shows(page, 'mc-alias-drift', { phase: 'live', tone: 'ok' });
  assert.match(text, /Age (just now|\d{1,2} s ago)/);
});
