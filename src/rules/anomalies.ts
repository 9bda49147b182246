import { count, percent, plural } from './words.ts';
import type { FleetCounts } from './fleet.ts';
import type { Parity } from './parity.ts';
import type { PeckReport } from './pecks.ts';
import type { Tone } from './tone.ts';

type Maybe<T> = T | undefined;

/** Something that is not as it should be, by how much it matters. */
export interface Anomaly {
  /** The same for as long as the thing lasts. */
  id: string;
  title: string;
  /** 0 to 100; the worst of a page is its score. */
  score: number;
  /** The figures that it was found by. */
  evidence: string;
}

/** How fast somebody has to act: P0 in 15 min, P1 in 1 h, P2 in 4 h, P3 in 24 h. */
export type Tier = 'P0' | 'P1' | 'P2' | 'P3';

/** What anomalies are found by; each member `undefined` where it is not offered. */
export interface AnomalyFacts {
  /** How often in a row the status route has failed. */
  statusFailures: number;
  agents: FleetCounts;
  pecks: PeckReport;
  ses: { sandbox?: Maybe<boolean>; daily_quota?: Maybe<number>; sent_24h?: Maybe<number> };
  quota: { used: Maybe<number>; tone: Tone };
  snsSandbox?: Maybe<boolean>;
  alarms?: Maybe<readonly { name?: Maybe<string>; state?: Maybe<string> }[]>;
  parity: Parity;
}

/** Failures in a row, and the share of dead agents, from which a finding is made; the others have limits of their own. */
export const anomalyLimits = { failures: 3, half: 0.5 };

type Limits = typeof anomalyLimits;
type Found = Anomaly | false | undefined;

const statusRoute = ({ statusFailures }: AnomalyFacts, { failures }: Limits): Found =>
  statusFailures >= failures && {
    id: 'status-failing',
    title: 'The status route keeps failing',
    score: 95,
    evidence: `It has failed ${plural(statusFailures, 'time')} in a row.`,
  };

function fleet({ agents: { alive, slow, dead, total_bonded } }: AnomalyFacts, { half }: Limits): Found {
  const whole = total_bonded ?? (alive ?? 0) + (slow ?? 0) + (dead ?? 0);
  if (dead) {
    const evidence = `${count(dead)} of ${plural(whole, 'agent')} dead.`;
    if (dead >= whole) return { id: 'fleet-dead', title: 'The whole fleet is dead', score: 92, evidence };
    return dead / whole > half
      ? { id: 'fleet-half-dead', title: 'Over half the fleet is dead', score: 80, evidence }
      : { id: 'agent-dead', title: 'Agents are dead', score: 55, evidence };
  }
  return (
    !!slow && {
      id: 'agent-slow',
      title: 'Agents are slow',
      score: 40,
      evidence: `${count(slow)} of ${plural(whole, 'agent')} slow.`,
    }
  );
}

function peckFailures({ pecks: { failureShare, label, tone } }: AnomalyFacts): Found {
  const evidence = `${percent(failureShare)} fail (${label}).`;
  if (tone === 'bad') return { id: 'pecks-failing', title: 'Pecks fail', score: 75, evidence };
  return tone === 'warn' && { id: 'pecks-some', title: 'More pecks fail than should', score: 52, evidence };
}

function quota({ quota: { used, tone }, ses: { daily_quota, sent_24h } }: AnomalyFacts): Found {
  const evidence = `${count(sent_24h)} of ${count(daily_quota)} mails sent in 24 h (${percent(used)}).`;
  if (tone === 'bad')
    return { id: 'quota-critical', title: 'The SES quota is nearly used up', score: 72, evidence };
  return tone === 'warn' && { id: 'quota-high', title: 'The SES quota fills up', score: 48, evidence };
}

function alarms({ alarms: told }: AnomalyFacts): Found {
  const ringing = told?.filter(({ state }) => state === 'ALARM') ?? [];
  return (
    ringing.length > 0 && {
      id: 'alarm',
      title: ringing.length === 1 ? 'A CloudWatch alarm is ringing' : 'CloudWatch alarms are ringing',
      score: 70,
      evidence: `${ringing.map(({ name }) => name || 'one without a name').join(', ')}.`,
    }
  );
}

/** Verdicts of the alias that mean that a call ran another version than the alias names. */
const DIFFERS = new Set(['drift', 'latest-invoked', 'cannot-tell']);

function alias({ parity: { verdict, sentence } }: AnomalyFacts): Found {
  if (DIFFERS.has(verdict))
    return {
      id: 'alias-differs',
      title: 'The alias and the invoked version differ',
      score: 45,
      evidence: sentence,
    };
  return (
    verdict === 'cosmetic' && {
      id: 'latest-ahead',
      title: '$LATEST is newer than the alias',
      score: 10,
      evidence: 'Callers of the alias do not see it.',
    }
  );
}

function sandbox({ ses, snsSandbox }: AnomalyFacts): Found {
  const still = [ses.sandbox && 'SES', snsSandbox && 'SNS'].filter(Boolean);
  return (
    still.length > 0 && {
      id: 'sandbox',
      title: 'Messages go to verified receivers only',
      score: 20,
      evidence: `${still.join(' and ')} ${still.length === 1 ? 'is' : 'are'} in the sandbox.`,
    }
  );
}

/**
 * The present anomalies, worst first. What the backend does not offer gives none. Source: the catalogue's Anomalies.
 */
export function anomalies(facts: AnomalyFacts, limits = anomalyLimits): Anomaly[] {
  return [statusRoute, fleet, peckFailures, quota, alarms, alias, sandbox]
    .flatMap((find) => find(facts, limits) || [])
    .sort((a, b) => b.score - a.score);
}

/** The page's score: that of the worst anomaly, 0 without any. */
export const scoreOf = (found: readonly Anomaly[]): number => Math.max(0, ...found.map(({ score }) => score));

/** The tier that a score falls into. */
export const tierOf = (score: number): Tier =>
  score >= 90 ? 'P0' : score >= 70 ? 'P1' : score >= 40 ? 'P2' : 'P3';

/** The tone of an anomaly by its tier; what may wait for a day is no warning. */
export const toneOf = (score: number): Tone =>
  ({ P0: 'bad', P1: 'bad', P2: 'warn', P3: 'info' })[tierOf(score)] as Tone;
