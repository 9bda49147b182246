import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DrivenClock } from './clock.ts';
import { hostPage, launch, raise, shows, strictCsp, visit } from './support.ts';

test('in Auckland, across the change to summer time, ages stay true and every time names its zone', async (t) => {
  // At 14:00 UTC on 26 September 2026 the clocks of Auckland jump from 02:00 to 03:00.
  const clock = new DrivenClock('2026-09-26T13:55:00Z');
  const site = await raise({ now: () => clock.now });
  const host = await hostPage(
    `<script type="module" src="${site.url}/cards/mc-alias-drift.js"></script>
    <mc-alias-drift id="utc" api-base="${site.url}"></mc-alias-drift>
    <mc-alias-drift id="local" tz="Pacific/Auckland" api-base="${site.url}"></mc-alias-drift>
    <mc-alias-drift id="nowhere" tz="Atlantis/Lost" api-base="${site.url}"></mc-alias-drift>`,
    strictCsp(site.url),
  );
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await host.close();
    await site.down();
  });
  const { page } = await visit(browser);
  await page.emulateTimezone('Pacific/Auckland');
  await clock.drive(page);
  await page.goto(host.url);
  await shows(page, '#utc', /Generated at 2026-09-26 13:5\d:\d\d UTC Age (just now|\d+ s ago)/);
  await shows(page, '#local', /Generated at 2026-09-27 01:5\d:\d\d (GMT\+12|NZST) Age/);
  await shows(page, '#nowhere', /Generated at 2026-09-26 13:5\d:\d\d UTC/);

  await clock.move(10 * 60_000);
  const { text } = await shows(page, '#local', /Generated at 2026-09-27 03:0\d:\d\d (GMT\+13|NZDT)/);
  assert.match(text, /Age (just now|\d{1,2} s ago)/, 'an hour was lost or won in the age');
  await shows(page, '#utc', /Generated at 2026-09-26 14:0\d:\d\d UTC/);
});

test('back in April, when an hour comes twice, the zone tells which of the two it is', async (t) => {
  const clock = new DrivenClock('2026-04-04T13:50:00Z');
  const site = await raise({ now: () => clock.now });
  const host = await hostPage(
    `<script type="module" src="${site.url}/cards/mc-alias-drift.js"></script>
    <mc-alias-drift tz="Pacific/Auckland" api-base="${site.url}"></mc-alias-drift>`,
    strictCsp(site.url),
  );
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await host.close();
    await site.down();
  });
  const { page } = await visit(browser);
  await clock.drive(page);
  await page.goto(host.url);
  await shows(page, 'mc-alias-drift', /Generated at 2026-04-05 02:(49|5\d):\d\d (GMT\+13|NZDT)/);
  await clock.move(60 * 60_000, 60_000);
  await shows(page, 'mc-alias-drift', /Generated at 2026-04-05 02:(49|5\d):\d\d (GMT\+12|NZST)/);
});
