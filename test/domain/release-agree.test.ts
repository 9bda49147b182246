import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandsFor } from '../../components/alias-drift/next-commands.ts';
import { nextStepOf } from '../../src/data/next-step.ts';
import { planOf } from '../../components/canary-deploy/plan.ts';
import { preconditionsOf } from '../../components/canary-deploy/preconditions.ts';
import { steps } from '../../components/rollback-plan/rollback-steps.ts';
import { trialOf } from '../../src/data/canary-reads.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { rollbackTargetOf, unneededOf } from '../../src/data/rollback-reads.ts';
import { parity } from '../../src/domain/release/parity.ts';
import type { DeployData } from '../../components/canary-deploy/model.ts';
import type { AliasData } from '../../components/alias-drift/model.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { AlarmReport } from '../../src/domain/release/alarms.ts';

const MINUTE = 60_000;
const now = Date.UTC(2026, 2, 21, 5, 40);
const window = { from: now - 30 * MINUTE, to: now };
const good = { invocations: 3000, errors: 1, p99_ms: 400 };
const bad = { invocations: 300, errors: 60, p99_ms: 400 };
const fine = { invocations: 300, errors: 0, p99_ms: 400 };
const base: Release = {
  function: 'beak-api',
  alias: 'prod',
  stable: '42',
  routing: { 43: 0.1 },
  revision_id: 'rev-1',
  versions: ['43', '42', '41', '40', '39'].map((version) => ({ version })),
  deployment: null,
  traffic: { ...window, by_version: { 42: good, 43: bad } },
};
const promotable: Release = { ...base, traffic: { ...window, by_version: { 42: good, 43: fine } } };

/** A card's data as far as these rules read it. */
function dataOf(release: Release, alarms: readonly AlarmReport[] = [{ name: 'errors', state: 'OK' }]) {
  const data = {
    now,
    base: 'https://api.example.com',
    interval: 30_000,
    facts: {
      release,
      target: release.stable,
      invoked: release.stable,
      reported: release.stable,
      functionName: 'beak-api',
      region: 'us-east-1',
      alarms,
    },
    routes: {},
    records: { governance: [] },
    site: {
      config: { files: { deploy_log: 'DEPLOY-LOG.md' } },
      files: {},
      deploys: {
        entries: [
          { at: 2, version: '42', alias: 'prod' },
          { at: 1, version: '41', alias: 'prod' },
        ],
        problems: [],
      },
      problems: [],
    },
    stale: false,
    misfits: [],
  };
  // The rest of a card's data is not read here.
  return data as unknown as DeployData & AliasData;
}

/** Every line that changes the alias, by the card that hands it out: the version that it gives all calls to. */
function changes(data: DeployData & AliasData): Record<string, string[]> {
  const state = releaseOf(data);
  const { release, ref } = state;
  const back = rollbackTargetOf(data);
  const trial = trialOf(data);
  const lines = {
    'alias-drift': commandsFor(parity(data.facts).verdict, data, 'UTC').commands,
    'canary-metrics':
      release && trial.canary !== undefined
        ? nextStepOf(trial, release, ref, { now, wait: undefined, back, tz: 'UTC' }).commands
        : [],
    'canary-deploy': planOf(preconditionsOf(data), data, {}).steps.flatMap(({ command }) => command ?? []),
    'rollback-plan': steps(state, back).map(({ command }) => command),
  };
  return Object.fromEntries(
    Object.entries(lines).map(([card, commands]) => [
      card,
      commands.flatMap(({ line }) => /update-alias[^]*--function-version (\d+)/.exec(line)?.[1] ?? []),
    ]),
  );
}

const none = (data: DeployData & AliasData, what: string): void => {
  for (const [card, versions] of Object.entries(changes(data)))
    assert.deepEqual(versions, [], `${what}: ${card}`);
  assert.equal(unneededOf(data, []), undefined, what);
};

const unrouted: Release = { ...base };
delete unrouted.routing;

// What cannot be read comes as unknown from the fields; what cannot be is known here.
const odd: Record<string, Release> = {
  'routing that was not provided or cannot be read': unrouted,
  'two weights': { ...base, routing: { 43: 0.1, 44: 0.1 } },
  'a sum over 1': { ...base, routing: { 43: 0.6, 44: 0.6 } },
  'a sum over 1 with the weight of the alias itself': { ...base, routing: { 42: 0.6, 43: 0.5 } },
  'a weight that is none': { ...base, routing: { 43: NaN } },
  'all calls by weight': { ...base, routing: { 43: 1 } },
  'a name that is no version': { ...base, routing: { prod: 0.1 } },
};
for (const [what, release] of Object.entries(odd))
  test(`no card changes the alias: ${what}`, () => none(dataOf(release), what));

test('a failing canary leads every card to one rollback target, and none to the canary', () => {
  for (const [card, versions] of Object.entries(changes(dataOf(base))))
    assert.deepEqual(versions, ['42'], card);
});

test('a canary turned round leads back to the version that served before, and nowhere to the new one', () => {
  const turned: Release = { ...base, stable: '43', routing: { 42: 0.9 } };
  for (const [card, versions] of Object.entries(changes(dataOf(turned))))
    assert.deepEqual(versions, ['42'], card);
});

test('a deployment that is not over: only Rollback Plan and Canary Deploy have a line, for after the stop', () => {
  for (const deployment of [
    { id: 'd-1', to_version: '43' },
    { id: 'd-1', status: 'Stopping', to_version: '43' },
    { id: 'd-1', finished_at: now, to_version: '43' },
    { id: 'd-1', status: 'InProgress', to_version: '44' },
  ]) {
    const {
      'alias-drift': drift,
      'canary-metrics': metrics,
      ...after
    } = changes(dataOf({ ...base, deployment }));
    assert.deepEqual([drift, metrics], [[], []], JSON.stringify(deployment));
    for (const versions of Object.values(after))
      assert.deepEqual(versions, ['42'], JSON.stringify(deployment));
  }
});

test('figures from before the deployment of the version on trial promote nothing', () => {
  const promotes = (started_at: number) =>
    trialOf(
      dataOf({ ...promotable, deployment: { id: 'd-1', status: 'Succeeded', to_version: '43', started_at } }),
    ).verdict;
  assert.equal(promotes(window.from), 'promote');
  assert.equal(promotes(window.from + 20 * MINUTE), 'wait');
});

test('an alarm that is active, or has stopped this version, never stands beside a promotion', () => {
  const promotes = (data: DeployData & AliasData) => Object.values(changes(data)).flat().includes('43');
  assert.equal(promotes(dataOf(promotable)), true);
  assert.equal(promotes(dataOf(promotable, [{ name: 'errors', state: 'ALARM' }])), false);
  const deployment = { id: 'd-1', status: 'Stopped', to_version: '43', error: { code: 'ALARM_ACTIVE' } };
  assert.equal(promotes(dataOf({ ...promotable, deployment })), false);
});

test('a rollback target that is not listed, or fails itself, makes no line on any card', () => {
  none(dataOf({ ...base, versions: [{ version: '43' }] }), 'not listed');
  none(dataOf({ ...base, traffic: { ...window, by_version: { 42: bad, 43: bad } } }), 'fails itself');
});

test('what nothing needs is never the rollback target', () => {
  const rest: Release = { ...base, routing: {}, traffic: { ...window, by_version: { 42: good } } };
  const data = dataOf(rest);
  assert.equal(rollbackTargetOf(data).version, '41');
  assert.equal(unneededOf(data, []), '39');
});
