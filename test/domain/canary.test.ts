import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  canaryLimits,
  canaryLimitsFrom,
  levelOf,
  lookEnds,
  lookOf,
  moreCalls,
  wrongLimits,
} from '../../src/domain/canary/analyses.ts';
import { failsItself, judgeCanary, judgeRelease } from '../../src/domain/canary/judgement.ts';
import type { Figures } from '../../src/domain/canary/version-tests.ts';
import type { Verdict } from '../../src/domain/canary/judgement.ts';

const figures = (errors: number, invocations: number, p99_ms = 400): Figures => ({
  invocations,
  errors,
  p99_ms,
});
const good = figures(1, 2700);

/*
 * By the catalogue, with alpha 5 % over 10 looks, 2 tests, and half kept for the polls between: a test rolls back from
 * 0.00125 down. Of 299 calls 0.99^299 = 0.0495 have no error, of 298 0.0500; more than 0.05 is not enough.
 */
const table: [
  name: string,
  canary: Figures | undefined,
  stable: Figures | undefined,
  Verdict,
  says: RegExp,
  more?: number,
][] = [
  ['298 good calls', figures(0, 298), good, 'wait', /1 more call is needed, none of them failing/, 1],
  ['299 good calls', figures(0, 299), good, 'promote', /below 1%/, 0],
  ['one error needs 473', figures(1, 472), good, 'wait', /1 more call is/, 1],
  ['473 calls with one error', figures(1, 473), good, 'promote', /below 1%/, 0],
  ['24 good calls', figures(0, 24), figures(0, 216), 'wait', /275 more calls are needed/, 275],
  // P(at least 16 of 270 at 1 %) is 2.2e-8.
  [
    '16 of 270, all worse',
    figures(16, 270),
    figures(1, 2412),
    'rollback',
    /at least 2\.46%.*more often than stable/,
  ],
  // P(at least 16 of 270 at 1 %) does not ask how stable does.
  ['too high, as stable is', figures(16, 270), figures(160, 2700), 'rollback', /at least 2\.46%/],
  // Fisher: 0.0009113, and P(at least 3 of 30 at 1 %) = 0.0033 is not enough.
  ['worse than a perfect stable', figures(3, 30), figures(0, 270), 'rollback', /more often than stable/],
  // Fisher: 0.001644 is above 0.00125; 4 of 400 at the upper bound is over 1 %.
  ['not surely worse', figures(7, 400), figures(12, 3600), 'wait', /more calls/],
  ['p99 at the limit, stable’s below', figures(0, 400, 5000), good, 'rollback', /p99 of 5 s reaches/],
  ['p99 just below', figures(0, 400, 4999), good, 'promote', /p99 below 5 s/],
  ['both slow', figures(0, 400, 6000), figures(0, 3600, 5000), 'wait', /as stable’s does/, 0],
  [
    'slow, and stable’s p99 not offered',
    figures(0, 400, 6000),
    { invocations: 3600, errors: 0 },
    'wait',
    /stable’s is not offered/,
  ],
  ['p99 not offered', { invocations: 400, errors: 0 }, good, 'wait', /p99 is not offered/],
  ['no figures of the canary', undefined, good, 'wait', /at least 299 calls/, 299],
  ['no call', figures(0, 0), good, 'wait', /at least 299 calls/, 299],
  ['calls not offered', { errors: 0, p99_ms: 4 }, good, 'unknown', /calls are not offered/],
  ['errors not offered', { invocations: 500, p99_ms: 4 }, good, 'unknown', /errors are not offered/],
  ['more errors than calls', figures(7, 5), good, 'unknown', /7 errors of 5 calls do not fit/],
  ['more calls than can be', figures(0, Number.MAX_SAFE_INTEGER), good, 'unknown', /cannot be believed/],
  ['stable without traffic', figures(0, 400), figures(0, 0), 'wait', /nothing to compare.*had no call/],
  ['stable not in the traffic', figures(0, 400), undefined, 'wait', /no call of it was counted/],
  ['stable does not add up', figures(0, 400), figures(9, 8), 'wait', /9 errors of 8 calls/],
  ['bad, with no stable', figures(40, 400), undefined, 'rollback', /at least/],
  ['every call failed', figures(30, 30), figures(0, 270), 'rollback', /at least/],
  ['1e9 good calls', figures(1e6, 1e9), figures(9e6, 9e9), 'promote', /below 1%/],
  ['1e9 calls, 1.1 % of them failing', figures(1.1e7, 1e9), figures(9e6, 9e9), 'rollback', /at least 1\.1%/],
  ['1e9 calls at the limit', figures(1e7, 1e9), figures(9e7, 9e9), 'wait', /more calls/],
];

for (const [name, canary, stable, verdict, says, more] of table)
  test(`${name}: ${verdict}`, () => {
    const judged = judgeCanary({ canary, stable });
    assert.equal(judged.verdict, verdict, judged.sentence);
    assert.match(judged.sentence, says);
    if (more !== undefined) assert.equal(judged.moreCalls, more);
    const reported = JSON.stringify(judged);
    assert.doesNotMatch(reported, /NaN|undefined|null|Infinity/);
    // What is not sure is never fine.
    assert.equal(judged.tone === 'ok', verdict === 'promote');
    assert.equal(judged.tone === 'bad', verdict === 'rollback');
  });

test('every test is named with its figures', () => {
  const { checks } = judgeCanary({ canary: figures(3, 30), stable: figures(0, 270) });
  const reported = checks.map(({ name, label, note }) => `${name}: ${label}. ${note}`).join('\n');
  assert.match(reported, /Clopper–Pearson.*: .*3 of 30 failed, 10%/);
  assert.match(reported, /Fisher, one-sided.*: worse than stable\. p = 0\.000911; worse from 0\.00125 down/);
  assert.match(
    reported,
    /p99.*: 400 ms\. Stable has 400 ms; the limit is 5 s\. Of 30 calls, it is the slowest/,
  );
});

test('a bound never reads as the limit that it has not reached', () => {
  const { checks } = judgeCanary({ canary: figures(0, 299), stable: good });
  assert.match(checks[0]?.label ?? '', /^0% to 0\.997%$/);
  const near = judgeCanary({ canary: figures(9_990_000, 1e9), stable: figures(9e6, 9e9) });
  assert.doesNotMatch(near.checks[0]?.label ?? '', /to 1%/);
});

test('throttles are not judged', () => {
  const canary = { ...figures(0, 400), throttles: 400 };
  assert.equal(judgeCanary({ canary, stable: good }).verdict, 'promote');
});

test('more calls, none failing, until the upper bound is below 1 %: exact rationals say 299, 473, 628, 773', () => {
  for (const [errors, calls] of [299, 473, 628, 773].entries()) {
    assert.equal(moreCalls({ errors, calls: 0 }, canaryLimits), calls);
    assert.equal(moreCalls({ errors, calls: calls - 1 }, canaryLimits), 1);
    assert.equal(moreCalls({ errors, calls: calls + 1 }, canaryLimits), 0);
  }
  assert.equal(moreCalls({ errors: 1e10, calls: 1e10 }, canaryLimits), undefined);
});

test('looks are doublings of the calls, ten of them', () => {
  const looks: [calls: number, look: number][] = [
    [0, 1],
    [1, 1],
    [30, 1],
    [59, 1],
    [60, 2],
    [119, 2],
    [120, 3],
    [15_359, 9],
    [15_360, 10],
    [30_719, 10],
  ];
  for (const [calls, look] of looks) assert.equal(lookOf(calls), look, `${calls} calls`);
  for (const look of [1, 2, 9]) assert.equal(lookOf(lookEnds(look)), look + 1);
});

test('all looks together never spend more than alpha, however many calls come', () => {
  for (const limits of [canaryLimits, { alpha: 0.05, looks: 1 }, { alpha: 0.01, looks: 3 }]) {
    let spent = 0;
    // Two tests, and twice the level of each for the polls in between.
    for (let look = 1; look <= 200; look += 1) spent += 4 * levelOf(look, limits);
    assert.ok(spent <= limits.alpha * (1 + 1e-12), `${spent} of ${limits.alpha}`);
    assert.ok(levelOf(1, canaryLimits) === 0.00125);
  }
});

test('the same figures give the same verdict, however often they are asked for', () => {
  const pair = { canary: figures(3, 60), stable: figures(1, 540) };
  assert.deepEqual(judgeCanary(pair), judgeCanary(structuredClone(pair)));
});

test('the configuration sets limits, and one that can be none counts as not set', () => {
  const set = canaryLimitsFrom;
  const pair = { canary: figures(2, 299), stable: figures(20, 2700) };
  assert.equal(judgeCanary(pair).verdict, 'wait');
  assert.equal(judgeCanary(pair, set({ canary_error_rate: 0.05 })).verdict, 'promote');
  assert.equal(judgeCanary(pair, set({ canary_p99_ms: 300 })).verdict, 'wait');
  for (const wrong of [
    { canary_error_rate: 5 },
    { canary_alpha: 0 },
    { canary_looks: -3 },
    { canary_p99_ms: -1 },
  ])
    assert.deepEqual(judgeCanary(pair, set(wrong)), judgeCanary(pair), JSON.stringify(wrong));
});

type Facts = Parameters<typeof judgeRelease>[0];
type Release = NonNullable<Facts['release']>;

const MINUTE = 60_000;
const now = Date.UTC(2026, 2, 21, 5, 40);
const window = { from: now - 30 * MINUTE, to: now };
const by_version = { 42: figures(1, 2700), 43: figures(0, 300) };
const release: Release = { stable: '42', routing: { 43: 0.1 }, traffic: { ...window, by_version } };
const judged = (given: Release | undefined, more: Partial<Facts> = {}) =>
  judgeRelease({ release: given, now, ...more });
const traffic = (more: Partial<NonNullable<Release['traffic']>>): Release => ({
  ...release,
  traffic: { ...window, by_version, ...more },
});
const began = (minutes: number, to_version = '43'): NonNullable<Release['deployment']> => ({
  id: 'd-1',
  status: 'InProgress',
  from_version: '42',
  to_version,
  shift_started_at: now - minutes * MINUTE,
});

const releases: [
  name: string,
  given: Release | undefined,
  verdict: string,
  says: RegExp,
  more?: Partial<Facts>,
][] = [
  ['a good canary', release, 'promote', /below 1%/],
  ['not provided', undefined, 'unknown', /release is not provided/],
  ['no stable', { routing: { 43: 0.1 } }, 'unknown', /release\.stable/],
  ['no routing', { stable: '42' }, 'unknown', /release\.routing/],
  ['nothing shifts', { ...release, routing: {} }, 'none', /all traffic goes to version 42/],
  ['a weight of nothing', { ...release, routing: { 43: 0 } }, 'none', /No canary/],
  ['stable’s own weight', { ...release, routing: { 42: 0.1 } }, 'none', /No canary/],
  [
    'two weights',
    { ...release, routing: { 43: 0.1, 44: 0.1 } },
    'unknown',
    /2 additional versions \(43, 44\)/,
  ],
  ['a sum over 1', { ...release, routing: { 43: 0.6, 44: 0.6 } }, 'unknown', /add up to 120%/],
  ['a weight over 1', { ...release, routing: { 43: 1.5 } }, 'unknown', /43 has 1\.5/],
  ['a weight below 0', { ...release, routing: { 43: -0.1 } }, 'unknown', /43 has -0\.1/],
  ['a weight that is no number', { ...release, routing: { 43: NaN } }, 'unknown', /43 has NaN/],
  ['a name that is no version', { ...release, routing: { constructor: 0.1 } }, 'unknown', /constructor/],
  ['all by weight', { ...release, routing: { 43: 1 } }, 'wait', /Check again/],
  ['no traffic', { stable: '42', routing: { 43: 0.1 } }, 'unknown', /release\.traffic/],
  ['not in the traffic', { ...release, routing: { 44: 0.1 } }, 'wait', /Not a call of the canary/],
  ['no figures at all', traffic({ by_version: {} }), 'wait', /Not a call/],
  [
    'errors without calls',
    traffic({ by_version: { ...by_version, 43: figures(3, 0) } }),
    'unknown',
    /do not fit/,
  ],
  // The figures are of this shift, or nothing is concluded from them.
  [
    'a window without an end',
    { ...release, traffic: { from: window.from, by_version } },
    'wait',
    /traffic\.to/,
  ],
  ['a window without a begin', { ...release, traffic: { to: now, by_version } }, 'wait', /traffic\.from/],
  ['a window turned round', traffic({ from: now, to: now - MINUTE }), 'wait', /ends before it begins/],
  ['a window in the future', traffic({ to: now + 5 * MINUTE }), 'wait', /in the future/],
  ['an old window', traffic({ from: now - 90 * MINUTE, to: now - 60 * MINUTE }), 'wait', /ended 1 h ago/],
  ['a window from before the shift', { ...release, deployment: began(10) }, 'wait', /back before the shift/],
  [
    'a window shorter than the canary',
    { ...release, deployment: began(60) },
    'wait',
    /window shorter than the canary/,
  ],
  ['a window of the whole shift', { ...release, deployment: began(30) }, 'promote', /below 1%/],
  ['the shift of another version', { ...release, deployment: began(90, '44') }, 'promote', /below 1%/],
  // What an alarm says outranks good figures.
  [
    'an alarm that is active',
    release,
    'wait',
    /alarm active: errors/,
    { alarms: [{ name: 'errors', state: 'ALARM' }] },
  ],
  ['an alarm that is OK', release, 'promote', /below 1%/, { alarms: [{ name: 'errors', state: 'OK' }] }],
  [
    'a deployment stopped by an alarm',
    { ...release, deployment: { ...began(30), status: 'Stopped', error: { code: 'ALARM_ACTIVE' } } },
    'wait',
    /was stopped by an alarm/,
  ],
];
for (const [name, given, verdict, says, more] of releases)
  test(`a release is judged by its routing and its window: ${name}`, () => {
    const result = judged(given, more);
    assert.equal(result.verdict, verdict, result.sentence);
    assert.match(result.sentence, says);
    assert.equal(result.tone === 'ok', verdict === 'promote');
  });

test('the judgement names its versions', () => {
  const { stable, canary, weight } = judged(release);
  assert.deepEqual({ stable, canary, weight }, { stable: '42', canary: '43', weight: 0.1 });
});

test('a canary turned round: the new version is judged, and it is never fine', () => {
  const turned: Release = {
    stable: '43',
    routing: { 42: 0.9 },
    traffic: { ...window, by_version: { 42: figures(1, 2700), 43: figures(60, 300) } },
  };
  const deploys = [{ at: 1, version: '42', alias: 'prod' }];
  for (const log of [deploys, undefined]) {
    const result = judged(turned, { alias: 'prod', deploys: log });
    assert.deepEqual([result.canary, result.stable, result.verdict], ['43', '42', 'rollback']);
    assert.match(result.sentence, /are swapped/);
  }
  const good = { ...turned, traffic: { ...window, by_version } };
  assert.equal(judged(good, { alias: 'prod', deploys }).tone, 'warn');
  // A linear deployment gives the new version most of the calls, too.
  const linear = judged({ stable: '42', routing: { 43: 0.9 }, traffic: { ...window, by_version } });
  assert.deepEqual([linear.canary, linear.turned], ['43', false]);
});

test('a version fails by its own error rate', () => {
  const failing = { by_version: { 42: figures(60, 300), 43: figures(1, 300), 44: figures(9, 3) } };
  assert.match(failsItself(failing, '42') ?? '', /version 42 fails itself: 20%/);
  for (const version of ['43', '44', '45', 'constructor'])
    assert.equal(failsItself(failing, version), undefined, version);
});

test('a limit that can be none is named, with the default that counts', () => {
  const set = canaryLimitsFrom;
  assert.match(
    wrongLimits(set({ canary_error_rate: 5 })).join(),
    /canary_error_rate is 5, .*less than 1.*default of 0\.01/,
  );
  assert.equal(wrongLimits(set({ canary_p99_ms: -1, canary_looks: 0, canary_alpha: 0.5 })).length, 3);
  assert.deepEqual(wrongLimits(set({ canary_error_rate: 0.02 })), []);
});
