import { MOST, atLeast, atMost, fisher, lowerBound, upperBound } from './binomial.ts';
import { shifts } from './parity.ts';
import { worst } from './tone.ts';
import { count, ms, percent, plural } from './words.ts';
import type { Answer } from '../api/fields.ts';
import type { Counted } from './binomial.ts';
import type { Finding } from './finding.ts';
import type { Tone } from './tone.ts';

type Release = NonNullable<Answer<'status'>['release']>;

/** What CloudWatch counted of one version; each member `undefined` where it is not offered. */
export type Figures = NonNullable<NonNullable<Release['traffic']>['by_version']>[string];

/**
 * The limits of the judgement: a share of calls that may fail, the p99 in ms, the share of good canaries that may be
 * rolled back by mistake, and how many looks that is spent over. Source: the catalogue's Canary vs Stable.
 */
export const canaryLimits = { error_rate: 0.01, p99_ms: 5000, alpha: 0.05, looks: 10 };

export type Verdict = 'promote' | 'rollback' | 'wait' | 'unknown';

/** The judgement on a canary. */
export interface Judgement {
  verdict: Verdict;
  tone: Tone;
  /** For a chip. */
  words: string;
  /** Why, and what would change it. */
  sentence: string;
  /** Each test with its name and figures; empty where nothing could be tested. */
  checks: Finding[];
  /** So many more calls, none of them failing, bring the error rate under its limit; `undefined` where none do. */
  moreCalls?: number | undefined;
  /** The present look, from 1, and how many there are. */
  look: number;
  looks: number;
  /** A test rolls back from this chance (0 to 1) downwards. */
  level: number;
}

/** A canary needs so many calls for its first look; each further look comes when they have doubled. */
const FIRST_LOOK = 30;
/** The tests that may roll back by mistake: on the rate alone, and against stable. They share alpha. */
const TESTS = 2;
/** Half of what a look may spend is for the polls that follow until the next. */
const IN_BETWEEN = 2;

/**
 * Which look a number of calls belongs to. Looks are counted in calls: 30, 60, 120, … 15,360. Not in polls, which would
 * spend alpha on how often a page asks; not in a record of who looked, which would give two browsers two verdicts; not
 * by the clock, which would use up a quiet canary's looks on nothing. So the count follows from the figures alone, and
 * the same moment gives the same verdict on every card, in every tab and whenever it is shown again.
 */
export const lookOf = (calls: number): number => Math.max(1, Math.floor(Math.log2(calls / FIRST_LOOK)) + 1);

/** The calls with which a look ends, as the next begins. */
export const lookEnds = (look: number): number => FIRST_LOOK * 2 ** look;

/**
 * The chance from which on a test rolls back, at a look. Alpha is shared out evenly over the looks and the tests. A poll
 * between two looks sees mostly calls that the look before has seen, so that testing after every single call costs, over
 * all looks, at most twice what the looks alone would: half of the share is set aside for that. test/bench/canary.ts
 * counts it out: 2.2 % of the 2.5 % that the test on the rate has.
 * From the last look on, which has no end, the share is handed down by halves, and never all spent.
 */
export const levelOf = (
  look: number,
  { alpha, looks }: Pick<typeof canaryLimits, 'alpha' | 'looks'>,
): number => alpha / looks / TESTS / IN_BETWEEN / 2 ** Math.max(0, look - looks + 1);

/**
 * So many calls more, none of them failing, until the upper bound of the error rate is below its limit. `undefined` where
 * no number of calls that can be counted does it.
 */
export function moreCalls(
  { errors, calls }: Counted,
  { error_rate, alpha }: Pick<typeof canaryLimits, 'error_rate' | 'alpha'>,
): number | undefined {
  const enough = (n: number): boolean => atMost(errors, n, error_rate) < alpha;
  let high = Math.max(calls, errors, 1);
  while (!enough(high)) if ((high *= 2) > MOST) return undefined;
  let low = Math.max(calls, errors) - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return Math.max(high - calls, 0);
}

/** A limit that can be none, such as a rate of 5, counts as not set. */
function sane(limits: typeof canaryLimits): typeof canaryLimits {
  const within = (name: keyof typeof canaryLimits, from: number, to: number) =>
    limits[name] > from && limits[name] < to ? limits[name] : canaryLimits[name];
  return {
    error_rate: within('error_rate', 0, 1),
    p99_ms: within('p99_ms', 0, Infinity),
    alpha: within('alpha', 0, 0.5),
    looks: Math.max(1, Math.floor(within('looks', 0, 1000))),
  };
}

/** What can be tested of a version's figures, or in words why nothing can. */
function counted(figures: Figures | undefined): Counted | string {
  const { invocations: calls, errors } = figures ?? {};
  if (!figures) return 'no call of it was counted';
  if (calls === undefined) return 'its calls are not offered';
  if (errors === undefined) return 'its errors are not offered';
  if (errors > calls) return `${plural(errors, 'error')} of ${plural(calls, 'call')} do not fit together`;
  if (calls > MOST) return `${plural(calls, 'call')} cannot be believed`;
  return calls > 0 ? { errors, calls } : 'it had no call';
}

/** A chance in digits: `0.0013`. */
const chance = (p: number): string => String(Number(p.toPrecision(3)));

/** The same, as a statement: what is next to nothing is not told to the last digit. */
const pIs = (p: number): string => (p < 1e-6 ? 'p is below 0.000001' : `p = ${chance(p)}`);

/** A bound of a rate, with as many digits as it takes to tell it from the limit. */
function beside(bound: number, limit: number): string {
  for (let places = 2; places < 12; places += 1)
    if (Math.sign(Number((bound * 100).toFixed(places)) - limit * 100) === Math.sign(bound - limit))
      return percent(bound, places);
  return percent(bound, 12);
}

const of = ({ errors, calls }: Counted): string => `${count(errors)} of ${count(calls)}`;

/** What one test says: as a line to show, and as a reason for a rollback or against a promotion. */
interface Test {
  shown: Finding;
  against?: string | undefined;
  keeps?: string | undefined;
}

/** The canary's error rate by itself. The upper bound, for a promotion, has the whole alpha: see `judgeCanary`. */
function rate(
  canary: Counted,
  level: number,
  more: number | undefined,
  { error_rate: limit, alpha }: typeof canaryLimits,
): Test {
  const { errors, calls } = canary;
  const over = atLeast(errors, calls, limit) <= level;
  const [low, high] = [lowerBound(errors, calls, level), upperBound(errors, calls, alpha)];
  return {
    shown: {
      name: 'Error rate by itself (Clopper–Pearson)',
      tone: over ? 'bad' : more === 0 ? 'ok' : 'unknown',
      words: `${beside(low, limit)} to ${beside(high, limit)}`,
      note: `${of(canary)} failed, ${percent(errors / calls, 2)}. Too high where the first bound (${percent(1 - level, 4)} sure) reaches ${percent(limit, 2)}, low enough where the second (${percent(1 - alpha)} sure) is below it.`,
    },
    against: over
      ? `Its error rate is at least ${beside(low, limit)}; the limit is ${percent(limit, 2)}.`
      : undefined,
    keeps:
      more === 0
        ? undefined
        : more === undefined
          ? 'So many calls failed that no number of good ones would make up for it.'
          : `${plural(more, 'more call')} ${more === 1 ? 'is' : 'are'} needed, none of them failing.`,
  };
}

/** The canary against stable. */
function compared(canary: Counted, stable: Counted | string, level: number, enough: boolean): Test {
  const name = 'Against stable (Fisher, one-sided)';
  if (typeof stable === 'string')
    return {
      shown: { name, tone: 'unknown', words: 'cannot be compared', note: `Of stable, ${stable}.` },
      keeps: `There is nothing to compare it with: of stable, ${stable}.`,
    };
  const p = fisher(canary, stable);
  const worse = p <= level;
  return {
    shown: {
      name,
      // Too few calls show nothing either way.
      tone: worse ? 'bad' : enough ? 'ok' : 'info',
      words: worse ? 'worse than stable' : 'not shown to be worse',
      note: `${pIs(p)}; worse from ${chance(level)} down. ${of(canary)} failed against ${of(stable)}.`,
    },
    against: worse ? 'It fails more often than stable, and by more than chance explains.' : undefined,
  };
}

/** How slow the slowest calls are. */
function slowness(canary: Figures, stable: Figures | undefined, calls: number, limit: number): Test {
  const name = 'p99 of its durations';
  const [own, other] = [canary.p99_ms, stable?.p99_ms];
  const beyond = other !== undefined && other >= limit;
  if (own === undefined)
    return {
      shown: { name, tone: 'unknown', words: 'not offered', note: `The limit is ${ms(limit)}.` },
      keeps: 'Its p99 is not offered.',
    };
  const few = calls < 100 ? ` Of ${plural(calls, 'call')}, it is the slowest.` : '';
  const against = own >= limit && other !== undefined && !beyond;
  const told = other === undefined ? 'Stable’s is not offered' : `Stable has ${ms(other)}`;
  return {
    shown: {
      name,
      tone: against ? 'bad' : own >= limit ? 'warn' : few ? 'info' : 'ok',
      words: ms(own),
      note: `${told}; the limit is ${ms(limit)}.${few}`,
    },
    against: against
      ? `Its p99 of ${ms(own)} reaches the limit of ${ms(limit)}, and stable’s ${ms(other)} does not.`
      : undefined,
    keeps:
      own < limit
        ? undefined
        : `Its p99 of ${ms(own)} reaches the limit of ${ms(limit)}, ${beyond ? 'as stable’s does, so it is not the canary alone' : 'and stable’s is not offered'}.`,
  };
}

/**
 * The judgement on a canary by exact counts. Roll back: the lower bound of its error rate reaches the limit, or Fisher's
 * test says that it fails more often than stable, or its p99 reaches the limit and stable's does not. Promote: the upper
 * bound is below the limit, and so is its p99. Else wait. Throttles are not judged: they are the account's as often as
 * the canary's.
 *
 * Alpha is spent over the looks only where looking again does harm by the catalogue, which is the rollback of a good
 * canary. The bound for a promotion has the whole of it at every look: shared out, it would ask for 528 good calls and
 * more in place of the catalogue's 299. The price, by test/bench/canary.ts: a single look promotes a canary at the limit in
 * 5 % at most; half an hour of polls, where stable is at the limit too, in up to a quarter; but a canary at twice the
 * limit in less than 1 %.
 */
export function judgeCanary(
  { canary, stable }: { canary: Figures | undefined; stable: Figures | undefined },
  given: typeof canaryLimits = canaryLimits,
): Judgement {
  const limits = sane(given);
  const own = counted(canary);
  const calls = typeof own === 'string' ? (canary?.invocations ?? 0) : own.calls;
  const look = lookOf(calls);
  const level = levelOf(look, limits);
  const spent = { look: Math.min(look, limits.looks), looks: limits.looks, level };
  if (typeof own === 'string' || !canary) {
    // No calls are a reason to wait; calls that make no sense are none.
    const none = !canary || canary.invocations === 0;
    const needed = moreCalls({ errors: 0, calls: 0 }, limits);
    return {
      verdict: none ? 'wait' : 'unknown',
      tone: 'unknown',
      words: none ? `Wait: no calls yet` : 'Cannot be judged',
      sentence: none
        ? `Not a call of the canary was counted in this window; it needs at least ${plural(needed, 'call')}.`
        : `The canary cannot be judged: ${String(own)}.`,
      checks: [],
      ...(none && { moreCalls: needed }),
      ...spent,
    };
  }
  const more = moreCalls(own, limits);
  const tests = [
    rate(own, level, more, limits),
    compared(own, counted(stable), level, more === 0),
    slowness(canary, stable, calls, limits.p99_ms),
  ];
  const checks = tests.map(({ shown }) => shown);
  const against = tests.flatMap((each) => each.against ?? []);
  const keeps = tests.flatMap((each) => each.keeps ?? []);
  if (against.length > 0)
    return {
      verdict: 'rollback',
      tone: 'bad',
      words: 'Roll back',
      sentence: against.join(' '),
      checks,
      ...spent,
    };
  if (keeps.length === 0)
    return {
      verdict: 'promote',
      tone: 'ok',
      words: 'Promote',
      sentence: `Its error rate is below ${percent(limits.error_rate, 2)} and its p99 below ${ms(limits.p99_ms)}, and nothing shows it to be worse than stable.`,
      checks,
      moreCalls: more,
      ...spent,
    };
  return {
    verdict: 'wait',
    tone: worst(['unknown', ...checks.map(({ tone }) => (tone === 'warn' ? 'warn' : 'unknown'))]),
    words: more ? `Wait: ${plural(more, 'more call')}` : 'Wait',
    sentence: `Nothing speaks for a rollback, but it cannot be promoted yet. ${keeps.join(' ')}`,
    checks,
    moreCalls: more,
    ...spent,
  };
}

/** The judgement on the canary of a release, and which versions it is about. */
export interface Trial extends Omit<Judgement, 'verdict'> {
  verdict: Verdict | 'none';
  stable?: string | undefined;
  canary?: string | undefined;
  /** The canary's weight, 0 to 1. */
  weight?: number | undefined;
}

/**
 * The judgement on the canary of a release: the version that the alias's routing sends traffic to, beside the one that
 * the alias names. `none` where nothing is being shifted.
 */
export function judgeRelease(release: Release | undefined, limits = canaryLimits): Trial {
  const { stable, routing, traffic } = release ?? {};
  const open = (verdict: 'none' | 'unknown', words: string, sentence: string): Trial => ({
    verdict,
    tone: verdict === 'none' ? 'info' : 'unknown',
    words,
    sentence,
    checks: [],
    look: 1,
    looks: limits.looks,
    level: levelOf(1, sane(limits)),
    stable,
  });
  const missing = !release
    ? 'release'
    : !stable
      ? 'release.stable'
      : !routing
        ? 'release.routing'
        : undefined;
  const shifting = shifts(release, stable ?? '');
  if (missing || !stable || !shifting)
    return open(
      'unknown',
      'Cannot be told',
      `The backend does not offer ${missing ?? 'release'}, so nobody can tell whether a canary is running.`,
    );
  const [first, ...others] = shifting;
  if (!first)
    return open('none', 'No canary', `No canary is running: all traffic goes to version ${stable}.`);
  if (others.length > 0)
    return open(
      'unknown',
      'Cannot be judged',
      `Traffic is shifted to ${count(shifting.length)} versions at once, which AWS does not allow: ${shifting.map(([version]) => version).join(', ')}.`,
    );
  const [canary, weight] = first;
  if (!traffic?.by_version)
    return {
      ...open(
        'unknown',
        'Cannot be judged',
        'The backend does not offer release.traffic, so the canary cannot be judged.',
      ),
      canary,
      weight,
    };
  const figures = (version: string) =>
    Object.hasOwn(traffic.by_version ?? {}, version) ? traffic.by_version?.[version] : undefined;
  return {
    ...judgeCanary({ canary: figures(canary), stable: figures(stable) }, limits),
    stable,
    canary,
    weight,
  };
}
