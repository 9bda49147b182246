import { growth } from '../growth/growth.ts';
import { silence } from './outages.ts';
import { percent } from '../format/values.ts';
import type { Growth } from '../growth/growth.ts';
import type { Request } from './outages.ts';
import type { Tone } from '../judgement/tone.ts';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A poll comes no later than this share of the interval after the last one. */
const JITTER = 1.25;

/** The agreed levels, as shares: keys `api`, `pecks`, `certs` and `uptime` of the configuration's `targets`. */
export const agreed = { api: 0.995, pecks: 0.95, certs: 0.9, uptime: 0.995 };

/** The internal targets, as shares: keys `auth`, `cert`, `peck` and `sms` of the configuration's `targets`. */
export const internal = { auth: 0.999, cert: 0.995, peck: 0.99, sms: undefined };

/** What is measured. */
export type Measure = keyof typeof agreed;

/** How many polls or minutes, and how many outcomes or hatchings, a level needs to be told. */
export const slaFloors = { polls: 60, events: 20 };

/** Targets with those that the configuration sets instead; one that is not a share below 1 counts as none. */
export const targetsFrom = <T extends Record<string, number | undefined>>(
  targets: Readonly<Record<string, number>> | undefined,
  defaults: T,
): Record<keyof T, number | undefined> =>
  // The keys are those of the defaults.
  Object.fromEntries(
    Object.entries(defaults).map(([key, usual]) => {
      const own = targets?.[key];
      return [key, own !== undefined && own > 0 && own < 1 ? own : usual];
    }),
  ) as Record<keyof T, number | undefined>;

/** How often something went well in a window, as far as this browser saw. */
export interface Level {
  good: number;
  all: number;
  /** `undefined` where nothing was counted; over 1 where more came out than went in. */
  share: number | undefined;
  /** How many samples of the log it was found from. */
  samples: number;
  /** The share of the window that the samples cover, 0 to 1. */
  covered: number;
  /** How often a counter fell, and was counted anew. */
  resets: number;
}

const level = (good: number, all: number, samples: number, covered: number, resets = 0): Level => ({
  good,
  all,
  share: all > 0 ? good / all : undefined,
  samples,
  covered: Math.min(covered, 1),
  resets,
});

/** A request that says something of the API: sent, and not from a hidden or just woken tab. */
const counts = ({ failure, disturbed }: Request): boolean =>
  !disturbed && failure !== 'offline' && failure !== 'no-token';

/**
 * The minutes that polls cover, and those of them with a good one. A result stands until the next poll: a good one for
 * an interval at most, a failure for as long as a failing backend makes a page wait.
 */
function minutes(
  polls: readonly Request[],
  to: number,
  interval: number,
): { good: Set<number>; all: Set<number> } {
  const good = new Set<number>();
  const all = new Set<number>();
  polls.forEach((poll, index) => {
    if (!counts(poll)) return;
    const { at, failure } = poll;
    const next = polls[index + 1]?.at ?? to;
    const stands = failure
      ? next - at < silence(interval)
        ? next
        : at
      : Math.min(next, at + JITTER * interval);
    const first = Math.floor(at / MINUTE);
    for (let each = first; each === first || each < Math.floor(stands / MINUTE); each += 1) {
      all.add(each);
      if (!failure) good.add(each);
    }
  });
  return { good, all };
}

/** A ratio of two counters' growths. */
function ratio(top: Growth | undefined, bottom: Growth | undefined, whole: boolean, span: number): Level {
  const first = top ?? bottom;
  if (!top || !bottom || !first) return level(0, 0, 0, 0);
  return level(
    top.by,
    whole ? top.by + bottom.by : bottom.by,
    Math.min(top.samples, bottom.samples),
    (Math.min(top.to, bottom.to) - Math.max(top.from, bottom.from)) / span,
    Math.max(top.resets, bottom.resets),
  );
}

/** The logs that levels are found from, oldest sample first; times in ms since 1970 UTC. */
export interface SlaLogs {
  sd_latency_log: readonly Request[];
  pecks: readonly { at: number; succeeded: number; failed: number }[];
  sd_activity_baseline: readonly { at: number; ducklings?: number; certificates?: number }[];
}

/** What the cards that show levels declare. */
export const slaLogs = ['sd_latency_log', 'pecks', 'sd_activity_baseline'] as const;

/**
 * The levels over a window that ends now: good polls of all polls, approved of all outcomes, certificates of ducklings
 * that hatched, and minutes with a good status poll of minutes covered. Source: the catalogue's Platform SLA Scorecard.
 * @param span length of the window in ms
 * @param interval polling interval in ms
 */
export function levels(logs: SlaLogs, now: number, span: number, interval: number): Record<Measure, Level> {
  const from = now - span;
  const polls = logs.sd_latency_log.filter(({ at }) => at > from && at <= now);
  const asked = polls.filter(counts);
  const status = polls.filter(({ route }) => route === 'status');
  const up = minutes(status, now, interval);
  const inSpan = (found: ReadonlySet<number>) => (found.size * MINUTE) / span;
  const grown = <S extends { at: number }>(log: readonly S[], value: (sample: S) => number | undefined) =>
    growth(log, value, from, now);
  return {
    api: level(
      asked.filter(({ failure }) => !failure).length,
      asked.length,
      asked.length,
      inSpan(minutes(polls, now, interval).all),
    ),
    pecks: ratio(
      grown(logs.pecks, ({ succeeded }) => succeeded),
      grown(logs.pecks, ({ failed }) => failed),
      true,
      span,
    ),
    certs: ratio(
      grown(logs.sd_activity_baseline, ({ certificates }) => certificates),
      grown(logs.sd_activity_baseline, ({ ducklings }) => ducklings),
      false,
      span,
    ),
    uptime: level(up.good.size, up.all.size, status.filter(counts).length, inSpan(up.all)),
  };
}

/** A share as words, to two decimals and never rounded up: a level that was missed does not read as met. */
export const shareWords = (share: number): string => percent(Math.floor(share * 1e4 + 1e-6) / 1e4, 2);

/** The tone of a level by its target; one of fewer than `floor` counts is withheld. */
export const judge = ({ share, all }: Level, target: number | undefined, floor: number): Tone =>
  share === undefined || all < floor || target === undefined ? 'unknown' : share >= target ? 'ok' : 'bad';

/** The error budget of a target, as far as a level has spent it. */
export interface Budget {
  /** The share of the budget that is left; below 0 where more was spent than there is. */
  left: number;
  /** How many times as fast as the target allows the budget is spent. */
  burn: number;
  /** How far one failure moves the burn rate. */
  step: number;
}

/** The budget of a target (a share below 1) by a level; `undefined` below the floor, where one failure says too much. */
export function budget(
  { share, all }: Level,
  target: number | undefined,
  floor = slaFloors.polls,
): Budget | undefined {
  if (share === undefined || target === undefined || all < floor) return undefined;
  const burn = (1 - share) / (1 - target);
  return { left: 1 - burn, burn, step: 1 / all / (1 - target) };
}
