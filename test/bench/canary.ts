import { Random } from '../../server/beak/random.ts';
import { atLeast, fisher } from '../../src/domain/canary/binomial.ts';
import { canaryLimits, levelOf, lookOf } from '../../src/domain/canary/analyses.ts';
import { judgeCanary, judgeRelease } from '../../src/domain/canary/judgement.ts';
import { verdict } from './_support.ts';
import type { Result } from './_support.ts';

const { error_rate: LIMIT, alpha: ALPHA } = canaryLimits;
const RUNS = 2000;
/** Half an hour of polls, 30 s apart. */
const POLLS = 60;
/** The calls of all ten looks: the last one ends here. */
const CALLS = 30_720;

/** How a canary does, and how much of it is seen. */
interface Play {
  /** Share of calls that fail, of the canary and of stable. */
  canary: number;
  stable: number;
  /** Calls of the alias between two polls. */
  calls: number;
  /** The canary's share of them. */
  weight: number;
}

/** How many trials ended so: a promotion that came first, a rollback that came first, or ever, by the rule and naively. */
interface Ends {
  promoted: number;
  rolledBack: number;
  ever: number;
  naive: number;
  /** Minutes from the start to each rollback that came first. */
  minutes: number[];
}

/** A count of independent events that is right on average: exact draws for few, the normal law for many. */
function successes(random: Random, tries: number, share: number): number {
  const mean = tries * share;
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    return Math.round(mean + normal * Math.sqrt(mean * (1 - share)));
  }
  // Gaps between events are geometric, so that only the events are drawn.
  let events = 0;
  for (let at = 0; share > 0; events += 1) {
    at += Math.floor(Math.log(1 - random.next()) / Math.log1p(-share)) + 1;
    if (at > tries) return events;
  }
  return events;
}

/** Plays one canary for half an hour, polled all the way, whatever the verdict. */
function trial(random: Random, { canary, stable, calls, weight }: Play, ends: Ends): void {
  const one = { invocations: 0, errors: 0, p99_ms: 400 };
  const other = { ...one };
  let [first, ever, naive] = ['', false, false];
  for (let poll = 1; poll <= POLLS; poll += 1) {
    const own = successes(random, calls, weight);
    one.invocations += own;
    one.errors += successes(random, own, canary);
    other.invocations += calls - own;
    other.errors += successes(random, calls - own, stable);
    const said = judgeCanary({ canary: one, stable: other }).verdict;
    if (said === 'rollback' && !first) ends.minutes.push(poll / 2);
    if (said === 'rollback' || said === 'promote') first ||= said;
    ever ||= said === 'rollback';
    const [a, b] = [one, other].map(({ errors, invocations }) => ({ errors, calls: invocations }));
    naive ||= !!a && !!b && (atLeast(a.errors, a.calls, LIMIT) <= ALPHA || fisher(a, b) <= ALPHA);
  }
  ends.promoted += first === 'promote' ? 1 : 0;
  ends.rolledBack += first === 'rollback' ? 1 : 0;
  ends.ever += ever ? 1 : 0;
  ends.naive += naive ? 1 : 0;
}

function play(seed: number, of: Play): Ends {
  const random = new Random(seed);
  const ends: Ends = { promoted: 0, rolledBack: 0, ever: 0, naive: 0, minutes: [] };
  for (let run = 0; run < RUNS; run += 1) trial(random, of, ends);
  return ends;
}

/**
 * The chance that a canary whose rate is the limit itself is ever found over it, by the test on its rate alone, if looked
 * at after every single call. Counted out: the likelihood of each number of errors, call by call, less what has crossed.
 */
function everCrosses(level: (calls: number) => number, most: number): number {
  const likelihood = new Float64Array(800);
  likelihood[0] = 1;
  let [critical, crossed] = [1, 0];
  for (let calls = 1; calls <= most; calls += 1) {
    // A stricter level, or more calls, never makes fewer errors too many.
    while (atLeast(critical, calls, LIMIT) > level(calls)) critical += 1;
    for (let errors = critical; errors > 0; errors -= 1)
      likelihood[errors] = (likelihood[errors] ?? 0) * (1 - LIMIT) + (likelihood[errors - 1] ?? 0) * LIMIT;
    likelihood[0] = (likelihood[0] ?? 0) * (1 - LIMIT);
    crossed += likelihood[critical] ?? 0;
    likelihood[critical] = 0;
  }
  return crossed;
}

/** A long canary by hand, polled every ten minutes: so many trials, calls of the alias in that time, its share. */
const LONG = { runs: 300, calls: 6000, weight: 0.01, minutes: 10 };
const MINUTE = 60_000;

/** How many of the long trials of equal versions were rolled back, and how many ended as not enough data. */
interface Long {
  rolledBack: number;
  naive: number;
  short: number;
}

/**
 * Plays long canaries as good as stable. The window covers the whole shift, or slides over the last hour as a backend of
 * an older make has it; `naive` judges the figures of the sliding hour as if they were those of the whole shift.
 */
function longTrials(seed: number, hours: number, error: number, slides: boolean): Long {
  const random = new Random(seed);
  const ends: Long = { rolledBack: 0, naive: 0, short: 0 };
  const polls = (hours * 60) / LONG.minutes;
  const perHour = 60 / LONG.minutes;
  for (let run = 0; run < LONG.runs; run += 1) {
    const steps: { own: number; failed: number; others: number; othersFailed: number }[] = [];
    let [ever, naive, short] = [false, false, false];
    const sum = { own: 0, failed: 0, others: 0, othersFailed: 0 };
    for (let poll = 1; poll <= polls; poll += 1) {
      const own = successes(random, LONG.calls, LONG.weight);
      const others = LONG.calls - own;
      const step = {
        own,
        failed: successes(random, own, error),
        others,
        othersFailed: successes(random, others, error),
      };
      steps.push(step);
      const add = (each: typeof step, sign: 1 | -1): void => {
        sum.own += sign * each.own;
        sum.failed += sign * each.failed;
        sum.others += sign * each.others;
        sum.othersFailed += sign * each.othersFailed;
      };
      add(step, 1);
      const gone = slides ? steps.at(-perHour - 1) : undefined;
      if (gone) add(gone, -1);
      const figures = (invocations: number, errors: number) => ({ invocations, errors, p99_ms: 400 });
      const by_version = { 42: figures(sum.others, sum.othersFailed), 43: figures(sum.own, sum.failed) };
      const now = poll * LONG.minutes * MINUTE;
      const from = gone ? now - 60 * MINUTE : 0;
      const { verdict: said, label } = judgeRelease({
        release: {
          stable: '42',
          routing: { 43: LONG.weight },
          deployment: { status: 'InProgress', to_version: '43', shift_started_at: 0 },
          traffic: { from, to: now, by_version },
        },
        now,
      });
      ever ||= said === 'rollback';
      short = label === 'Not enough data';
      naive ||= judgeCanary({ canary: by_version[43], stable: by_version[42] }).verdict === 'rollback';
    }
    ends.rolledBack += ever ? 1 : 0;
    ends.naive += naive ? 1 : 0;
    ends.short += short ? 1 : 0;
  }
  return ends;
}

const share = (n: number): string => `${(n * 100).toFixed(2)} %`;
const median = (figures: number[]): string => {
  const middle = figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)];
  return middle === undefined ? '–' : `${middle} min`;
};

/** Good canaries, and those that are not: share of failing calls of the canary and of stable. */
const GOOD: readonly (readonly [number, number])[] = [
  [0.0004, 0.0004],
  [0.003, 0.003],
  [0.006, 0.006],
  [LIMIT, LIMIT],
];
const BAD: readonly (readonly [number, number])[] = [
  [LIMIT, 0.0004],
  [0.02, 0.0004],
  [0.03, 0.0004],
  [0.06, 0.0004],
];
/** Calls of the alias in 30 s, at a tenth for the canary: 720, 3600 and 36,000 canary calls in half an hour … */
const BUSY = [120, 600, 6000];

/** How often the judgement on canaries is wrong, when it is asked again and again. */
export default function canary(): Result {
  const name = (rates: readonly number[], calls: number) =>
    `${rates.map((rate) => `${+(rate * 100).toFixed(2)} %`).join(' against ')}, ${calls * 2} calls/min`;
  const rows: string[][] = [];
  const plays = (list: typeof GOOD) =>
    list.flatMap(([own, stable], index) =>
      BUSY.map((calls) => ({
        label: name([own, stable], calls),
        ...play(index * 100 + calls, { canary: own, stable, calls, weight: 0.1 }),
      })),
    );
  for (const { label, promoted, ever, naive } of plays(GOOD))
    rows.push([
      `good: ${label}`,
      share(ever / RUNS),
      share(naive / RUNS),
      share(promoted / RUNS),
      '–',
      // Two standard errors of the simulation are not the rule's fault.
      verdict(ever / RUNS <= ALPHA + 2 * Math.sqrt((ALPHA * (1 - ALPHA)) / RUNS), '5 % rolled back'),
    ]);
  for (const { label, promoted, rolledBack, naive, minutes } of plays(BAD))
    rows.push([
      `bad: ${label}`,
      share(rolledBack / RUNS),
      share(naive / RUNS),
      share(promoted / RUNS),
      median(minutes),
      '',
    ]);
  for (const hours of [24, 72])
    for (const slides of [false, true]) {
      const { rolledBack, naive, short } = longTrials(hours + Number(slides), hours, 0.006, slides);
      rows.push([
        `good: 0.6 % against 0.6 %, ${hours} h at 1 %, ${slides ? 'a window that slides over the last hour' : 'a window of the whole shift'}`,
        share(rolledBack / LONG.runs),
        `${share(naive / LONG.runs)} (the rule on the window as it is)`,
        '',
        '',
        slides
          ? verdict(short === LONG.runs, 'not enough data: window shorter than the canary')
          : verdict(
              rolledBack / LONG.runs <= ALPHA + 2 * Math.sqrt((ALPHA * (1 - ALPHA)) / LONG.runs),
              '5 % rolled back',
            ),
      ]);
    }
  const exact = everCrosses((calls) => levelOf(lookOf(calls), canaryLimits), CALLS);
  rows.push([
    `at the limit, rate alone, asked after each of ${CALLS} calls, counted out`,
    share(exact),
    share(everCrosses(() => ALPHA, CALLS)),
    '',
    '',
    verdict(exact <= ALPHA / 2, '2.5 %, its half of alpha'),
  ]);
  return {
    title: 'Judging a canary again and again',
    rows: [
      [
        'canary against stable',
        'rolled back',
        'naively: 5 % at each poll',
        'promoted',
        'median to rollback',
        'limit',
      ],
      ...rows,
    ],
    command: 'npm run bench',
    notes: `${RUNS} seeded trials a row: half an hour, polled every 30 s, a tenth of the calls to the canary. Good canaries are counted as rolled back if any of the 60 polls says so, though most would have been promoted before; bad ones by what was said first, and those in neither column were still waited for at the end.`,
  };
}
