import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { fields } from '../../src/api/fields.ts';
import { read } from '../../src/api/kinds.ts';
import { Beak } from '../../server/beak/beak.ts';
import type { ScenarioName } from '../../server/beak/scenarios.ts';
import { serve } from '../../server/serve.ts';
import type { Served } from '../../server/serve.ts';

const noon = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;
const token = 'let-me-change-it';
let time = noon;
let served: Served;

before(async () => {
  served = await serve({ root: 'none', seed: 3, now: () => time, releaseToken: token });
});
after(() => served.close());
beforeEach(() => {
  time = noon;
  served.beak.reset(time);
});

const status = (beak: Beak = served.beak) => read(fields.status, JSON.parse(beak.answer('status'))) ?? {};
const release = () => status().release ?? {};

let requests = 0;
/** A change that would be made, but for what a test says otherwise. */
const change = (over: Record<string, unknown> = {}) => ({
  action: 'shift',
  version: '40',
  weight: 0.25,
  revision_id: release().revision_id,
  operator: 'Jemima',
  request_id: `request-${(requests += 1)}`,
  ...over,
});

/** Sends a change as an authorised caller, unless a test says otherwise. */
const send = (body: unknown, headers: Record<string, string> = { authorization: `Bearer ${token}` }) =>
  fetch(`${served.url}/beak/release`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const sentence = async (answer: Response): Promise<string> => {
  const { message } = (await answer.json()) as { message: string };
  return message;
};

test('a shift, a promotion and a rollback change the alias, each with a new revision', async () => {
  const revisions = new Set([release().revision_id]);
  const shifted = await send(change());
  assert.equal(shifted.status, 200);
  assert.deepEqual(release().routing, { '40': 0.25 });
  assert.equal(release().stable, '41');
  // What it answers is the new release, as the status route tells it.
  assert.deepEqual(
    await shifted.json(),
    (JSON.parse(served.beak.answer('status')) as { release: unknown }).release,
  );
  revisions.add(release().revision_id);

  assert.equal((await send(change({ action: 'promote' }))).status, 200);
  assert.deepEqual([release().stable, release().routing], ['40', {}]);
  revisions.add(release().revision_id);

  assert.equal((await send(change({ action: 'rollback', version: '41' }))).status, 200);
  assert.deepEqual([release().stable, release().routing], ['41', {}]);
  revisions.add(release().revision_id);
  assert.equal(revisions.size, 4);
  assert.match(served.beak.deployLog(), /v41 .*\n.*v40 /);
});

test('calls follow the weight: a version that an operator gives a quarter gets about a quarter', async () => {
  await send(change());
  time += 10 * minute;
  served.beak.advance(time);
  const { traffic, routing } = release();
  const calls = (version: string) => traffic?.by_version?.[version]?.invocations ?? 0;
  const share = calls('40') / (calls('40') + calls('41'));
  assert.deepEqual(routing, { '40': 0.25 }, 'no deployment runs over what an operator has set');
  assert.equal(traffic?.from, noon);
  assert.ok(share > 0.2 && share < 0.3, String(share));
});

test('the figures cover the whole shift, however long it lasts', async () => {
  await send(change({ weight: 0.01 }));
  const calls = () => release().traffic?.by_version?.['40']?.invocations ?? 0;
  let before = 0;
  for (let hour = 1; hour <= 5; hour += 1) {
    time += 60 * minute;
    served.beak.advance(time);
    assert.equal(release().traffic?.from, noon, `after ${hour} h`);
    assert.ok(calls() > before, `after ${hour} h: ${calls()} calls, ${before} before`);
    before = calls();
  }
});

test('the same request again gives the same answer and changes nothing twice', async () => {
  const wanted = change();
  const first = await send(wanted);
  const revision = release().revision_id;
  time += 20_000;
  const again = await send(wanted);
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), await first.json());
  assert.equal(release().revision_id, revision);

  const stale = change({ revision_id: 'long-gone' });
  assert.equal((await send(stale)).status, 412);
  assert.equal((await send(stale)).status, 412, 'a refusal is remembered too');
  const reused = await send({ ...wanted, weight: 0.5 });
  assert.equal(reused.status, 422);
  assert.match(await sentence(reused), /request id/);
  assert.deepEqual(release().routing, { '40': 0.25 });
});

test('a stale revision is refused in the words of AWS, and changes nothing', async () => {
  const wanted = change();
  await send(change({ weight: 0.05 }));
  const refused = await send(wanted);
  assert.equal(refused.status, 412);
  assert.equal(
    await sentence(refused),
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  );
  assert.deepEqual(release().routing, { '40': 0.05 });
});

test('who has no authority is refused before anything is read', async () => {
  for (const authorization of ['', 'Bearer', `Bearer ${token}x`, token, `Basic ${token}`])
    assert.equal((await send('{', { authorization })).status, 403, authorization);
  assert.equal((await send(change(), {})).status, 403);
  assert.deepEqual(release().routing, {});
});

test('a bad request is refused with its reason, and changes nothing', async () => {
  const before = release().revision_id;
  const bad: [unknown, RegExp][] = [
    ['quack', /JSON object/],
    ['[]', /JSON object/],
    [change({ action: 'erase' }), /action/],
    [change({ version: '$LATEST' }), /version/],
    [change({ version: 40 }), /version/],
    [change({ version: '99' }), /^Function not found: arn:aws:lambda:.*:99$/],
    [
      change({ version: '41' }),
      /^Invalid function version 41\. Function version 41 is already included in routing configuration\.$/,
    ],
    [change({ weight: 0 }), /weight/],
    [change({ weight: 1 }), /weight/],
    [change({ weight: -0.1 }), /weight/],
    [change({ weight: '0.1' }), /weight/],
    [change({ weight: undefined }), /weight/],
    [change({ revision_id: undefined }), /revision_id/],
    [change({ operator: ' ' }), /operator/],
    [change({ request_id: '' }), /request_id/],
    [change({ request_id: 'x'.repeat(101) }), /request_id/],
  ];
  for (const [body, reason] of bad) {
    const refused = await send(body);
    assert.equal(refused.status, 422, JSON.stringify(body));
    assert.match(await sentence(refused), reason);
  }
  assert.equal(release().revision_id, before);
});

test('it is asked with POST only, from any origin, and a preflight needs no token', async () => {
  const url = `${served.url}/beak/release`;
  const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://runbook.example' } });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /authorization/);
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /POST/);
  assert.equal((await fetch(url)).status, 405);
  assert.equal((await send(change(), {})).headers.get('access-control-allow-origin'), '*');
});

test('it is not there without a token, before a real Beak, and on an old backend', async () => {
  for (const options of [{}, { api: served.url, releaseToken: token }]) {
    const off = await serve({ root: 'none', ...options });
    const answer = await fetch(`${off.url}/beak/release`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: '{}',
    });
    assert.equal(answer.status, 404);
    await off.close();
  }
  served.beak.scenario = 'old-backend';
  assert.equal((await send(change({ revision_id: 'any' }))).status, 404);
});

test('in trouble a request is refused, or its answer is lost though the change is made; again it is found made', async () => {
  served.beak.scenario = 'flaky';
  const seen = new Set<string>();
  for (let n = 0; n < 60; n += 1) {
    const wanted = change({ weight: 0.01 + n / 100 });
    const before = release().revision_id;
    const answer = await fetch(`${served.url}/beak/release`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(wanted),
      signal: AbortSignal.timeout(300),
    })
      .then(async (one) => ({ ok: one.ok, json: JSON.parse(await one.text()) as unknown }))
      .catch(() => undefined);
    const made = release().revision_id !== before;
    seen.add(
      `${answer === undefined ? 'no answer' : answer.ok ? 'done' : 'refused'}, ${made ? 'made' : 'not made'}`,
    );
    const after = release().revision_id;
    if (made) assert.equal(served.beak.change(wanted).status, 200);
    assert.equal(release().revision_id, after, 'made once');
  }
  assert.deepEqual([...seen].sort(), [
    'done, made',
    'no answer, made',
    'no answer, not made',
    'refused, not made',
  ]);
});

/** A Beak that fell into a scenario. */
const fallInto = (scenario: ScenarioName): Beak => {
  const beak = new Beak({ seed: 11, now: noon });
  beak.advance(noon + 4 * minute);
  beak.scenario = scenario;
  return beak;
};
/** Sends a change to a Beak itself. */
const sendTo = (beak: Beak, over: Record<string, unknown>) =>
  beak.change(change({ revision_id: status(beak).release?.revision_id, ...over }));

test('canary-good is promoted at its end', () => {
  const beak = fallInto('canary-good');
  const to = status(beak).release?.deployment?.to_version;
  beak.advance(noon + 31.5 * minute);
  const { stable, routing, deployment } = status(beak).release ?? {};
  assert.deepEqual([stable, routing, deployment?.status], [to, {}, 'Succeeded']);
});

test('canary-bad can be rolled back by the route; its deployment then fails, and the alias stays where it is', () => {
  const beak = fallInto('canary-bad');
  const { stable } = status(beak).release ?? {};
  assert.equal(sendTo(beak, { action: 'rollback', version: stable }).status, 200);
  assert.deepEqual(status(beak).release?.routing, {});
  beak.advance(noon + 5 * minute);
  const { deployment, ...after } = status(beak).release ?? {};
  assert.deepEqual([deployment?.status, deployment?.error?.code], ['Failed', 'INVALID_LAMBDA_CONFIGURATION']);
  assert.deepEqual([after.stable, after.routing], [stable, {}]);
});

test('canary-alarm: the alarm has stopped the deployment, in the words of AWS, and the weights are back', () => {
  const beak = fallInto('canary-alarm');
  const { release: now, alarms } = status(beak);
  const { deployment } = now ?? {};
  assert.deepEqual([deployment?.status, deployment?.error?.code], ['Stopped', 'ALARM_ACTIVE']);
  const [alarm = 'none'] = deployment?.alarms ?? [];
  assert.equal(
    deployment?.error?.message,
    `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <${alarm}>`,
  );
  assert.equal(alarms?.find(({ name }) => name === alarm)?.state, 'ALARM');
  assert.deepEqual([now?.stable, now?.routing], [deployment?.from_version, {}]);
  const figures = now?.traffic?.by_version?.[deployment?.to_version ?? ''];
  assert.ok((figures?.errors ?? 0) / (figures?.invocations ?? 0) > 0.03);
  // The alarm calms down, and the next attempt is stopped as well.
  beak.advance(noon + 9.5 * minute);
  assert.equal(status(beak).alarms?.find(({ name }) => name === alarm)?.state, 'OK');
  beak.advance(noon + 13 * minute);
  const next = status(beak).release?.deployment;
  assert.notEqual(next?.id, deployment?.id);
  assert.equal(next?.error?.code, 'ALARM_ACTIVE');
});

test('alias-edited: the deployment failed in the words of AWS, the alias stays, and so does every later run fail', () => {
  const beak = fallInto('alias-edited');
  const { deployment, ...now } = status(beak).release ?? {};
  assert.deepEqual([deployment?.status, deployment?.error?.code], ['Failed', 'INVALID_LAMBDA_CONFIGURATION']);
  assert.equal(
    deployment?.error?.message,
    'The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is missing or has an invalid configuration. The Lambda function alias version does not match the current version in AppSpec file.',
  );
  assert.deepEqual(now.routing, {});
  assert.notEqual(now.stable, deployment?.from_version);
  assert.ok(!beak.deployLog().includes(`v${now.stable} `), 'nobody wrote it down');
  beak.advance(noon + 14 * minute);
  const next = status(beak).release?.deployment;
  assert.notEqual(next?.id, deployment?.id);
  assert.equal(next?.error?.code, 'INVALID_LAMBDA_CONFIGURATION');
  // Put back by hand, the pipeline works again.
  assert.equal(sendTo(beak, { action: 'rollback', version: deployment?.from_version }).status, 200);
  beak.advance(noon + 30 * minute);
  assert.equal(status(beak).release?.deployment?.status, 'InProgress');
  assert.equal(Object.keys(status(beak).release?.routing ?? {}).length, 1);
});

test('alias-edited is over when it is left, and an edit by the route lasts', () => {
  const beak = fallInto('alias-edited');
  const from = status(beak).release?.deployment?.from_version;
  beak.scenario = 'healthy';
  assert.equal(status(beak).release?.stable, from);
  assert.equal(sendTo(beak, { action: 'promote', version: '39' }).status, 200);
  beak.scenario = 'sandbox-quota';
  assert.equal(status(beak).release?.stable, '39');
});

test('drift can be put right by the route', () => {
  const beak = fallInto('drift');
  assert.equal(status(beak).lambda_alias_parity, false);
  assert.equal(
    sendTo(beak, { action: 'promote', version: status(beak).lambda?.invoked_version }).status,
    200,
  );
  assert.equal(status(beak).lambda_alias_parity, true);
});
