import {
  LARGEST_PERCENT,
  LONGEST_MINUTES,
  curveOfPlan,
  totalOf,
} from '../../src/domain/release/strategies.ts';
import { count, duration } from '../../src/domain/format/values.ts';
import type { PlanEvent } from '../../src/domain/release/plan-events.ts';
import type { Plan } from '../../src/domain/release/strategies.ts';

/** The fields of a plan as they are typed. */
export type Typed = Record<keyof Plan, string>;

/** What is wrong with a field, in words. */
export type PlanProblems = Partial<Record<keyof Plan, string>>;

const whole = (text: string): number | undefined =>
  /^\s*\d{1,9}\s*%?\s*$/.test(text) ? Number.parseInt(text, 10) : undefined;

const PERCENT = `Give a whole number from 1 to ${LARGEST_PERCENT}: CodeDeploy shifts no more in one step.`;
const MINUTES = `Give a whole number of minutes, from 1 to ${count(LONGEST_MINUTES)}.`;

/** A plan as it was typed, or what is wrong with each field. */
export function readPlan(typed: Typed): { plan: Plan } | { problems: PlanProblems } {
  const first = whole(typed.first);
  const step = whole(typed.step);
  const minutes = whole(typed.minutes);
  const problems: PlanProblems = {};
  const fits = (percent: number | undefined): percent is number =>
    percent !== undefined && percent >= 1 && percent <= LARGEST_PERCENT;
  if (!fits(first)) problems.first = PERCENT;
  if (!fits(step)) problems.step = PERCENT;
  if (minutes === undefined || minutes < 1 || minutes > LONGEST_MINUTES) problems.minutes = MINUTES;
  else if (fits(first) && fits(step)) {
    const plan = { first, step, minutes };
    const total = totalOf(curveOfPlan(plan)) * 1000;
    if (total <= LONGEST_MINUTES * 60_000) return { plan };
    problems.minutes = `That would take ${duration(total)}; CodeDeploy allows ${duration(LONGEST_MINUTES * 60_000)} from the first to the last shift.`;
  }
  return { problems };
}

/** The plan that an operator entered last and did not take back; one that CodeDeploy could not take counts as none. */
export function storedPlan(events: readonly PlanEvent[]): Plan | undefined {
  const last = events.at(-1);
  if (last?.type !== 'plan') return undefined;
  const { first, step, minutes } = last;
  const read = readPlan({ first: String(first), step: String(step), minutes: String(minutes) });
  return 'plan' in read ? read.plan : undefined;
}

/** Whether CodeDeploy can be configured to shift like this, in words. It knows canaries and equal steps only. */
export function configurable({ first, step, minutes }: Plan): string {
  if (first + step >= 100)
    return `CodeDeploy can do this: a custom configuration with TimeBasedCanary, ${first}% and ${minutes} min.`;
  return first === step
    ? `CodeDeploy can do this: a custom configuration with TimeBasedLinear, ${step}% and ${minutes} min.`
    : 'CodeDeploy has no configuration for this, only for equal steps or for one step and then all. It would have to be shifted by hand.';
}
