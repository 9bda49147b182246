import { running } from './deployment.ts';
import { plural } from '../format/values.ts';
import type { Answer } from '../../api/fields.ts';
import type { Deployment } from './deployment.ts';

/** From `at_s` seconds after the shift began, the new version has this share (0..1) of the traffic. */
export interface Step {
  at_s: number;
  weight: number;
}

/** The new version's share of the traffic over time: its steps in their order. */
export type Curve = readonly Step[];

/** A way to move traffic from one version to another. */
export interface Strategy {
  /** As CodeDeploy calls it, without `CodeDeployDefault.`; of an operator's own, what it is called here. */
  name: string;
  /** The curve in words. */
  label: string;
  curve: Curve;
}

/** How a strategy is described: percentages from 1 to 100, and the minutes between two shifts. */
export interface Plan {
  first: number;
  step: number;
  minutes: number;
}

/**
 * What CodeDeploy allows: at most so many minutes between the first and the last shift of a Lambda deployment, and so
 * many percent in one shift. Source: AWS CodeDeploy User Guide, *Limits*.
 */
export const LONGEST_MINUTES = 2880;
export const LARGEST_PERCENT = 99;

/** Limits of a deployment; the site's configuration may set `strategy_alarm_minutes`. */
export const strategyLimits = {
  /**
   * So many minutes a fault that is there from the first call needs to become a rollback: two periods of one minute in
   * breach, and one more until their figures have arrived.
   */
  alarm_minutes: 3,
};

/** The curve of a plan: `first` at once, and `step` more after each interval, until all is shifted. */
export function curveOfPlan({ first, step, minutes }: Plan): Curve {
  const curve: Step[] = [];
  for (let shifted = first; ; shifted += step) {
    curve.push({ at_s: curve.length * minutes * 60, weight: Math.min(shifted, 100) / 100 });
    // A step of nothing would never come to an end.
    if (shifted >= 100 || !(step > 0)) return curve;
  }
}

/** A plan in words. */
function planWords({ first, step, minutes }: Plan): string {
  if (first >= 100) return 'all at once';
  const interval = plural(minutes, 'minute');
  if (first + step >= 100) return `${first}% at once, all after ${interval}`;
  return `${first}% at once, then ${step}% more every ${minutes === 1 ? 'minute' : interval}`;
}

/** The strategy that a plan makes. */
export const strategyOf = (name: string, plan: Plan): Strategy => ({
  name,
  label: planWords(plan),
  curve: curveOfPlan(plan),
});

const PREFIX = 'CodeDeployDefault.';

/**
 * Every strategy that CodeDeploy has ready for Lambda. Source: AWS CodeDeploy User Guide, *Deployment configurations on
 * an AWS Lambda compute platform*. A canary shifts 10 % at once and the rest after its interval (API reference,
 * *TimeBasedCanary*: the interval lies between the first and the second shift). A linear one shifts 10 % at the start
 * of each increment, with its interval between two increments (*TimeBasedLinear*): the first 10 % move at once and the
 * last after nine intervals, not ten.
 */
export const strategies: readonly Strategy[] = [
  strategyOf('LambdaAllAtOnce', { first: 100, step: 0, minutes: 0 }),
  ...[5, 10, 15, 30].map((minutes) =>
    strategyOf(`LambdaCanary10Percent${minutes}Minutes`, { first: 10, step: 90, minutes }),
  ),
  ...[1, 2, 3, 10].map((minutes) =>
    strategyOf(`LambdaLinear10PercentEvery${minutes}Minute${minutes === 1 ? '' : 's'}`, {
      first: 10,
      step: 10,
      minutes,
    }),
  ),
];

/** The predefined strategy that a deployment's `config` names, with or without `CodeDeployDefault.`. */
export function strategyNamed(config: string | undefined): Strategy | undefined {
  const name = config?.startsWith(PREFIX) ? config.slice(PREFIX.length) : config;
  return strategies.find((each) => each.name === name);
}

/** When the last step of a curve is taken, in seconds from the start of the shift. */
export const totalOf = (curve: Curve): number => curve.at(-1)?.at_s ?? 0;

/** Which step holds so many seconds after the start of the shift, from 0; -1 before the first. A step holds at its own second. */
export const stepAt = (curve: Curve, s: number): number => curve.findLastIndex(({ at_s }) => at_s <= s);

/** The new version's share (0..1) so many seconds after the start of the shift; 0 before it. */
export const weightAt = (curve: Curve, s: number): number => curve[stepAt(curve, s)]?.weight ?? 0;

/**
 * The calls that the new version takes from the start of the shift until `until_s` seconds later, at a steady rate:
 * its share of the traffic, summed over that time. After the last step its share stays.
 * @param rate calls of the alias per minute
 */
export function exposed(curve: Curve, rate: number, until_s: number): number {
  const seconds = curve.reduce((sum, { at_s, weight }, index) => {
    const ends = Math.min(curve[index + 1]?.at_s ?? until_s, until_s);
    return sum + weight * Math.max(ends - at_s, 0);
  }, 0);
  return Math.round((rate * seconds) / 60);
}

/** How many calls a bad version gets; `undefined` where the rate is not known. */
export interface Exposure {
  /** Until an alarm acts that rings for a fault which is there from the first call. */
  early: number | undefined;
  /**
   * The worst case: until the last moment at which CodeDeploy still rolls back by itself, the end of the curve; where
   * the curve is over before an alarm can act, until the alarm, which then tells an operator.
   */
  worst: number | undefined;
  /** Whether an alarm acts before the curve ends. One that acts with its end is too late: nothing is left to roll back. */
  guarded: boolean;
}

/** @param rate calls of the alias per minute @param alarmMinutes the time that an alarm needs, in minutes */
export function exposure(curve: Curve, rate: number | undefined, alarmMinutes: number): Exposure {
  const alarm = alarmMinutes * 60;
  const calls = (until_s: number) => (rate === undefined ? undefined : exposed(curve, rate, until_s));
  return {
    early: calls(alarm),
    worst: calls(Math.max(alarm, totalOf(curve))),
    guarded: alarm < totalOf(curve),
  };
}

/** A window shorter than this tells no rate, in ms. */
export const RATE_FLOOR = 60_000;

/**
 * The present rate of an alias, in calls per minute, by the window that its traffic was counted over. `undefined` where
 * the window or the calls of a version are not told, or the window is under a minute.
 */
export function rateOf(traffic: NonNullable<Answer<'status'>['release']>['traffic']): number | undefined {
  const { from, to, by_version } = traffic ?? {};
  if (from === undefined || to === undefined || to - from < RATE_FLOOR) return;
  const calls = Object.values(by_version ?? {}).map(({ invocations }) => invocations);
  if (calls.length === 0) return;
  let sum = 0;
  for (const each of calls) {
    if (each === undefined) return;
    sum += each;
  }
  return (sum / (to - from)) * 60_000;
}

/** The curve that a deployment follows: its own steps where it tells them all, else those of the strategy that it names. */
export function curveOf(deployment: Deployment | null | undefined): Curve | undefined {
  const steps = (deployment?.steps ?? []).flatMap(({ at_s, weight }) =>
    at_s === undefined || weight === undefined || at_s > LONGEST_MINUTES * 60 ? [] : [{ at_s, weight }],
  );
  // A step that is missing in the middle would be drawn as a weight that never was.
  return steps.length > 0 && steps.length === deployment?.steps?.length
    ? steps.sort((a, b) => a.at_s - b.at_s)
    : strategyNamed(deployment?.config)?.curve;
}

/** Where a running deployment is on its curve. */
export interface TimeLeft {
  /** The present step, from 0; -1 while the shift has not begun. */
  step: number;
  /** How many steps there are. */
  steps: number;
  /** The share (0..1) that the new version should have now. */
  weight: number;
  /** When the next step comes, and its share; absent where there is none, or where the start of the shift is not told. */
  next?: { at: number; weight: number };
  /** When all is shifted, in server time (ms since 1970 UTC); absent where the start of the shift is not told. */
  endsAt?: number;
  /** True where the last step is due and the deployment still runs: CodeDeploy finishes, waits for a hook, or hangs. */
  due: boolean;
}

/**
 * Where a deployment is on its curve, and when it moves on. `undefined` where none runs or its curve is not known.
 * @param now server time in ms since 1970 UTC
 */
export function timeLeft(deployment: Deployment | null | undefined, now: number): TimeLeft | undefined {
  const curve = curveOf(deployment);
  if (!curve || !running(deployment)) return;
  const began = deployment?.shift_started_at;
  if (began === undefined) return { step: -1, steps: curve.length, weight: 0, due: false };
  const s = (now - began) / 1000;
  const step = stepAt(curve, s);
  const next = curve[step + 1];
  return {
    step,
    steps: curve.length,
    weight: weightAt(curve, s),
    ...(next && { next: { at: began + next.at_s * 1000, weight: next.weight } }),
    endsAt: began + totalOf(curve) * 1000,
    due: !next,
  };
}
