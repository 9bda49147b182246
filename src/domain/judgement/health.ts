import { DAY, untimed, wholeSince } from '../audit/audit-counts.ts';
import type { Audit, AuditLine } from '../audit/audit-counts.ts';
import type { FleetCounts } from '../fleet/fleet.ts';
import type { Tone } from './tone.ts';

type Maybe<T> = T | undefined;

/** What the score is made of; each member `undefined` where it is not offered. */
export interface HealthFacts {
  agents: Pick<FleetCounts, 'dead' | 'slow' | 'total_bonded'>;
  ducklings?: Maybe<number>;
  audit?: Maybe<Audit>;
}

/** Points between which something lies; both the same where it is known exactly. */
export interface Points {
  least: number;
  most: number;
}

/** What one part takes off the score. */
export interface Deduction extends Points {
  part: 'dead' | 'slow' | 'ducklings' | 'audit';
  /** Whether what was looked for is so; `undefined` where that cannot be told. */
  found: Maybe<boolean>;
}

/** The score, and how it comes about. */
export interface Health {
  tone: Tone;
  /** 0 to 100. */
  score: Points;
  parts: Deduction[];
  /** Of all agents how many are dead, and how many slow; `undefined` where a figure is missing or cannot be. */
  shares: Record<'dead' | 'slow', Maybe<number>>;
  /** When the newest event of the audit happened, in ms since 1970 UTC. */
  newest: Maybe<number>;
}

/** Scores from which all is well, and from which it is not yet bad. Source: the catalogue's System Health Score. */
export const healthLimits = { ok: 90, warn: 70 };

/** The most that each part takes off. */
export const healthWeights = { dead: 50, slow: 20, ducklings: 15, audit: 15 };

/** A share of the agents; none of them is a share of any fleet, even of one that nobody has counted. */
const shareOf = (n: Maybe<number>, total: Maybe<number>): Maybe<number> =>
  n === 0 ? 0 : n !== undefined && total ? n / total : undefined;

/** What a part takes off that is either so or not. */
function either(part: 'ducklings' | 'audit', found: Maybe<boolean>): Deduction {
  const weight = healthWeights[part];
  return { part, found, least: found === true ? weight : 0, most: found === false ? 0 : weight };
}

/** What agents of a state take off, beside a share of others that cannot be of this state as well. */
function ofAgents(part: 'dead' | 'slow', share: Maybe<number>, others: Maybe<number>): Deduction {
  const weight = healthWeights[part];
  if (share !== undefined) return { part, found: share > 0, least: weight * share, most: weight * share };
  return { part, found: undefined, least: 0, most: weight * Math.max(0, 1 - (others ?? 0)) };
}

/**
 * Whether the audit holds no event of the last 24 h, and when its newest one was. Its head is enough where that is
 * recent, however much was cut. `now` in ms since 1970 UTC.
 */
function silence(audit: Maybe<Audit>, now: number): { silent: Maybe<boolean>; newest: Maybe<number> } {
  if (!audit) return { silent: undefined, newest: undefined };
  const usable = (line: AuditLine): boolean => untimed([line], now) === 0;
  const times = audit.entries.flatMap((line) => (usable(line) ? (line.timestamp ?? []) : []));
  if (times.length > 0) {
    const newest = Math.max(...times);
    return { silent: now - newest >= DAY, newest };
  }
  // Without any event, a list that is cut or whose entries have no time tells nothing.
  const whole = audit.entries.length === 0 && !audit.truncated && wholeSince(audit, now) === undefined;
  return { silent: whole || undefined, newest: undefined };
}

const toneOf = (score: number, { ok, warn }: typeof healthLimits): Tone =>
  score >= ok ? 'ok' : score >= warn ? 'warn' : 'bad';

/**
 * The health score: 100, less 50 for a dead fleet, 20 for a slow one, 15 without any duckling and 15 without any audit
 * event in 24 h. What is not offered makes it a range; only what holds for all of that is judged.
 * @param now ms since 1970 UTC: of a kept audit the time it was made, for it knows of nothing later
 */
export function health(
  { agents, ducklings, audit }: HealthFacts,
  now: number,
  limits = healthLimits,
): Health {
  const { dead, slow, total_bonded: total } = agents;
  const shares = { dead: shareOf(dead, total), slow: shareOf(slow, total) };
  const { silent, newest } = silence(audit, now);
  const parts = [
    ofAgents('dead', shares.dead, shares.slow),
    ofAgents('slow', shares.slow, shares.dead),
    either('ducklings', ducklings === undefined ? undefined : ducklings === 0),
    either('audit', silent),
  ];
  // An agent that is dead is not slow: where neither is known, the dead ones are the worst that can be.
  const both = shares.dead === undefined && shares.slow === undefined ? healthWeights.slow : 0;
  const left = (taken: number): number => Math.max(0, rounded(100 - taken));
  const sum = (bound: keyof Points): number => parts.reduce((all, part) => all + part[bound], 0);
  const score = { least: left(sum('most') - both), most: left(sum('least')) };
  const [best, poorest] = [toneOf(score.most, limits), toneOf(score.least, limits)];
  return {
    tone: best === poorest || best !== 'ok' ? best : 'unknown',
    score,
    parts,
    shares,
    newest,
  };
}

/** Without what binary fractions add: a score of 90 is 90. */
const rounded = (points: number): number => Number(points.toFixed(6));
