import {
  DAY,
  HOUR,
  agreed,
  budget,
  internal,
  levels,
  targetsFrom,
} from '../../src/domain/availability/sla.ts';
import { grade, worst } from '../../src/domain/judgement/tone.ts';
import type { EstimateEvent } from '../../src/domain/availability/estimate-events.ts';
import type { Budget, Level, Measure, SlaLogs } from '../../src/domain/availability/sla.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

/** From which burn rate a budget is spent too fast: at 1 it lasts just as long as it has to. */
export const burnLimits = { warn: 1, bad: 10 };

/** The operator's own word on a target that nothing measures. */
export interface Estimate {
  share: number;
  /** When it was given, and until when it holds, in ms since 1970 UTC. */
  at: number;
  until: number;
}

/** One internal target, and what is left of its error budget. */
export interface Row {
  key: keyof typeof internal;
  name: string;
  tone: Tone;
  /** The internal target and the agreed level, as shares. */
  target: number | undefined;
  agreed: number | undefined;
  /** Over 24 h, 6 h and 1 h, where something measures it. */
  measured?: { unit: string; day: Window; windows: Window[] };
  /** Where nothing does: what the operator said last, if anything. */
  estimate?: Estimate | undefined;
  byHand: boolean;
}

/** One window; `budget` is `undefined` under the floor. */
export interface Window {
  hours: number;
  level: Level;
  budget: Budget | undefined;
}

const MEASURED: Record<keyof typeof internal, readonly [name: string, measure?: Measure, unit?: string]> = {
  auth: ['Auth'],
  cert: ['Certificates', 'certs', 'duckling'],
  peck: ['Pecks', 'pecks', 'outcome'],
  sms: ['SMS'],
};

/** The newest estimate of a target. */
function estimateOf(events: readonly EstimateEvent[], key: string): Estimate | undefined {
  const found = events.findLast(({ target }) => target === key);
  return found && { share: found.share, at: found.at, until: found.at + DAY };
}

/** The tone of an estimate: it is no measurement, so it warns at most. */
function estimated(estimate: Estimate | undefined, target: number | undefined, now: number): Tone {
  if (!estimate || target === undefined || now >= estimate.until) return 'unknown';
  return estimate.share >= target ? 'ok' : 'warn';
}

/** The internal targets with their budgets at `now`, in ms since 1970 UTC. */
export function budgets(
  logs: SlaLogs,
  events: readonly EstimateEvent[],
  targets: Readonly<Record<string, number>> | undefined,
  now: number,
  interval: number,
  floor: number,
  limits: typeof burnLimits,
): Row[] {
  const wanted = targetsFrom(targets, internal);
  const level = targetsFrom(targets, agreed);
  const found = [24, 6, 1].map((hours) => ({ hours, levels: levels(logs, now, hours * HOUR, interval) }));
  // `Object.keys` forgets the names of the keys.
  return (Object.keys(MEASURED) as (keyof typeof MEASURED)[]).map((key): Row => {
    const [name, measure, unit = ''] = MEASURED[key];
    const target = wanted[key];
    if (!measure) {
      const estimate = estimateOf(events, key);
      return {
        key,
        name,
        target,
        agreed: undefined,
        estimate,
        byHand: true,
        tone: estimated(estimate, target, now),
      };
    }
    const [day, ...windows] = found.map(({ hours, levels: { [measure]: one } }): Window => ({
      hours,
      level: one,
      budget: budget(one, target, floor),
    }));
    const tones = windows.flatMap(({ budget: each }) => (each ? grade(Math.max(each.burn, 0), limits) : []));
    if (day?.budget) tones.push(day.budget.left <= 0 ? 'bad' : 'ok');
    return {
      key,
      name,
      target,
      agreed: level[measure],
      ...(day && { measured: { unit, day, windows } }),
      byHand: false,
      tone: worst(tones),
    };
  });
}
