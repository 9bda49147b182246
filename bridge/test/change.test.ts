import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { say } from '../ask.ts';
import { Bridge } from '../bridge.ts';
import { makeChanges } from '../change.ts';
import { readConfig } from '../config.ts';
import type { Guard } from '../guard.ts';
import { fileLedger, tableLedger } from '../ledger.ts';
import type { Ledger } from '../ledger.ts';
import { seeded } from './seeded.ts';
import { MINUTE, useStage } from './stage.ts';
import type { Stage } from './stage.ts';

interface Changing extends Stage {
  bridge: Bridge;
  lines: Record<string, unknown>[];
  /** Posts a change; what is not given is as it should be. */
  post: (change?: object, headers?: Record<string, string>) => Promise<{ status: number; body: Told }>;
  /** The same bridge after a restart. */
  restart: () => void;
  revision: () => string;
}
interface Told {
  message?: string;
  stable?: string;
  routing?: Record<string, number>;
  revision_id?: string;
}

const guard: Guard = {
  read: () => Promise.resolve({ caller: { names: [] } }),
  write: ({ headers }) =>
    Promise.resolve(
      headers['authorization'] === 'Bearer right'
        ? { caller: { names: ['ada'] } }
        : { refused: say(403, { message: 'no' }) },
    ),
};

async function useChanges(t: TestContext, ledgerOf?: (stage: Stage) => Ledger): Promise<Changing> {
  const stage = await useStage(t);
  const { aws, clients, clock } = stage;
  const folder = await mkdtemp(join(tmpdir(), 'mc-changes-'));
  t.after(() => rm(folder, { recursive: true }));
  const ledger = ledgerOf?.(stage) ?? fileLedger(folder);
  const lines: Record<string, unknown>[] = [];
  const make = (): Bridge =>
    new Bridge({
      clients,
      config: readConfig({ cors: ['https://ops.example.com'] }),
      now: () => clock.now,
      random: () => 0,
      targets: [{ function: 'beak-api', alias: 'prod', region: 'eu-west-1' }],
      guard,
      changes: makeChanges({
        clients,
        guard,
        ledger,
        log: (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
        wait: () => Promise.resolve(),
      }),
    });
  const alias = () => aws.account.functions.get('beak-api')?.aliases.get('prod');
  const revision = (): string => alias()?.revision ?? '';
  const all: Changing = {
    ...stage,
    bridge: make(),
    lines,
    revision,
    restart: () => (all.bridge = make()),
    async post(change = {}, headers = {}) {
      const whole = {
        action: 'shift',
        version: '3',
        weight: 0.1,
        revision_id: revision(),
        operator: 'ada',
        request_id: 'r-1',
        ...change,
      };
      const { status, body } = await all.bridge.answer({
        method: 'POST',
        path: '/beak/release',
        headers: { authorization: 'Bearer right', ...headers },
        body: JSON.stringify(whole),
      });
      return { status, body: JSON.parse(body) as Told };
    },
  };
  return all;
}

test('a shift, a promotion and a rollback are made, read back, answered with the release and logged', async (t) => {
  const { bridge, lines, post, revision } = await useChanges(t);
  const read = async () =>
    JSON.parse((await bridge.answer(asked('/beak/system/status'))).body) as { release: Told };
  await read();
  const before = revision();
  const shifted = await post();
  assert.equal(shifted.status, 200);
  assert.deepEqual([shifted.body.stable, shifted.body.routing], ['2', { 3: 0.1 }]);
  assert.equal(shifted.body.revision_id, revision());
  assert.deepEqual((await read()).release.routing, { 3: 0.1 }, 'the next poll shows it');
  assert.deepEqual(lines, [
    {
      event_type: 'release.changed',
      timestamp: '2026-11-30T12:00:00.000Z',
      function: 'beak-api',
      alias: 'prod',
      action: 'shift',
      from: { version: '2', weights: {}, revision_id: before },
      to: { version: '2', weights: { 3: 0.1 }, revision_id: revision() },
      settled: true,
      operator: 'ada',
      caller: ['ada'],
      request_id: 'r-1',
    },
  ]);
  const promoted = await post({ action: 'promote', weight: undefined, request_id: 'r-2' });
  assert.deepEqual([promoted.body.stable, promoted.body.routing], ['3', {}]);
  const back = await post({ action: 'rollback', version: '2', weight: undefined, request_id: 'r-3' });
  assert.deepEqual([back.body.stable, back.body.routing], ['2', {}]);
  assert.equal(lines.length, 3);
});

const asked = (path: string) => ({ method: 'GET', path, headers: {}, body: '' });

test('who may not, a page from elsewhere and a bad request change nothing', async (t) => {
  const { aws, lines, post } = await useChanges(t);
  const refused = async (status: number, message: RegExp, change: object, headers = {}): Promise<void> => {
    const answer = await post(change, headers);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.body.message ?? '', message);
  };
  await refused(403, /no/, {}, { authorization: 'Bearer wrong' });
  await refused(403, /origin/, {}, { origin: 'https://evil.example.com', host: 'ops.example.net' });
  await refused(422, /^action must be/, { action: 'delete' });
  await refused(422, /^weight must be/, { weight: 1.5 });
  await refused(422, /^version must be/, { version: '$LATEST' });
  await refused(422, /^operator must/, { operator: ' ' });
  await refused(412, /^The Revision Id provided does not match/, { revision_id: 'stale', request_id: 'a' });
  await refused(422, /^Function not found: arn:.*:10$/, { version: '10', request_id: 'b' });
  await refused(422, /already included in routing configuration/, { version: '2', request_id: 'c' });
  assert.equal(lines.length, 0);
  assert.deepEqual(aws.account.functions.get('beak-api')?.aliases.get('prod')?.weights, undefined);
  const listed = await post({ request_id: 'd' }, { origin: 'https://ops.example.com' });
  assert.equal(listed.status, 200);
});

test('nothing is changed while CodeDeploy runs, nor while that is not known', async (t) => {
  const { aws, post } = await useChanges(t);
  const { info } = aws.account.deploy({
    function: 'beak-api',
    alias: 'prod',
    from: '2',
    to: '3',
    weight: 0.1,
  });
  const running = await post();
  assert.equal(running.status, 422);
  assert.equal(running.body.message, 'Deployment d-000000001 is running on prod: stop it first.');
  aws.switches.denied.add('codedeploy:ListDeployments');
  const unknown = await post({ request_id: 'r-2' });
  assert.equal(unknown.status, 503);
  assert.match(unknown.body.message ?? '', /not known\. Missing permission: codedeploy:ListDeployments\.$/);
  assert.equal(aws.count('lambda:UpdateAlias'), 0);
  aws.switches.denied.clear();
  info.status = 'Succeeded';
  assert.equal((await post({ request_id: 'r-2' })).status, 200, 'the same id, since nothing was changed');
});

test('weights that AWS puts on the alias itself are waited for', async (t) => {
  const { aws, lines, post } = await useChanges(t);
  const alias = aws.account.functions.get('beak-api')?.aliases.get('prod');
  assert.ok(alias);
  alias.settles = 4;
  const { body } = await post({ action: 'promote', weight: undefined });
  assert.deepEqual([body.stable, body.routing], ['3', {}]);
  const longer = aws.account.functions.get('beak-api')?.aliases.get('prod');
  assert.ok(longer);
  longer.settles = 100;
  const settling = await post({ action: 'rollback', version: '2', weight: undefined, request_id: 'r-2' });
  assert.deepEqual([settling.body.stable, settling.body.routing], ['2', { 3: 1 }], 'told as it is');
  assert.equal(lines[1]?.['settled'], false);
});

for (const [name, ledgerOf] of [
  ['a file', undefined],
  [
    'a table',
    ({ aws, clients }: Stage) => {
      aws.account.items.set('changes', new Map());
      return tableLedger(clients.dynamo, 'changes');
    },
  ],
] as [string, ((stage: Stage) => Ledger) | undefined][])
  test(`${name}: the same request again gives the same answer and changes nothing twice`, async (t) => {
    const all = await useChanges(t, ledgerOf);
    const revision_id = all.revision();
    const [first, second] = await Promise.all([all.post({ revision_id }), all.post({ revision_id })]);
    const made = first.status === 200 ? first : second;
    assert.equal(made.status, 200);
    assert.equal((made === first ? second : first).status, 503, 'the other one is told to ask again');
    all.restart();
    assert.deepEqual(await all.post({ revision_id }), made, 'after a restart');
    assert.equal(all.aws.count('lambda:UpdateAlias'), 1);
    const other = await all.post({ revision_id, weight: 0.5 });
    assert.equal(other.status, 422);
    assert.match(other.body.message ?? '', /^This request_id was used for another change/);
    const stale = await all.post({ revision_id, request_id: 'r-2' });
    assert.equal(stale.status, 412);
    assert.deepEqual(await all.post({ revision_id, request_id: 'r-2' }), stale);
  });

test('an answer that was lost on the way is not taken for a change that failed', async (t) => {
  const { aws, lines, post } = await useChanges(t);
  aws.switches.lost.add('lambda:UpdateAlias');
  assert.equal((await post()).status, 200, 'it is known by reading the alias back');
  assert.equal(lines.length, 1);
});

test('a request that broke off is taken up again, and one that was made is not made again', async (t) => {
  const broken: { at: 'finish' | undefined } = { at: 'finish' };
  const folder = await mkdtemp(join(tmpdir(), 'mc-broken-'));
  t.after(() => rm(folder, { recursive: true }));
  const all = await useChanges(t, () => {
    const ledger = fileLedger(folder);
    return {
      ...ledger,
      finish: (...args) => (broken.at ? Promise.reject(new Error('no disk')) : ledger.finish(...args)),
    };
  });
  const revision_id = all.revision();
  assert.equal((await all.post({ revision_id })).status, 200, 'what was made is told');
  assert.equal(all.lines.at(-1)?.['event_type'], 'release.not_recorded');
  broken.at = undefined;
  all.restart();
  assert.equal((await all.post({ revision_id })).status, 503, 'it may still be at work');
  all.clock.now += 2 * MINUTE;
  const again = await all.post({ revision_id });
  assert.equal(again.status, 200);
  assert.deepEqual(again.body.routing, { 3: 0.1 });
  assert.equal(all.aws.count('lambda:UpdateAlias'), 1);
  assert.deepEqual(await all.post({ revision_id }), again, 'and from then on it is known');
});

test('what could not be recorded is not made', async (t) => {
  const { aws, post } = await useChanges(t, ({ clients }) => tableLedger(clients.dynamo, 'no-such-table'));
  const { status, body } = await post();
  assert.equal(status, 503);
  assert.match(body.message ?? '', /^The request could not be recorded, so nothing was changed\. /);
  assert.equal(aws.count('lambda:UpdateAlias'), 0);
});

test('an old entry without an answer is taken up by one of those who find it', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mc-ledger-'));
  t.after(() => rm(folder, { recursive: true }));
  const ledger = fileLedger(folder);
  assert.equal(await ledger.take('r', { asked: 'x', at: 1 }), undefined);
  assert.deepEqual(await ledger.take('r', { asked: 'x', at: 2 }), { asked: 'x', at: 1 });
  const taken = await Promise.all([
    ledger.retake('r', { asked: 'x', at: 3 }, 1),
    ledger.retake('r', { asked: 'x', at: 4 }, 1),
  ]);
  assert.deepEqual(taken.sort(), [false, true]);
  assert.ok((await readdir(folder)).every((name) => !name.includes('..')));
});

test('fuzz: whatever is sent is refused in a sentence or is a change that AWS was asked for as it is valid', async (t) => {
  const { aws, bridge, revision } = await useChanges(t);
  const random = seeded(7);
  const pick = (list: readonly unknown[]): unknown => list[Math.floor(random() * list.length)];
  const odd = [
    null,
    true,
    0,
    -1,
    0.1,
    1,
    1.7,
    1e308,
    '',
    '3',
    '03',
    '$LATEST',
    '10',
    '\u202e',
    {},
    [],
    '__proto__',
    'x'.repeat(300),
  ];
  let made = 0;
  for (let round = 0; round < 600; round += 1) {
    const members: Record<string, unknown> = {
      action: pick(['shift', 'promote', 'rollback']),
      version: pick(['1', '2', '3']),
      weight: random(),
      revision_id: revision(),
      operator: 'ada',
      request_id: `r-${round}`,
    };
    for (let wrong = Math.floor(random() * 3); wrong > 0; wrong -= 1)
      members[String(pick([...Object.keys(members), 'extra']))] = pick(odd);
    const whole = JSON.stringify(random() < 0.05 ? pick(odd) : members);
    const { status, body } = await bridge.answer({
      method: 'POST',
      path: '/beak/release',
      headers: { authorization: 'Bearer right' },
      body: random() < 0.05 ? whole.slice(0, -1) : whole,
    });
    assert.ok([200, 412, 422].includes(status), `${status} ${whole} ${body}`);
    if (status === 200) made += 1;
    else assert.equal(typeof (JSON.parse(body) as Told).message, 'string');
  }
  assert.ok(made > 50, String(made));
  for (const { action, input } of aws.calls.filter((call) => call.action === 'lambda:UpdateAlias')) {
    assert.equal(action, 'lambda:UpdateAlias');
    assert.match(String(input['FunctionVersion']), /^[1-9]\d*$/);
    const { AdditionalVersionWeights: weights } = input['RoutingConfig'] as Record<
      string,
      Record<string, number>
    >;
    assert.ok(Object.values(weights ?? {}).every((weight) => weight > 0 && weight < 1));
    assert.equal(typeof input['RevisionId'], 'string');
  }
});
