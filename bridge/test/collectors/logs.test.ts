import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fields } from '../../../src/api/fields.ts';
import { read } from '../../../src/api/kinds.ts';
import { MINUTE, NOW, useBridge } from '../stage.ts';
import type { Bridged } from '../stage.ts';

const config = { audit: { log_group: '/events/prod' } };
const HOUR = 60 * MINUTE;

const entries = async ({ collection }: Bridged) =>
  read(fields.audit, JSON.parse(await collection.answer('audit')) as unknown);

/** An event by itself, at a time. */
const event = (type: string, at: number, more: object = {}) => ({
  at,
  message: JSON.stringify({ event_type: type, timestamp: new Date(at).toISOString(), ...more }),
});

test('audit: events by themselves, in an envelope of EventBridge and behind a logger, newest first', async (t) => {
  const bridged = await useBridge(t, { config });
  const at = (minutes: number): number => NOW - minutes * MINUTE;
  bridged.aws.account.logs.set('/events/prod', [
    event('duck.hatched', at(300), { actor: 'ada@example.com' }),
    {
      at: at(2),
      message: JSON.stringify({
        'id': 'e-1',
        'detail-type': 'duck.signup',
        'time': new Date(at(2)).toISOString(),
        'detail': { actor: 'duck-7', reason: 'web' },
      }),
    },
    { at: at(1), message: `2026-11-30T11:59:00Z\tr-1\tINFO\t{"event_type":"duck.pulse"}` },
    { at: at(1), message: JSON.stringify({ level: 'INFO', message: { event_type: 'duck.bonded' } }) },
    { at: at(1), message: 'START RequestId: 1' },
    { at: at(1), message: '{"broken' },
    event('duck.signup', at(25 * 60)),
  ]);
  const { entries: found = [], covers_from, truncated } = (await entries(bridged)) ?? {};
  assert.deepEqual(found.map(({ event_type }) => event_type).sort(), [
    'duck.bonded',
    'duck.hatched',
    'duck.pulse',
    'duck.signup',
  ]);
  assert.equal(found.at(-1)?.event_type, 'duck.hatched');
  assert.equal(found.at(-1)?.actor, 'a•••@e•••.com', 'masked before it leaves');
  assert.deepEqual(
    found.find(({ id }) => id === 'e-1'),
    {
      id: 'e-1',
      event_type: 'duck.signup',
      timestamp: at(2),
      actor: 'duck-7',
      reason: 'web',
    },
  );
  assert.equal(covers_from, NOW - 24 * HOUR);
  assert.equal(truncated, false);
  assert.equal((await bridged.status()).recent_audit?.length, 4);
});

test('audit: later on, only what is new is asked for, and what came late is not missed', async (t) => {
  const bridged = await useBridge(t, { config });
  const { aws, clock } = bridged;
  const lines = [event('duck.signup', NOW - HOUR)];
  aws.account.logs.set('/events/prod', lines);
  await entries(bridged);
  const before = aws.calls.length;
  lines.push(event('duck.hatched', NOW - MINUTE), event('duck.pulse', NOW + 20_000));
  clock.now += 30_000;
  const { entries: found = [] } = (await entries(bridged)) ?? {};
  assert.deepEqual(
    found.map(({ event_type }) => event_type),
    ['duck.pulse', 'duck.hatched', 'duck.signup'],
  );
  const asked = aws.calls.slice(before).filter(({ input }) => input['logGroupName'] === '/events/prod');
  assert.equal(asked.length, 1);
  assert.equal(asked[0]?.input['startTime'], NOW - 2 * MINUTE);
  clock.now += 24 * HOUR;
  assert.deepEqual((await entries(bridged))?.entries, [], 'what is older than a day goes');
});

test('audit: of a day with too many lines the newest are told, and from when on', async (t) => {
  const bridged = await useBridge(t, { config });
  bridged.aws.switches.pageSize = 2;
  const lines = Array.from({ length: 40 }, (_, index) =>
    event('duck.pulse', NOW - 2 * HOUR - index * MINUTE),
  );
  bridged.aws.account.logs.set('/events/prod', [...lines, event('duck.signup', NOW - 3 * MINUTE)]);
  const { entries: found, covers_from } = (await entries(bridged)) ?? {};
  assert.deepEqual(
    found?.map(({ event_type }) => event_type),
    ['duck.signup'],
  );
  assert.equal(covers_from, NOW - HOUR);
});

test('audit: without its permission the route offers nothing, and the status says why', async (t) => {
  const bridged = await useBridge(t, { config });
  bridged.aws.switches.denied.add('logs:FilterLogEvents');
  assert.deepEqual(await entries(bridged), {});
  assert.equal(await bridged.reason('audit'), 'Missing permission: logs:FilterLogEvents.');
});

test('reports: memory, cold starts and billed time are measured from both forms of REPORT lines', async (t) => {
  const { aws, status } = await useBridge(t);
  const text = (memory: number, billed: number, init = ''): string =>
    `REPORT RequestId: 1\tDuration: 12.34 ms\tBilled Duration: ${billed} ms\tMemory Size: 256 MB\tMax Memory Used: ${memory} MB\t${init}\n`;
  aws.account.logs.set('/aws/lambda/beak-api', [
    { at: NOW - 30 * MINUTE, message: text(90, 20, 'Init Duration: 210.5 ms\t') },
    { at: NOW - 20 * MINUTE, message: text(101, 30) },
    {
      at: NOW - MINUTE,
      message: JSON.stringify({
        time: '2026-11-30T11:59:00Z',
        type: 'platform.report',
        record: {
          metrics: { durationMs: 9, billedDurationMs: 10, maxMemoryUsedMB: 96, initDurationMs: 400 },
        },
      }),
    },
    { at: NOW - MINUTE, message: 'platform.report by name only' },
    { at: NOW - 2 * HOUR, message: text(250, 9000) },
  ]);
  const { lambda, reports } = await status();
  assert.equal(lambda?.memory_used_mb, 96, 'the newest');
  assert.deepEqual(reports, {
    from: NOW - HOUR,
    to: NOW,
    sampled: 3,
    init: { count: 2, p50_ms: 210.5, p95_ms: 400, max_ms: 400 },
    memory: { max_mb: 101, p95_mb: 101 },
    billed_ms: { mean: 20 },
  });
});

test('reports: no line is no figure', async (t) => {
  const { aws, status, reason } = await useBridge(t);
  aws.account.logs.set('/aws/lambda/beak-api', []);
  assert.equal((await status()).reports, undefined);
  assert.equal(await reason('reports'), 'No REPORT line in /aws/lambda/beak-api in the last hour.');
});
