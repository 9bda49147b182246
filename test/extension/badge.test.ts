import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Beak } from '../../server/beak/beak.ts';
import { badgeOf } from '../../src/extension/background/badge.ts';
import { environmentFrom } from '../../src/extension/environment.ts';
import { groupsOf, moved } from '../../src/extension/panel/groups.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { isWorse, verdictFrom, verdictOf, worstLevel } from '../../src/extension/verdict.ts';
import type { ApiState } from '../../src/data/card-data.ts';
import type { Failing } from '../../src/data/state.ts';
import type { Verdict } from '../../src/extension/verdict.ts';
import type { ScenarioName } from '../../server/beak/scenarios.ts';

const now = Date.parse('2026-06-01T12:00:00Z');

/** What is known of the embedded backend in a scenario. */
function stateOf(scenario: ScenarioName, more: Partial<ApiState> = {}): ApiState {
  const beak = new Beak({ seed: 42, now, scenario });
  beak.advance(now + 10 * 60_000);
  const json: unknown = JSON.parse(beak.answer('status'));
  const at = now + 10 * 60_000;
  return {
    base: 'https://api.example.com',
    interval: 30_000,
    now: at,
    routes: { status: { restored: true, last: { json, at, made: at } } },
    logs: {},
    records: {},
    site: NO_SITE,
    ...more,
  };
}

const failing = (count: number): Failing => ({
  kind: 'network',
  message: '/beak/system/status unreachable (network or CORS).',
  at: now,
  since: now,
  count,
});

test('the badge has a shape, a colour and a count for each level, and a grey ? where nothing is known', () => {
  const environment = environmentFrom({ base: 'https://a.example', name: 'Production' });
  assert.ok(environment);
  const badge = (verdict: Verdict) => badgeOf([{ environment, verdict }]);
  const verdict = (level: Verdict['level'], count = 0): Verdict => ({
    level,
    count,
    headline: 'Because.',
    ids: [],
  });
  const looks = [verdict('ok'), verdict('warn', 2), verdict('bad', 3), verdict('unknown', 4)].map(badge);
  assert.deepEqual(
    looks.map(({ text }) => text),
    ['●', '▲2', '■3', '?'],
  );
  assert.equal(new Set(looks.map(({ colour }) => colour)).size, 4);
  assert.equal(badge(verdict('bad', 240)).text, '■99+');
  assert.equal(badge(verdict('bad', 3)).title, 'Production: critical. Because.');
  assert.equal(badgeOf([]).text, '');
});

test('of several environments the worst counts; one that is not known keeps the others from being fine', () => {
  assert.equal(worstLevel(['ok', 'unknown', 'ok']), 'unknown');
  assert.equal(worstLevel(['warn', 'unknown']), 'warn');
  assert.equal(worstLevel(['bad', 'unknown', 'ok']), 'bad');
  assert.equal(worstLevel([]), 'unknown');
});

test('the verdict follows the scenarios of the backend', () => {
  assert.equal(verdictOf(stateOf('healthy')).level, 'ok');
  const canary = verdictOf(stateOf('canary-bad'));
  assert.equal(canary.level, 'bad');
  assert.match(canary.headline, /^Canary \d+ errors/);
  assert.equal(canary.card, 'mc-canary-metrics');
  assert.equal(verdictOf(stateOf('fleet-dying')).level, 'bad');
});

test('out of reach is not known at once, however good it was, and says what it was', () => {
  const state = stateOf('healthy');
  const down = {
    ...state,
    routes: { status: { ...state.routes.status, restored: true, failing: failing(1) } },
  };
  assert.equal(verdictOf(down).level, 'unknown');
  assert.match(verdictOf(down).headline, /unreachable/);
  const bad = stateOf('canary-bad');
  const lost = { ...bad, routes: { status: { ...bad.routes.status, restored: true, failing: failing(1) } } };
  assert.match(verdictOf(lost).headline, /unreachable.*Last known: was: Canary/);
});

test('too old is not known, paused or not, and never a green that stands there', () => {
  const state = stateOf('healthy');
  assert.equal(verdictOf({ ...state, now: state.now + 119_000 }).level, 'ok');
  assert.match(verdictOf({ ...state, now: state.now + 120_000 }).headline, /too old/);
  assert.equal(verdictOf({ ...state, now: state.now + 120_000 }).level, 'unknown');
  assert.match(verdictOf({ ...state, now: state.now + 120_000, pausedSince: now }).headline, /paused/);
  assert.equal(verdictOf({ ...state, routes: {} }).level, 'unknown');
});

test('worse is a new finding at least as bad, and a backend that is out of reach; the same thing is told once', () => {
  const at = (level: Verdict['level'], ...ids: string[]): Verdict => ({
    level,
    count: ids.length,
    headline: '',
    ids,
  });
  assert.ok(isWorse(at('bad', 'canary-failing'), at('ok')));
  assert.ok(isWorse(at('warn', 'agent-slow'), at('ok')));
  assert.ok(isWorse(at('bad', 'alarm', 'canary-failing'), at('bad', 'alarm')));
  assert.ok(isWorse(at('bad', 'canary-failing'), at('unknown', 'status-failing')));
  assert.ok(isWorse(at('unknown', 'status-failing'), at('ok')));
  assert.ok(!isWorse(at('bad', 'alarm'), at('bad', 'alarm')));
  assert.ok(!isWorse(at('bad', 'alarm'), at('unknown', 'alarm')), 'one poll that failed between');
  assert.ok(!isWorse(at('warn', 'agent-slow'), at('bad', 'alarm')));
  assert.ok(!isWorse(at('ok'), at('bad', 'alarm')));
  assert.ok(!isWorse(at('unknown'), at('ok')), 'old, and not out of reach');
});

test('a verdict comes back from storage as it was, and nonsense is none', () => {
  const verdict = verdictOf(stateOf('canary-bad'));
  assert.deepEqual(verdictFrom(JSON.parse(JSON.stringify(verdict))), verdict);
  for (const raw of [
    undefined,
    null,
    7,
    {},
    { level: 'fine', count: 1, headline: '', ids: [] },
    { level: 'ok' },
  ])
    assert.equal(verdictFrom(raw), undefined);
});

test('problems come first, then the page beside, the pinned and the others; each card once', () => {
  const finding = (card: `mc-${string}`, tone: 'bad' | 'info') => ({ card, tone }) as never;
  const environment = environmentFrom({ base: 'https://a.example' });
  assert.ok(environment);
  const groups = groupsOf({
    settings: { cards: ['mc-todos', 'mc-alias-drift', 'mc-agent-fleet'], pinned: ['mc-todos'] },
    findings: [
      finding('mc-canary-metrics', 'bad'),
      finding('mc-canary-metrics', 'bad'),
      finding('mc-ses-exit', 'info'),
    ],
    offer: {
      about: 'beak-api · us-east-1',
      note: 'account not checked',
      environment,
      cards: ['mc-alias-drift', 'mc-canary-metrics'],
    },
    shown: ['mc-watchlist'],
  });
  assert.deepEqual(
    groups.map(({ id, cards }) => [id, ...cards]),
    [
      ['problems', 'mc-canary-metrics'],
      ['page', 'mc-alias-drift'],
      ['pinned', 'mc-todos'],
      ['own', 'mc-agent-fleet'],
      ['shown', 'mc-watchlist'],
    ],
  );
  assert.equal(groups[1]?.note, 'account not checked');
});

test('a card moves by a place, and no further than the ends', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 'b', -1), ['b', 'a', 'c']);
  assert.deepEqual(moved(['a', 'b', 'c'], 'b', 1), ['a', 'c', 'b']);
  assert.deepEqual(moved(['a', 'b', 'c'], 'a', -1), ['a', 'b', 'c']);
  assert.deepEqual(moved(['a', 'b'], 'x', 1), ['a', 'b']);
});
