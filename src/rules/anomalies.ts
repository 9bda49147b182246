import { parity } from './parity.ts';
import { count, percent, plural } from './words.ts';
import type { FleetCounts } from './fleet.ts';
import type { ParityFacts } from './parity.ts';
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

/** How fast somebody has to act: see {@link timeToAct}. */
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
  alias: ParityFacts;
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

/** How many agents there are: the larger of total and sum, as the fleet's bar has it; `undefined` where neither is told. */
function fleetSize({ alive, slow, dead, total_bonded: total }: FleetCounts): Maybe<number> {
  const whole = alive !== undefined && slow !== undefined && dead !== undefined;
  if (total === undefined && !whole) return undefined;
  return Math.max(total ?? 0, (alive ?? 0) + (slow ?? 0) + (dead ?? 0));
}

const ofFleet = (n: number, size: Maybe<number>, state: string): string =>
  size === undefined
    ? `${plural(n, 'agent')} ${state}; how many there are is not told.`
    : `${count(n)} of ${plural(size, 'agent')} ${state}.`;

function deadAgents({ agents }: AnomalyFacts, { half }: Limits): Found {
  const { dead } = agents;
  if (!dead) return false;
  const size = fleetSize(agents);
  const evidence = ofFleet(dead, size, 'dead');
  if (size !== undefined && dead >= size)
    return { id: 'fleet-dead', title: 'The whole fleet is dead', score: 92, evidence };
  return size !== undefined && dead / size >= half
    ? { id: 'fleet-half-dead', title: `At least ${percent(half)} of the fleet is dead`, score: 80, evidence }
    : { id: 'agent-dead', title: dead === 1 ? 'An agent is dead' : 'Agents are dead', score: 55, evidence };
}

const slowAgents = ({ agents }: AnomalyFacts): Found =>
  !!agents.slow && {
    id: 'agent-slow',
    title: agents.slow === 1 ? 'An agent is slow' : 'Agents are slow',
    score: 40,
    evidence: ofFleet(agents.slow, fleetSize(agents), 'slow'),
  };

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

/** So many alarms are told by name. */
const NAMED = 5;

function alarms({ alarms: told }: AnomalyFacts): Found {
  const ringing = told?.filter(({ state }) => state === 'ALARM') ?? [];
  const names = ringing.slice(0, NAMED).map(({ name }) => name || 'one without a name');
  const more = ringing.length - names.length;
  return (
    ringing.length > 0 && {
      id: 'alarm',
      title: ringing.length === 1 ? 'A CloudWatch alarm is ringing' : 'CloudWatch alarms are ringing',
      score: 70,
      evidence: `${names.join(', ')}${more > 0 ? `, and ${count(more)} more` : ''}.`,
    }
  );
}

/** Verdicts of the alias by which a call may have run another version than the alias names. */
const DIFFERS = new Set(['drift', 'latest-invoked', 'cannot-tell']);

function alias({ alias: told }: AnomalyFacts): Found {
  const { verdict, sentence } = parity(told);
  // An alias that changed while the answer was made cannot be judged either, but may have run what it names.
  const other = (told.target || told.release?.stable) !== (told.invoked || told.reported);
  if (DIFFERS.has(verdict) && other)
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
 * The present anomalies, worst first. What the backend does not offer gives none: {@link unchecked} names it. A value
 * equal to a limit counts, as everywhere. Source: the catalogue's Anomalies.
 */
export function anomalies(facts: AnomalyFacts, limits = anomalyLimits): Anomaly[] {
  return [statusRoute, deadAgents, slowAgents, peckFailures, quota, alarms, alias, sandbox]
    .flatMap((find) => find(facts, limits) || [])
    .sort((a, b) => b.score - a.score);
}

/** What could not be looked at, in words, by whether every backend has to offer it. */
export interface Unchecked {
  needed: string[];
  optional: string[];
}

/** What the facts at hand do not tell: where no anomaly is found, that says nothing of these. */
export function unchecked({
  agents,
  pecks,
  quota: use,
  ses,
  snsSandbox,
  alarms: told,
  alias,
}: AnomalyFacts): Unchecked {
  const fleet = agents.dead !== undefined && agents.slow !== undefined;
  const sized = !agents.dead || fleetSize(agents) !== undefined;
  return {
    needed: [
      ...(fleet && sized ? [] : ['agents']),
      ...(pecks.tone === 'unknown' ? ['pecks'] : []),
      ...(parity(alias).verdict === 'unknown' ? ['the alias'] : []),
      ...(ses.sandbox === undefined || snsSandbox === undefined ? ['sandbox mode'] : []),
    ],
    optional: [
      ...(use.used === undefined ? ['the SES quota'] : []),
      ...(told?.every(({ state }) => state) ? [] : ['CloudWatch alarms']),
    ],
  };
}

/** The page's score: that of the worst anomaly, 0 without any. */
export const scoreOf = (found: readonly Anomaly[]): number => Math.max(0, ...found.map(({ score }) => score));

/** The tier that a score falls into. */
export const tierOf = (score: number): Tier =>
  score >= 90 ? 'P0' : score >= 70 ? 'P1' : score >= 40 ? 'P2' : 'P3';

/** Within which time somebody has to act, in words. */
export const timeToAct: Record<Tier, string> = { P0: '15 min', P1: '1 h', P2: '4 h', P3: '24 h' };

/** The tones of the tiers; what may wait for a day is no warning. */
export const tierTones: Record<Tier, Tone> = { P0: 'bad', P1: 'bad', P2: 'warn', P3: 'info' };

/** The tone of an anomaly, by its tier. */
export const toneOf = (score: number): Tone => tierTones[tierOf(score)];
