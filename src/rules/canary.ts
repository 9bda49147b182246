import { canaryLimits, levelOf, lookOf, moreCalls, sane } from './canary-looks.ts';
import { compared, counted, rate, slowness } from './canary-tests.ts';
import { shifts } from './parity.ts';
import { worst } from './tone.ts';
import { count, ms, percent, plural } from './words.ts';
import type { Answer } from '../api/fields.ts';
import type { Figures } from './canary-tests.ts';
import type { Finding } from './finding.ts';
import type { Tone } from './tone.ts';

type Release = NonNullable<Answer<'status'>['release']>;

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
