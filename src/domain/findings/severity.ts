import { parity } from '../release/parity.ts';
import type { FleetCounts } from '../fleet/fleet.ts';
import type { ParityFacts } from '../release/parity.ts';
import type { AlarmReport } from '../release/alarms.ts';
import type { Tone } from '../judgement/tone.ts';

/**
 * How bad something is, without a word on what to do: this is all that the log of findings has of it, and all that a tab
 * that only polls needs to load.
 */
export interface Severity {
  /** The same for as long as the thing lasts and is as bad. */
  id: string;
  /** What is wrong, without figures: a log that has it tells only what changed. */
  title: string;
  /** 0 to 100; the worst of a page is its score. */
  score: number;
}

/** What was found, if anything. */
export type Found = Severity | undefined;

/** Failures in a row, and the share of dead agents, from which something is found; the others have limits of their own. */
export const anomalyLimits = { failures: 3, half: 0.5 };

const severity = (id: string, title: string, score: number): Severity => ({ id, title, score });

/** The status route, by how often in a row it has failed. */
export const ofStatus = (failures: number, limit: number): Found =>
  failures >= limit ? severity('status-failing', 'Backend unreachable', 95) : undefined;

/** How many agents there are: the larger of total and sum, as the fleet's bar has it; `undefined` where neither is sent. */
export function fleetSize({ alive, slow, dead, total_bonded: total }: FleetCounts): number | undefined {
  const whole = alive !== undefined && slow !== undefined && dead !== undefined;
  if (total === undefined && !whole) return undefined;
  return Math.max(total ?? 0, (alive ?? 0) + (slow ?? 0) + (dead ?? 0));
}

/** The dead agents, by their share of the fleet. */
export function ofDead(agents: FleetCounts, half: number): Found {
  const { dead } = agents;
  if (!dead) return undefined;
  const size = fleetSize(agents);
  if (size !== undefined && dead >= size) return severity('fleet-dead', 'Whole fleet dead', 92);
  return size !== undefined && dead / size >= half
    ? severity('fleet-half-dead', 'Much of the fleet dead', 80)
    : severity('agent-dead', 'Agents dead', 55);
}

/** The slow agents. */
export const ofSlow = ({ slow }: FleetCounts): Found =>
  slow ? severity('agent-slow', 'Agents slow', 40) : undefined;

/** The tone's severity, of something that has one for a warning and one for bad. */
const graded = (tone: Tone, bad: Severity, warn: Severity): Found =>
  tone === 'bad' ? bad : tone === 'warn' ? warn : undefined;

/** The pecks, by the tone of their failure rate. */
export const ofPecks = (tone: Tone): Found =>
  graded(
    tone,
    severity('pecks-failing', 'Pecks failing', 75),
    severity('pecks-some', 'Peck failure rate raised', 52),
  );

/** The SES quota, by the tone of its use. */
export const ofQuota = (tone: Tone): Found =>
  graded(
    tone,
    severity('quota-critical', 'SES quota nearly used up', 72),
    severity('quota-high', 'SES quota filling up', 48),
  );

/** The alarms of CloudWatch. */
export const ofAlarms = (alarms: readonly AlarmReport[] | undefined): Found =>
  alarms?.some(({ state }) => state === 'ALARM')
    ? severity('alarm', 'CloudWatch alarm active', 70)
    : undefined;

/** Verdicts of the alias by which a call may have run another version than the alias names. */
const DIFFERS = new Set(['drift', 'latest-invoked', 'cannot-tell']);

/** The alias, by the version that ran. */
export function ofAlias(facts: ParityFacts): Found {
  const { verdict } = parity(facts);
  // An alias that changed while the answer was made cannot be judged either, but may have run what it names.
  const other = (facts.target || facts.release?.stable) !== (facts.invoked || facts.reported);
  if (DIFFERS.has(verdict) && other) return severity('alias-differs', 'Alias and invoked version differ', 45);
  return verdict === 'cosmetic' ? severity('latest-ahead', '$LATEST ahead of the alias', 10) : undefined;
}

/** The services that still send to verified receivers only. */
export const ofSandbox = (ses: boolean | undefined, sns: boolean | undefined): Found =>
  ses || sns ? severity('sandbox', 'Mail or SMS in the sandbox', 20) : undefined;
