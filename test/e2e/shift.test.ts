import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { find, operator, press, saved } from './operator.ts';
import { APART } from './past.ts';
import { clock, look, refresh, shows, site, until, useSite, visit, within } from './support.ts';

useSite({ driven: true });

const MEGABYTE = 1_000_000;
async function type(page: Page, selector: string, text: string): Promise<void> {
  await press(page, selector);
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** What the timeline tells without the audit, oldest first: the exact time, the source and the words of each row. */
async function timeline(page: Page): Promise<string[]> {
  const audit = 'mc-incident-timeline >>> input[name=audit]';
  await within(page, audit);
  if (await page.$eval(audit, (box) => box instanceof HTMLInputElement && box.checked))
    await press(page, audit, 'Space');
  await shows(page, 'mc-incident-timeline', /filtered out/);
  if (await page.$('mc-incident-timeline >>> #more'))
    await press(page, 'mc-incident-timeline >>> #more', 'Enter');
  return page.$eval('mc-incident-timeline', (card) =>
    [...(card.shadowRoot?.querySelectorAll('ol li') ?? [])]
      .map((row) => (row.textContent ?? '').replace(/\s+/g, ' ').trim())
      .reverse(),
  );
}

/** The steps of the shift, as the timeline has to tell them. */
const STEPS = [
  /Notes Took over, all quiet/,
  /Anomalies First seen: Agents dead/,
  /Incidents Opened: Agents fall silent as P3/,
  /Incidents Incident mode started/,
  /Notes Called the backend team on Agents fall silent/,
  /Incidents Now P2: Agents fall silent it was P3/,
  /Incidents Resolved: Agents fall silent Bonded anew/,
  /Incidents Incident mode ended/,
];
/** Of two notes that were written at once either may be the first. */
const POND = /Notes Looked at the eastern pond on Agents fall silent/;

/** Holds that the timeline tells of all steps, in their order, each with its exact time. */
async function assertSteps(page: Page): Promise<void> {
  let rows: string[] = [];
  await until(
    async () => {
      rows = await timeline(page);
      return [...STEPS, POND].every((step) => rows.some((row) => step.test(row)));
    },
    () => `all steps among\n${rows.join('\n')}`,
  );
  const places = STEPS.map((step) => rows.findIndex((row) => step.test(row)));
  assert.deepEqual(
    places,
    places.toSorted((x, y) => x - y),
    `their order in\n${rows.join('\n')}`,
  );
  const times = rows.map((row) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/.exec(row)?.[0] ?? '');
  assert.deepEqual(times, times.toSorted(), 'exact times in order');
}

test('a shift by keyboard: acknowledge, watch, an incident from first anomaly to handoff, and the next shift', async (t) => {
  t.after(() => (site.served.beak.scenario = 'healthy'));
  const { context, page, complaints, downloads } = await operator(t);

  // Before the shift.
  for (const check of ['deploy', 'previous', 'alarms', 'tables'])
    await press(page, `mc-acknowledgements >>> input[name=${check}]`, 'Space');
  await shows(page, 'mc-acknowledgements', /4 of 4/);
  for (const id of ['duck-1', 'duck-2', 'duck-3', 'duck-4', 'cert-5'])
    await type(page, 'mc-watchlist >>> form input', id);
  await shows(page, 'mc-watchlist', /5 of 5/);
  await press(page, 'mc-shift-log >>> textarea');
  await page.keyboard.type('Took over, all quiet');
  await press(page, 'mc-shift-log >>> form button', 'Enter');
  await shows(page, 'mc-shift-log', /Took over, all quiet/);
  await shows(page, 'mc-agent-fleet', { tone: 'ok' });

  // The anomaly comes.
  await clock?.move(APART, APART);
  site.served.beak.scenario = 'fleet-dying';
  await refresh(page);
  await shows(page, 'mc-anomaly-banner', /agents dead/);
  await shows(page, 'mc-anomaly-history', /Agents dead.*score/);
  const sick = await look(page, 'mc-agent-fleet');
  assert.notEqual(sick.tone, 'ok');

  // The incident.
  await press(page, 'mc-incident-mode >>> [name=tier]');
  await page.keyboard.type('P3');
  await type(page, 'mc-incident-mode >>> [name=title]', 'Agents fall silent');
  await shows(page, 'mc-incident-banner', /P3 · Agents fall silent/);
  await shows(page, 'mc-agent-fleet', { phase: 'paused' });
  assert.notEqual(await page.$('html[data-incident]'), null);
  for (const step of ['Whom to call', 'Go through the drill', 'Tell people', 'Hand over'])
    await shows(page, 'mc-incident-mode', new RegExp(step));

  // Two tabs write at once, and both notes are kept.
  const { page: second } = await visit(context);
  await second.goto(`${site.url}?open=all`);
  await shows(second, 'mc-agent-fleet', { phase: 'paused' });
  const item = 'mc-incident-escalation >>> #open li';
  for (const each of [page, second]) await press(each, `${item} summary`, 'Enter');
  await second.focus(`${item} input`);
  await second.keyboard.type('Looked at the eastern pond');
  await page.focus(`${item} input`);
  await page.keyboard.type('Called the backend team');
  await page.keyboard.press('Enter');
  await second.keyboard.press('Enter');
  for (const each of [page, second])
    for (const note of [/Called the backend team/, /Looked at the eastern pond/])
      await shows(each, 'mc-incident-escalation', note);
  await second.close();

  await page.reload();
  await shows(page, 'mc-incident-banner', /Agents fall silent/);
  await press(page, 'mc-incident-mode >>> #escalate', 'Enter');
  await shows(page, 'mc-incident-banner', /P2 · Agents fall silent/);
  await press(page, 'mc-drill-checklist >>> input[name=anomalies]', 'Space');
  await shows(page, 'mc-drill-checklist', /1 of 5 done/);

  await press(page, 'mc-incident-mode >>> [name=closing]');
  await page.keyboard.type('Bonded anew');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-incident-mode', /Incident mode ended at .* Closing note: “Bonded anew”/);

  // The handoff has the focus.
  await page.keyboard.press('Enter');
  await shows(page, 'mc-incident-mode', /Saved as handoff-/);
  const json = await saved({ downloads }, /^handoff-.*\.json$/);
  await press(page, 'mc-handoff-pack >>> #markdown', 'Enter');
  const report = await readFile(await saved({ downloads }, /^handoff-.*\.md$/), 'utf8');
  assert.match(report, /P2, resolved .*: Agents fall silent/);
  assert.match(report, /At its end: Bonded anew/);
  await assertSteps(page);
  assert.deepEqual(complaints, []);

  const pack = await readFile(json, 'utf8');
  assert.ok(pack.length < 5 * MEGABYTE, `${pack.length} bytes`);
  const addresses = [...pack.matchAll(/[\w.+-]+@[\w-]+(?:\.\w+)+/g)].map(([address]) => address);
  const { auth } = JSON.parse(site.served.beak.answer('status')) as { auth: { ses_sender: string } };
  assert.deepEqual(
    addresses.filter((address) => address !== auth.ses_sender),
    [],
    'addresses that are not masked',
  );

  // The next shift, in a browser that knows nothing.
  site.served.beak.scenario = 'healthy';
  const next = await operator(t);
  const [chooser] = await Promise.all([next.page.waitForFileChooser(), find(next.page, 'open a pack')]);
  await Promise.all([next.page.waitForNavigation(), chooser.accept([json])]);
  await shows(next.page, 'mc-acknowledgements', { phase: 'replay', text: '4 of 4' });
  await shows(next.page, 'mc-watchlist', /5 of 5/);
  await shows(next.page, 'mc-shift-log', /Took over, all quiet/);
  await shows(next.page, 'mc-drill-checklist', /1 of 5 done/);
  await shows(next.page, 'mc-agent-fleet', { phase: 'replay', tone: sick.tone });
  await assertSteps(next.page);

  // Rewound to the first anomaly, and to before it.
  await next.page.keyboard.press('t');
  await next.page.waitForSelector('#moment-range');
  const first = await next.page.$$eval('#moment select option', (options) =>
    options.find(({ textContent }) => /Agents dead/.test(textContent ?? ''))?.getAttribute('value'),
  );
  assert.ok(first, 'the first anomaly in the list');
  await next.page.select('#moment select', first);
  await shows(next.page, 'mc-agent-fleet', { phase: 'replay', tone: sick.tone });
  await shows(next.page, 'mc-incident-escalation', /None open/);
  await shows(next.page, 'mc-incident-timeline', /First seen: Agents dead/);
  await until(
    async () => !/Opened: Agents fall silent/.test((await look(next.page, 'mc-incident-timeline')).text),
    () => 'a timeline that ends before the incident',
  );
  await next.page.focus('#moment-range');
  await next.page.keyboard.press('Home');
  await shows(next.page, 'mc-agent-fleet', { phase: 'replay', tone: 'ok' });
  await next.page.keyboard.press('Escape');
  await shows(next.page, 'mc-agent-fleet', { phase: 'replay', tone: sick.tone });
  await assertSteps(next.page);
  assert.deepEqual(next.complaints, []);
});
