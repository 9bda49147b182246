import { MOST, atMost } from './binomial.ts';
import type { Counted } from './binomial.ts';
import type { Thresholds } from '../judgement/limits.ts';

/**
 * The limits of the judgement: a share of calls that may fail, the p99 in ms, the share of good canaries that may be
 * rolled back by mistake, and how many looks that is spent over. Source: the catalogue's Canary vs Stable.
 */
export const canaryLimits = { error_rate: 0.01, p99_ms: 5000, alpha: 0.05, looks: 10 };

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

/** What each limit may be: above the first and below the second. */
const RANGES: Record<keyof typeof canaryLimits, readonly [from: number, to: number]> = {
  error_rate: [0, 1],
  p99_ms: [0, Infinity],
  alpha: [0, 0.5],
  looks: [0, 1000],
};

const fits = (name: keyof typeof canaryLimits, value: number): boolean =>
  value > RANGES[name][0] && value < RANGES[name][1];

// `Object.keys` forgets the names of the keys.
const NAMES = Object.keys(RANGES) as (keyof typeof canaryLimits)[];

/** The limits with those that the site's configuration sets, as it sets them: {@link wrongLimits} and {@link sane} judge them. */
export const canaryLimitsFrom = (thresholds: Thresholds): typeof canaryLimits => {
  const limits = { ...canaryLimits };
  for (const name of NAMES) limits[name] = thresholds?.[`canary_${name}`] ?? limits[name];
  return limits;
};

/** A limit that can be none, such as a rate of 5, counts as not set: {@link wrongLimits} names it. */
export function sane(limits: typeof canaryLimits): typeof canaryLimits {
  const within = { ...limits };
  for (const name of NAMES) if (!fits(name, limits[name])) within[name] = canaryLimits[name];
  return { ...within, looks: Math.max(1, Math.floor(within.looks)) };
}

/** A sentence for each limit of the configuration that can be none, with the default that counts instead. */
export const wrongLimits = (limits: typeof canaryLimits): string[] =>
  NAMES.filter((name) => !fits(name, limits[name])).map((name) => {
    const [from, to] = RANGES[name];
    const range = to === Infinity ? `more than ${from}` : `more than ${from} and less than ${to}`;
    return `thresholds.canary_${name} is ${limits[name]}, ${range} expected. The default of ${canaryLimits[name]} counts.`;
  });
