import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { launch, raise, shows, until, visit, within } from './support.ts';
import type { Browser, Page } from 'puppeteer-core';
import type { Site } from './support.ts';
import type { ScenarioName } from '../../server/beak/scenarios.ts';

/** What the raw answer tells of the release, as far as these tests hold cards against it. */
interface Release {
  stable: string;
  routing: Record<string, number>;
  revision_id: string;
  versions: { version: string }[];
  deployment: {
    id: string;
    status: string;
    from_version: string;
    to_version: string;
    error?: { code: string };
  };
}

const releaseOf = ({ served: { beak } }: Site): Release =>
  (JSON.parse(beak.answer('status')) as { release: Release }).release;

/** The commands that a card offers, each as one line, as a shell reads it. */
async function commands(page: Page, tag: string): Promise<string[]> {
  const found = await page.$$eval(`${tag} >>> pre code`, (all) =>
    all.map(({ textContent }) => textContent ?? ''),
  );
  for (const each of found) execFileSync('sh', ['-n'], { input: each });
  return found.map((each) => each.replace(/\s*\\\n\s*/g, ' '));
}

const change = (version: string, revision: string): string =>
  `aws lambda update-alias --function-name beak-api --name prod --function-version ${version} --routing-config '{"AdditionalVersionWeights":{}}' --revision-id ${revision} --region us-east-1`;
const stop = (id: string): string =>
  `aws deploy stop-deployment --auto-rollback-enabled --deployment-id ${id} --region us-east-1`;

/** Types into a field within a card, in place of what stands there. */
async function enter(page: Page, selector: string, text: string): Promise<void> {
  const field = await within(page, selector);
  await field.evaluate((each) => {
    (each as HTMLInputElement).value = '';
  });
  await field.type(text);
}

const press = (page: Page, selector: string): Promise<void> =>
  page.$eval(selector, (button) => (button as HTMLElement).click());

/** A command of the deploy card by its title: whether its button of that name can be pressed; nothing where it is not there. */
const enabled = (page: Page, title: string, name: string): Promise<boolean | undefined> =>
  page.$$eval(
    'mc-canary-deploy >>> .command',
    (all, step, wanted) => {
      const block = all.find((each) => each.textContent?.includes(`${step}.`));
      const buttons = [...(block?.querySelectorAll('button') ?? [])];
      const button = buttons.find((each) => each.textContent?.trim().startsWith(wanted));
      return button && !button.disabled;
    },
    title,
    name,
  );

/** Presses a button of a command of the deploy card, when it can be pressed. */
async function use(page: Page, title: string, name: string): Promise<void> {
  await until(
    () => enabled(page, title, name),
    () => `${name} of ${title} enabled`,
  );
  await page.$$eval(
    'mc-canary-deploy >>> .command',
    (all, step, wanted) => {
      const block = all.find((each) => each.textContent?.includes(`${step}.`));
      const buttons = [...(block?.querySelectorAll('button') ?? [])];
      buttons.find((each) => each.textContent?.trim().startsWith(wanted))?.click();
    },
    title,
    name,
  );
}

/** Types who, for which request, and the phrase that the card asks for. */
async function passGate(page: Page, request: string): Promise<void> {
  const { text } = await shows(page, 'mc-canary-deploy', /Type “prod \d+” to confirm/);
  await enter(page, 'mc-canary-deploy >>> [name=operator]', 'Jemima');
  await enter(page, 'mc-canary-deploy >>> [name=request]', request);
  const phrase = /Type “(prod \d+)” to confirm/.exec(text)?.[1] ?? '';
  await enter(page, 'mc-canary-deploy >>> [name=confirmation]', phrase);
}

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A site in a play, a browser of an operator who has never been there, and one of its runbooks. */
async function open(scenario: ScenarioName, runbook: string, options: { releaseToken?: string } = {}) {
  const site = await raise({ scenario, ...options });
  const context = await browser.createBrowserContext();
  const { page, complaints } = await visit(context);
  await page.goto(`${site.url}/runbooks/${runbook}.html`);
  const close = async (): Promise<void> => {
    await context.close();
    await site.down();
  };
  return { site, context, page, complaints, close };
}

describe('the runbooks of a release, in each play', () => {
  test('a good canary: promote, by CodeDeploy alone; the alias is not to be touched', async (t) => {
    const { site, page, complaints, close } = await open('canary-good', 'canary');
    t.after(close);
    const { stable, deployment } = releaseOf(site);
    await shows(page, 'mc-canary-metrics', { phase: 'live', tone: 'ok', text: 'Promote' });
    await shows(page, 'mc-canary-metrics', { text: 'the deployment goes on automatically' });
    await shows(page, 'mc-canary-tracker', { text: deployment.id });
    await shows(page, 'mc-deploy-readiness', { text: 'one is running' });
    await shows(page, 'mc-alias-drift', {
      tone: 'info',
      text: `Deployment ${deployment.id} is in progress on prod`,
    });
    assert.ok(!(await commands(page, 'mc-alias-drift')).join().includes('update-alias'));
    await shows(page, 'mc-canary-deploy', /it promotes the version itself when its time is up/);
    const lines = await commands(page, 'mc-canary-deploy');
    assert.ok(lines.includes(stop(deployment.id)), lines.join('\n'));
    assert.ok(!lines.join().includes(`--function-version ${deployment.to_version}`), lines.join('\n'));
    assert.notEqual(stable, deployment.to_version);
    assert.deepEqual(complaints, []);
  });

  test('a bad one that no alarm guards: stop the deployment, then back to the stable version', async (t) => {
    const { site, page, complaints, close } = await open('canary-bad', 'rollback');
    t.after(close);
    const { stable, revision_id, deployment } = releaseOf(site);
    await shows(page, 'mc-canary-metrics', { tone: 'bad', text: 'Roll back' });
    await shows(page, 'mc-rollback-plan', { tone: 'bad', text: 'Trigger met: errors' });
    await shows(page, 'mc-rollback-plan', { text: 'listens to no alarm: nothing takes it back by itself' });
    const lines = await commands(page, 'mc-rollback-plan');
    assert.deepEqual(lines, [
      stop(deployment.id),
      'aws lambda get-alias --function-name beak-api --name prod --region us-east-1',
      change(stable, revision_id),
    ]);
    assert.deepEqual(await commands(page, 'mc-canary-metrics'), [stop(deployment.id)]);
    assert.deepEqual(complaints, []);
  });

  test('too few calls: wait, and CodeDeploy does not', async (t) => {
    const { site, page, close } = await open('canary-quiet', 'rollback');
    t.after(close);
    const { deployment } = releaseOf(site);
    await shows(page, 'mc-canary-metrics', /Wait: (no calls yet|29\d more calls)/);
    await shows(
      page,
      'mc-canary-metrics',
      /CodeDeploy does not wait for this verdict: at .* UTC it sends 100%/,
    );
    assert.equal((await commands(page, 'mc-canary-metrics'))[0], stop(deployment.id));
    await shows(page, 'mc-rollback-plan', { tone: 'unknown', text: 'Too few calls to judge' });
  });

  test('stopped by an alarm: it is back already, and nothing may begin while the alarm is on', async (t) => {
    const { site, page, close } = await open('canary-alarm', 'rollback');
    t.after(close);
    const { deployment, stable } = releaseOf(site);
    assert.equal(deployment.error?.code, 'ALARM_ACTIVE');
    await shows(page, 'mc-canary-tracker', { tone: 'warn', text: 'Stopped by an alarm' });
    await shows(page, 'mc-canary-tracker', { text: 'ALARM_ACTIVE: ' });
    await shows(page, 'mc-rollback-plan', { text: `Version ${deployment.to_version} is taken back already` });
    await shows(page, 'mc-rollback-plan', { text: `prod is at version ${stable}, where it was before` });
    assert.ok(!(await commands(page, 'mc-rollback-plan')).join().includes('update-alias'));
    await page.goto(`${site.url}/runbooks/canary.html`);
    await shows(page, 'mc-deploy-readiness', { tone: 'info', text: 'Not ready' });
    await shows(page, 'mc-deploy-readiness', { text: 'beak-api-canary-errors' });
  });

  test('edited by hand: who, why, and the line that puts it where the log has it', async (t) => {
    const { site, page, close } = await open('alias-edited', 'rollback');
    t.after(close);
    const { deployment, revision_id } = releaseOf(site);
    assert.equal(deployment.error?.code, 'INVALID_LAMBDA_CONFIGURATION');
    await shows(page, 'mc-canary-tracker', { tone: 'warn', text: 'Deployment failed: alias edited' });
    await shows(page, 'mc-rollback-plan', { tone: 'warn', text: 'Edited by hand' });
    assert.ok(
      (await commands(page, 'mc-rollback-plan')).includes(change(deployment.from_version, revision_id)),
    );
    await page.goto(`${site.url}/runbooks/canary.html`);
    await shows(page, 'mc-deploy-readiness', { tone: 'info', text: 'log and alias differ' });
    await shows(page, 'mc-canary-deploy', { tone: 'warn', text: 'INVALID_LAMBDA_CONFIGURATION' });
  });
});

test('a change freeze closes every governed control in two tabs at once', async (t) => {
  const { site, context, page, close } = await open('canary-bad', 'canary');
  t.after(close);
  const { page: other } = await visit(context);
  await other.goto(`${site.url}/runbooks/canary.html`);
  const tabs = [page, other];
  for (const tab of tabs) {
    await tab.bringToFront();
    await passGate(tab, 'CHG-1');
    await press(tab, 'mc-canary-deploy >>> [name=emergency]');
    for (const title of ['Stop the deployment', 'Roll back'])
      await until(
        () => enabled(tab, title, 'Copy'),
        () => `${title} in ${tabs.indexOf(tab)}`,
      );
  }
  await enter(page, 'mc-governance-actions >>> #new-freeze [name=reason]', 'The fair');
  await enter(page, 'mc-governance-actions >>> #new-freeze [name=operator]', 'Jemima');
  const hour = new Date(Date.now() + 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  await enter(page, 'mc-governance-actions >>> #new-freeze [name=until]', hour);
  await press(page, 'mc-governance-actions >>> #new-freeze button');
  for (const tab of tabs) {
    await shows(tab, 'mc-freeze-banner', { tone: 'warn', text: 'The fair' });
    for (const title of ['Stop the deployment', 'Roll back'])
      await until(
        async () => (await enabled(tab, title, 'Copy')) === false,
        () => `${title} closed`,
      );
  }
});

test('asked for, approved, run by the page, written down, exported; a request sent twice is made once', async (t) => {
  const token = 'testing-token';
  const { site, page, close } = await open('healthy', 'canary', { releaseToken: token });
  t.after(close);
  const { stable, versions } = releaseOf(site);
  const version = versions.find((each) => each.version !== stable)?.version ?? '';

  // What the script of a page does: an address, and a token for its origin alone, of one operator.
  const give = (bearer: string): Promise<void> =>
    page.evaluate((secret) => {
      const provider = document.querySelector('mc-provider');
      Object.assign(provider ?? {}, {
        origins: [location.origin],
        token: () => Promise.resolve({ token: secret, scope: 'jemima' }),
      });
      Object.assign(document.querySelector('mc-canary-deploy') ?? {}, { executeUrl: '/beak/release' });
    }, bearer);
  await give(token);

  await enter(page, 'mc-governance-actions >>> #new-request [name=request]', 'CHG-200');
  await enter(page, 'mc-governance-actions >>> #new-request [name=version]', version);
  await enter(page, 'mc-governance-actions >>> #new-request [name=reason]', 'Back to the older pond');
  await press(page, 'mc-governance-actions >>> #new-request button');
  await shows(page, 'mc-governance-actions', { text: '1 open · 1 to approve' });
  await enter(page, 'mc-governance-actions >>> #requests [name=approver]', 'Mother Goose');
  await press(page, 'mc-governance-actions >>> #requests button');
  await shows(page, 'mc-governance-actions', { text: 'all approved' });

  // The first answer is lost on the way to the API, so nobody knows; what is sent again has the same id.
  const sent: string[] = [];
  let lose = true;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (!request.url().endsWith('/beak/release')) return void request.continue();
    sent.push(request.postData() ?? '');
    if (lose) return void request.abort('connectionreset');
    void request.continue();
  });
  await passGate(page, 'CHG-200');
  await use(page, 'Shift', 'Run');
  await shows(page, 'mc-canary-deploy', /has not changed so far; the change may still arrive/);
  assert.deepEqual(releaseOf(site).routing, {});
  lose = false;
  await press(page, 'mc-canary-deploy >>> #again');
  await shows(page, 'mc-canary-deploy', { text: 'The alias was changed.' });
  await shows(page, 'mc-canary-deploy', {
    text: `Read again, prod points to version ${stable}, 10% to version ${version}.`,
  });
  assert.equal(sent.length, 2);
  assert.equal(sent[0], sent[1]);
  const shifted = releaseOf(site);
  assert.deepEqual(shifted.routing, { [version]: 0.1 });

  const post = (body: string, bearer = token): Promise<Response> =>
    fetch(`${site.url}/beak/release`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'authorization': `Bearer ${bearer}` },
      body,
    });
  assert.equal((await post(sent[1] ?? '')).status, 200);
  assert.equal(releaseOf(site).revision_id, shifted.revision_id, 'the same request id changes nothing twice');

  // Without the right token nothing moves, and the card says who says so.
  await give('another-token');
  await passGate(page, 'CHG-200');
  await use(page, 'Promote', 'Run');
  await shows(page, 'mc-canary-deploy', /You may not change this alias \(40[13]\)\..*Nothing was changed\./);
  assert.equal(releaseOf(site).revision_id, shifted.revision_id);

  // Somebody else is quicker: the card's revision id is old, and the change is refused.
  await give(token);
  await passGate(page, 'CHG-200');
  await until(
    () => enabled(page, 'Promote', 'Run'),
    () => 'Promote enabled',
  );
  const quicker = {
    action: 'shift',
    version,
    weight: 0.25,
    revision_id: shifted.revision_id,
    operator: 'Peter',
    request_id: 'quicker',
  };
  assert.equal((await post(JSON.stringify(quicker))).status, 200);
  await use(page, 'Promote', 'Run');
  await shows(
    page,
    'mc-canary-deploy',
    /The alias has changed since this card read it \(412\)\..*Nothing was changed\./,
  );
  await shows(page, 'mc-canary-deploy', { text: `25% to version ${version}.` });

  // With the alias read again it goes through.
  await passGate(page, 'CHG-200');
  await use(page, 'Promote', 'Run');
  await shows(page, 'mc-canary-deploy', { text: `Read again, prod points to version ${version}.` });
  assert.equal(releaseOf(site).stable, version);

  // The trail has every attempt, and so has the export.
  const { text } = await shows(page, 'mc-governance-actions', /Audit trail: \d+ records/);
  for (const label of [
    'CHG-200',
    'Jemima',
    'Mother Goose',
    'sent again',
    '(lost)',
    '(done)',
    '(stale)',
    '(forbidden)',
  ])
    assert.ok(text.includes(label), `the trail lacks ${label}: ${text}`);

  // What would be pasted into the site's own log.
  await page.evaluate(() => {
    const writeText = (text: string) => Promise.resolve(void Object.assign(globalThis, { pasted: text }));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
  });
  await press(page, 'mc-governance-actions >>> #copy');
  const pasted = await until(
    () => page.evaluate(() => (globalThis as { pasted?: string }).pasted ?? ''),
    () => 'the export',
  );
  const [row = ''] = pasted.split('\n').filter((line) => line.startsWith('| CHG-200'));
  assert.match(row, new RegExp(`\\| v?${version} +\\| Back to the older pond +\\| Mother Goose +\\|`));
  for (const label of ['Jemima', 'sent again', '(stale)', '(forbidden)'])
    assert.ok(pasted.includes(label), `the export lacks ${label}: ${pasted}`);
});
