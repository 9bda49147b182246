import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { find, operator, press, saved } from './operator.ts';
import { shows, site, until, useSite } from './support.ts';

useSite();

test('an operator’s first hour, by keyboard alone: find, pin, note, incident, export, another browser, import', async (t) => {
  site.served.beak.scenario = 'fleet-dying';
  t.after(() => (site.served.beak.scenario = 'healthy'));
  const { page, complaints, downloads } = await operator(t);

  // The worst finding is what the eye meets first.
  await shows(page, 'mc-system-posture', /dead/i);
  await find(page, 'agent fleet');
  assert.equal(await page.evaluate(() => location.hash), '#mc-agent-fleet');

  await find(page, 'arrange the cards');
  await press(page, '.place:has(> #mc-agent-fleet) button[aria-label^="Pin"]', 'Enter');
  await until(
    () => page.$('#pinned #mc-agent-fleet'),
    () => 'the pinned card',
  );

  await page.focus('mc-todos >>> input[name=text]');
  await page.keyboard.type('Bond new agents');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-todos', /Bond new agents/);

  await page.focus('mc-incident-mode >>> [name=title]');
  await page.keyboard.type('Agents fall silent');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-incident-banner', /Agents fall silent/);
  await shows(page, 'mc-agent-fleet', { phase: 'paused' });
  const asked = site.served.counts.status;
  await find(page, 'refresh all');
  await until(
    () => site.served.counts.status > asked,
    () => 'an answer while paused',
  );
  await page.focus('mc-incident-mode >>> [name=closing]');
  await page.keyboard.type('Agents were bonded anew');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await shows(page, 'mc-incident-mode', /Start incident mode/);

  await find(page, 'what is kept');
  await press(page, '#export', 'Enter');
  const file = await saved({ downloads }, /\.json$/);
  const kept = await readFile(file, 'utf8');
  assert.match(kept, /Agents fall silent/);
  assert.match(kept, /Bond new agents/);

  const next = await operator(t);
  assert.doesNotMatch((await shows(next.page, 'mc-todos', /Nothing is on the list/)).text, /Bond new agents/);
  await find(next.page, 'what is kept');
  const [chooser] = await Promise.all([next.page.waitForFileChooser(), press(next.page, '#import', 'Enter')]);
  await chooser.accept([file]);
  await shows(next.page, 'mc-todos', /Bond new agents/);
  assert.deepEqual(complaints, []);
  assert.deepEqual(next.complaints, []);
});
