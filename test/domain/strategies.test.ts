import assert from 'node:assert/strict';
import { test } from 'node:test';
import { running } from '../../src/domain/release/deployment.ts';
import {
  curveOf,
  curveOfPlan,
  exposed,
  exposure,
  rateOf,
  stepAt,
  strategies,
  strategyNamed,
  strategyOf,
  timeLeft,
  totalOf,
  weightAt,
} from '../../src/domain/release/strategies.ts';
import type { Deployment } from '../../src/domain/release/deployment.ts';

const MINUTE = 60_000;
const now = Date.UTC(2026, 2, 21, 5, 40);

/** Every predefined strategy: its steps and its total time in minutes, by the CodeDeploy documentation. */
const predefined: [name: string, steps: number, minutes: number][] = [
  ['LambdaAllAtOnce', 1, 0],
  ['LambdaCanary10Percent5Minutes', 2, 5],
  ['LambdaCanary10Percent10Minutes', 2, 10],
  ['LambdaCanary10Percent15Minutes', 2, 15],
  ['LambdaCanary10Percent30Minutes', 2, 30],
  ['LambdaLinear10PercentEvery1Minute', 10, 9],
  ['LambdaLinear10PercentEvery2Minutes', 10, 18],
  ['LambdaLinear10PercentEvery3Minutes', 10, 27],
  ['LambdaLinear10PercentEvery10Minutes', 10, 90],
];
test('every predefined strategy is there, and no other', () =>
  assert.deepEqual(
    strategies.map(({ name }) => name),
    predefined.map(([name]) => name),
  ));
for (const [name, steps, minutes] of predefined)
  test(`${name} takes ${steps} steps in ${minutes} min, from the first second to all traffic`, () => {
    const { curve } = strategyNamed(name) ?? { curve: [] };
    assert.equal(curve.length, steps);
    assert.equal(totalOf(curve), minutes * 60);
    assert.equal(curve[0]?.at_s, 0);
    assert.equal(curve[0]?.weight, steps === 1 ? 1 : 0.1);
    assert.equal(curve.at(-1)?.weight, 1);
  });

test('a linear strategy shifts its first 10% at once and its last after nine intervals', () =>
  assert.deepEqual(
    strategyNamed('LambdaLinear10PercentEvery1Minute')?.curve.map(({ at_s, weight }) => [at_s, weight]),
    [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((weight, index) => [index * 60, weight]),
  ));

test('a deployment names its strategy with or without the prefix', () => {
  const name = 'LambdaCanary10Percent5Minutes';
  assert.equal(strategyNamed(name)?.name, name);
  assert.equal(strategyNamed(`CodeDeployDefault.${name}`)?.name, name);
  for (const other of [undefined, '', 'CodeDeployDefault.', 'CodeDeployDefault.LambdaCanary', 'constructor'])
    assert.equal(strategyNamed(other), undefined, String(other));
});

const plans: [first: number, step: number, minutes: number, label: string, curve: [number, number][]][] = [
  [
    5,
    95,
    1,
    '5% at once, all after 1 minute',
    [
      [0, 0.05],
      [60, 1],
    ],
  ],
  [
    40,
    40,
    1,
    '40% at once, then 40% more every minute',
    [
      [0, 0.4],
      [60, 0.8],
      [120, 1],
    ],
  ],
  [
    1,
    49,
    10,
    '1% at once, then 49% more every 10 minutes',
    [
      [0, 0.01],
      [600, 0.5],
      [1200, 0.99],
      [1800, 1],
    ],
  ],
  [100, 0, 0, 'all at once', [[0, 1]]],
];
for (const [first, step, minutes, label, curve] of plans)
  test(`a plan of an operator: ${label}`, () => {
    const strategy = strategyOf('Own', { first, step, minutes });
    assert.equal(strategy.label, label);
    assert.deepEqual(
      strategy.curve.map((each) => [each.at_s, each.weight]),
      curve,
    );
  });

test('a step of nothing comes to an end', () =>
  assert.equal(curveOfPlan({ first: 10, step: 0, minutes: 1 }).length, 1));

const canary = strategyNamed('LambdaCanary10Percent5Minutes')?.curve ?? [];
const linear = strategyNamed('LambdaLinear10PercentEvery1Minute')?.curve ?? [];
const whole = strategyNamed('LambdaAllAtOnce')?.curve ?? [];

const weights: [s: number, step: number, weight: number][] = [
  [-1, -1, 0],
  [0, 0, 0.1],
  [299, 0, 0.1],
  [300, 1, 1],
  [1e9, 1, 1],
];
for (const [s, step, weight] of weights)
  test(`a canary of 5 minutes after ${s} s: step ${step}, ${weight}`, () => {
    assert.equal(stepAt(canary, s), step);
    assert.equal(weightAt(canary, s), weight);
  });
test('without a curve there is no weight', () => assert.equal(weightAt([], 10), 0));

// At 600 calls a minute: 10 % of 5 min are 300 calls; ten steps of a minute pass 10 + 20 + … + 90 % of 600.
const exposures: [name: string, curve: typeof canary, early: number, worst: number, guarded: boolean][] = [
  ['all at once', whole, 1800, 1800, false],
  ['a canary of 5 minutes', canary, 180, 300, true],
  ['linear, every minute', linear, 360, 2700, true],
  [
    '3 minutes, as long as the alarm needs',
    curveOfPlan({ first: 10, step: 90, minutes: 3 }),
    180,
    180,
    false,
  ],
  ['2 minutes, over before the alarm', curveOfPlan({ first: 10, step: 90, minutes: 2 }), 720, 720, false],
];
for (const [name, curve, early, worst, guarded] of exposures)
  test(`calls that a bad version gets, ${name}`, () =>
    assert.deepEqual(exposure(curve, 600, 3), { early, worst, guarded }));
test('without a rate nothing is said of calls, but whether an alarm is in time', () =>
  assert.deepEqual(exposure(canary, undefined, 3), { early: undefined, worst: undefined, guarded: true }));
test('nothing is exposed before the shift, nor at a rate of none', () => {
  assert.equal(exposed(canary, 600, 0), 0);
  assert.equal(exposed(canary, 0, 300), 0);
});

test('the present rate is what the window counted, in calls per minute', () => {
  const by_version = { 41: { invocations: 900 }, 42: { invocations: 100 } };
  assert.equal(rateOf({ from: now - 10 * MINUTE, to: now, by_version }), 100);
  assert.equal(rateOf({ from: now - MINUTE, to: now, by_version: { 41: { invocations: 0 } } }), 0);
  for (const traffic of [
    undefined,
    {},
    { from: now - MINUTE, to: now },
    { from: now - MINUTE, to: now, by_version: {} },
    { from: now - MINUTE + 1, to: now, by_version },
    { from: now, to: now - MINUTE, by_version },
    { from: now - 10 * MINUTE, to: now, by_version: { ...by_version, 43: {} } },
  ])
    assert.equal(rateOf(traffic), undefined, JSON.stringify(traffic));
});

const states: [deployment: Deployment | null | undefined, is: boolean | undefined][] = [
  [undefined, undefined],
  [null, false],
  [{}, undefined],
  [{ id: 'd-1' }, true],
  [{ status: 'Stopping' }, true],
  ...['Created', 'Queued', 'InProgress', 'Baking', 'Ready'].map((status): [Deployment, boolean] => [
    { status },
    true,
  ]),
  ...['Succeeded', 'Failed', 'Stopped'].map((status): [Deployment, boolean] => [{ status }, false]),
  [{ started_at: now }, true],
  [{ shift_started_at: now }, true],
  // A finish without an end state is none.
  [{ started_at: now, finished_at: now }, true],
  [{ status: 'InProgress', finished_at: now }, true],
  [{ status: 'Failed', finished_at: now }, false],
];
for (const [deployment, is] of states)
  test(`${JSON.stringify(deployment)} runs: ${is}`, () => assert.equal(running(deployment), is));

const own = [
  { at_s: 60, weight: 1 },
  { at_s: 0, weight: 0.25 },
];
test('a deployment follows its own steps, in their order, else those of the strategy that it names', () => {
  const config = 'CodeDeployDefault.LambdaCanary10Percent5Minutes';
  assert.deepEqual(curveOf({ config, steps: own }), [own[1], own[0]]);
  assert.equal(curveOf({ config }), canary);
  assert.equal(curveOf({ config, steps: [] }), canary);
  assert.equal(curveOf({ config, steps: [{ at_s: 0 }, { at_s: 60, weight: 1 }] }), canary);
  assert.equal(curveOf({ config: 'Own', steps: [{ weight: 0.1 }] }), undefined);
  assert.equal(curveOf({ config: 'Own', steps: [{ at_s: 1e300, weight: 1 }] }), undefined);
  assert.equal(curveOf({ config: 'Own' }), undefined);
  assert.equal(curveOf(null), undefined);
});

const under: Deployment = { status: 'InProgress', config: 'LambdaLinear10PercentEvery2Minutes' };
const since = (minutes: number): Deployment => ({ ...under, shift_started_at: now - minutes * MINUTE });
test('a running deployment tells its step and when it moves on', () => {
  assert.deepEqual(timeLeft(since(5), now), {
    step: 2,
    steps: 10,
    weight: 0.3,
    next: { at: now + MINUTE, weight: 0.4 },
    endsAt: now + 13 * MINUTE,
    due: false,
  });
  // A step begins at its own second.
  assert.equal(timeLeft(since(6), now)?.weight, 0.4);
});
test('before the shift there is no time to tell', () =>
  assert.deepEqual(timeLeft(under, now), { step: -1, steps: 10, weight: 0, due: false }));
test('a shift that is to begin has all its steps before it', () =>
  assert.deepEqual(timeLeft(since(-1), now)?.next, { at: now + MINUTE, weight: 0.1 }));
test('a deployment that runs on after its last step is due', () => {
  const left = timeLeft(since(18), now);
  assert.equal(left?.due, true);
  assert.equal(left.weight, 1);
  assert.equal(left.next, undefined);
  assert.equal(left.endsAt, now);
});
test('where none runs, or its curve is not known, nothing is told', () => {
  assert.equal(timeLeft(null, now), undefined);
  assert.equal(timeLeft(undefined, now), undefined);
  assert.equal(timeLeft({ ...since(5), status: 'Stopped' }, now), undefined);
  assert.equal(timeLeft({ ...since(5), config: 'Own' }, now), undefined);
});
