import { releaseReads } from '../../src/data/release-reads.ts';
import { running } from '../../src/domain/release/deployment.ts';
import {
  exposure,
  rateOf,
  strategies,
  strategyLimits,
  strategyNamed,
  strategyOf,
  timeLeft,
} from '../../src/domain/release/strategies.ts';
import { percent } from '../../src/domain/format/values.ts';
import { lastRemoval, removalEndsAt } from '../../src/domain/operator/removals.ts';
import { storedPlan } from './own-strategy.ts';
import { own } from '../../src/data/spec.ts';
import { planEvents } from '../../src/domain/release/plan-events.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { Deployment } from '../../src/domain/release/deployment.ts';
import type { Exposure, Plan, Strategy, TimeLeft } from '../../src/domain/release/strategies.ts';

/** What this card declares. */
export const spec = {
  title: 'Deployment Strategy',
  section: 'release',
  size: 'wide',
  reads: { release: releaseReads.release },
  records: { plans: own(planEvents) },
  limits: { strategy: strategyLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface StrategyView extends View {
  now: number;
  /** The predefined strategies and, last, the operator's own; `here` is the one that the running deployment names. */
  rows: (Strategy & Exposure & { here: boolean })[];
  /** What the operator entered. */
  plan: Plan | undefined;
  /** The plan that was removed last, while it can be brought back with one click. */
  removed: Plan | undefined;
  /** Calls per minute, and the window they were counted over. */
  rate: number | undefined;
  traffic: Release['traffic'];
  /** So many minutes an alarm needs. */
  alarmMinutes: number;
  /** Whether a deployment runs; `undefined` where that is not told. */
  runs: boolean | undefined;
  /** Whether the backend has answered at all. */
  answered: boolean;
  deployment: Deployment | null | undefined;
  time: TimeLeft | undefined;
}

/** The running deployment in a chip. */
function chip(runs: boolean | undefined, time: TimeLeft | undefined): string {
  if (!runs) return runs === undefined ? 'Deployments not told' : 'No deployment runs';
  if (!time) return 'A deployment runs';
  if (time.due) return 'All shifted, not finished';
  return time.step < 0
    ? 'Shift not begun'
    : `Step ${time.step + 1} of ${time.steps}, ${percent(time.weight)}`;
}

/** What the card shows of what is known. */
export function viewOf({
  facts: { release },
  routes,
  records,
  now,
  limits: {
    strategy: { alarm_minutes: alarmMinutes },
  },
}: CardData<typeof spec>): StrategyView {
  const deployment = release?.deployment;
  const runs = running(deployment);
  const answered = routes.status?.last !== undefined;
  const time = timeLeft(deployment, now);
  const rate = rateOf(release?.traffic);
  const plan = storedPlan(records.plans);
  const removal = lastRemoval(records.plans.slice(-1), now, 'unplan');
  const named = runs ? strategyNamed(deployment?.config) : undefined;
  const unguarded = runs === true && deployment?.alarms?.length === 0;
  return {
    tone: runs === undefined ? 'unknown' : unguarded ? 'warn' : 'info',
    label: (answered ? chip(runs, time) : 'No answer yet') + (unguarded ? ', no alarm' : ''),
    nextChangeAt: Math.min(time?.next?.at ?? Infinity, removalEndsAt(removal) ?? Infinity),
    now,
    rows: [...strategies, ...(plan ? [strategyOf('Your own', plan)] : [])].map((strategy) => ({
      ...strategy,
      ...exposure(strategy.curve, rate, alarmMinutes),
      here: strategy === named,
    })),
    plan,
    removed: removal && storedPlan(records.plans.slice(0, -1)),
    rate,
    traffic: release?.traffic,
    alarmMinutes,
    runs,
    answered,
    deployment,
    time,
  };
}
