import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Beak } from '../../server/beak/beak.ts';
import { scenarios } from '../../server/beak/scenarios.ts';
import { ALL_CAUSES, STATUS_CAUSES } from '../../src/data/all-causes.ts';
import { declaring, findingsOf, judged } from '../../src/data/findings-of.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { isScenario } from '../../server/beak/scenarios.ts';
import type { FindingData } from '../../src/data/causes/cause.ts';
import type { Polled } from '../../src/api/fields.ts';
import type { ScenarioName } from '../../server/beak/scenarios.ts';

const NOW = Date.UTC(2026, 2, 21, 5, 40);
const MINUTE = 60_000;
const POLLED: readonly Polled[] = ['metrics', 'status', 'audit'];

/** What a page knows that has asked every route once, in a scenario that has been on for so many minutes. */
function known(scenario: ScenarioName, minutes = 10): FindingData {
  const beak = new Beak({ seed: 7, now: NOW, scenario });
  const at = NOW + minutes * MINUTE;
  for (let now = NOW; now <= at; now += 10_000) beak.advance(now);
  const answer = (route: Polled) => ({
    last: { json: JSON.parse(beak.answer(route)) as unknown, at },
    restored: true,
  });
  return {
    now: at,
    interval: 30_000,
    routes: Object.fromEntries(POLLED.map((route) => [route, answer(route)])),
    logs: {},
    site: NO_SITE,
  };
}

/** The same, of a backend that has not answered for so many minutes. */
const silent = (data: FindingData, minutes: number, count: number): FindingData => {
  const now = data.now + minutes * MINUTE;
  const failing = {
    kind: 'http' as const,
    status: 503,
    message: 'It failed.',
    at: now,
    since: data.now,
    count,
  };
  return {
    ...data,
    now,
    routes: Object.fromEntries(
      Object.entries(data.routes).map(([route, state]) => [route, { ...state, failing }]),
    ),
  };
};

const told = (data: FindingData): string[] =>
  findingsOf(data, ALL_CAUSES).map(({ cause, tone }) => `${cause} ${tone}`);

/** What stands in each scenario; agents turn slow everywhere now and then, which is not the scenario's. */
const EXPECTED: Partial<Record<ScenarioName, readonly string[]>> = {
  'healthy': [],
  'drift': ['alias bad'],
  'canary-good': [],
  'canary-bad': ['canary bad', 'alarms bad'],
  'canary-quiet': [],
  'canary-alarm': ['alarms bad', 'deployment warn'],
  'alias-edited': ['deployment warn'],
  'fleet-dying': ['dead-agents bad'],
  'sandbox-quota': ['quota bad', 'sandbox warn'],
  'misconfigured': ['alarms bad', 'auth bad', 'tables bad', 'security bad', 'reputation warn'],
  'old-backend': [],
};
for (const [name, expected] of Object.entries(EXPECTED))
  test(`causes: ${name}`, () => {
    assert.ok(isScenario(name));
    const found = told(known(name)).filter((each) => !/^slow-agents|^alias info/.test(each));
    assert.deepEqual(found, expected);
  });

test('causes: no scenario is left out but those of the way answers travel, and the hostile one', () => {
  const left = Object.keys(scenarios).filter((name) => !Object.hasOwn(EXPECTED, name));
  assert.deepEqual(left, ['down', 'slow', 'flaky', 'hostile']);
});

test('causes: whatever a hostile backend sends, nothing throws and every headline is words', () => {
  for (let minutes = 0; minutes < 8; minutes += 1)
    for (const { headline, evidence } of findingsOf(known('hostile', minutes), ALL_CAUSES))
      assert.doesNotMatch(headline + evidence, /NaN|undefined|\[object|Invalid Date/);
});

test('causes: before the first answer nothing is found, and nothing is said to be well', () => {
  const { findings, unchecked } = judged(
    { now: NOW, interval: 30_000, routes: {}, logs: {}, site: NO_SITE },
    ALL_CAUSES,
  );
  assert.deepEqual(findings, []);
  assert.equal(unchecked.length, ALL_CAUSES.length);
});

test('causes: a first load with the backend down is critical at once', () => {
  const failing = { kind: 'network' as const, message: 'It failed.', at: NOW, since: NOW, count: 1 };
  const routes = Object.fromEntries(POLLED.map((route) => [route, { restored: true, failing }]));
  assert.deepEqual(told({ now: NOW, interval: 30_000, routes, logs: {}, site: NO_SITE }), [
    'unreachable bad',
  ]);
});

test('causes: an outage never looks calmer with time, nor does what was wrong before it', () => {
  const before = known('fleet-dying');
  for (const [minutes, count] of [
    [1, 3],
    [14, 12],
    [600, 140],
  ] as const) {
    const [first, second] = findingsOf(silent(before, minutes, count), ALL_CAUSES);
    assert.equal(first?.cause, 'unreachable');
    assert.equal(first.tone, 'bad');
    assert.equal(second?.cause, 'dead-agents');
    assert.equal(second.tone, 'bad');
    // What is younger than the stale limit is still told as it is.
    assert.equal(second.asOf, minutes < 2 ? undefined : before.now);
  }
});

test('causes: a card judges the causes of the routes that it reads', () => {
  const { reads } = declaring(STATUS_CAUSES, {});
  assert.deepEqual([...new Set(Object.values(reads).map(({ route }) => route))], ['status']);
  assert.ok(Object.values(reads).every(({ needed }) => !needed));
  const names = Object.values(reads).map(({ field }) => field);
  assert.equal(new Set(names).size, names.length, 'each field once');
});

test('causes: each has an id of its own', () => {
  assert.equal(new Set(ALL_CAUSES.map(({ id }) => id)).size, ALL_CAUSES.length);
});

test('causes: the log tells since when', () => {
  const data = known('fleet-dying');
  const log = [30, 20, 10, 1].map((ago) => ({
    at: data.now - ago * MINUTE,
    found: ago === 30 ? [] : [{ id: 'agent-dead', title: 'Agents dead', score: 55 }],
  }));
  const [found] = findingsOf({ ...data, logs: { missionControlAnomalyLog: log } }, ALL_CAUSES);
  assert.equal(found?.cause, 'dead-agents');
  assert.equal(found.since, data.now - 20 * MINUTE);
});

test('causes: the site’s thresholds hold', () => {
  const data = known('healthy');
  const site = { ...NO_SITE, config: { thresholds: { quota_warn: 0.0001, quota_bad: 0.0002 } } };
  assert.ok(told({ ...data, site }).includes('quota bad'));
});
