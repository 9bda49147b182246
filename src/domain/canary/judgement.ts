import { canaryLimits, levelOf, lookOf, moreCalls, sane } from './analyses.ts';
import { atLeast } from './binomial.ts';
import { compared, counted, rate, slowness } from './version-tests.ts';
import { windowFault } from './window.ts';
import { alarmsOf } from '../release/alarms.ts';
import { drives } from '../release/deployment.ts';
import { onTrial } from '../release/on-trial.ts';
import { routingOf } from '../release/routing.ts';
import { worst } from '../judgement/tone.ts';
import { ms, percent, plural } from '../format/values.ts';
import type { Answer } from '../../api/fields.ts';
import type { Deploy } from '../release/deploy-log.ts';
import type { AlarmReport } from '../release/alarms.ts';
import type { Figures } from './version-tests.ts';
import type { CheckResult } from '../judgement/check-result.ts';
import type { Tone } from '../judgement/tone.ts';

type Release = NonNullable<Answer<'status'>['release']>;

export type Verdict = 'promote' | 'rollback' | 'wait' | 'unknown';

/** The judgement on a canary. */
export interface Judgement {
  verdict: Verdict;
  tone: Tone;
  /** For a chip. */
  label: string;
  /** Why, and what would change it. */
  sentence: string;
  /** Each test with its name and figures; empty where nothing could be tested. */
  checks: CheckResult[];
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
    const none = !canary || (canary.invocations === 0 && !canary.errors);
    const needed = moreCalls({ errors: 0, calls: 0 }, limits);
    return {
      verdict: none ? 'wait' : 'unknown',
      tone: 'unknown',
      label: none ? `Wait: no calls yet` : 'Cannot be judged',
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
      label: 'Roll back',
      sentence: against.join(' '),
      checks,
      ...spent,
    };
  if (keeps.length === 0)
    return {
      verdict: 'promote',
      tone: 'ok',
      label: 'Promote',
      sentence: `Its error rate is below ${percent(limits.error_rate, 2)} and its p99 below ${ms(limits.p99_ms)}, and nothing shows it to be worse than stable.`,
      checks,
      moreCalls: more,
      ...spent,
    };
  return {
    verdict: 'wait',
    tone: worst(['unknown', ...checks.map(({ tone }) => (tone === 'warn' ? 'warn' : 'unknown'))]),
    label: more ? `Wait: ${plural(more, 'more call')}` : 'Wait',
    sentence: `Nothing speaks for a rollback, but it cannot be promoted yet. ${keeps.join(' ')}`,
    checks,
    moreCalls: more,
    ...spent,
  };
}

/** The judgement on the version on trial of a release, and which versions it is about. */
export interface Trial extends Omit<Judgement, 'verdict'> {
  verdict: Verdict | 'none';
  stable?: string | undefined;
  canary?: string | undefined;
  /** The share of the version on trial, 0 to 1. */
  weight?: number | undefined;
  /** The alias points to the version on trial already, see {@link onTrial}. */
  turned?: boolean;
  /** Why nothing may be promoted, whatever the figures say. */
  alarm?: string | undefined;
}

/** What a release is judged by. */
export interface TrialFacts {
  release: Release | undefined;
  /** The version that the alias points to, where the release does not say it. */
  primary?: string | undefined;
  alias?: string | undefined;
  deploys?: readonly Deploy[] | undefined;
  /** `undefined` where they are not provided. */
  alarms?: readonly AlarmReport[] | undefined;
  /** Server time, in ms since 1970 UTC. */
  now: number;
}

const figuresOf = (traffic: Release['traffic'], version: string): Figures | undefined =>
  Object.hasOwn(traffic?.by_version ?? {}, version) ? traffic?.by_version?.[version] : undefined;

/** Why a version fails by its own error rate alone, in words; `undefined` where it does not, or cannot be judged. */
export function failsItself(
  traffic: Release['traffic'],
  version: string,
  given: typeof canaryLimits = canaryLimits,
): string | undefined {
  const limits = sane(given);
  const own = counted(figuresOf(traffic, version));
  if (typeof own === 'string') return undefined;
  return atLeast(own.errors, own.calls, limits.error_rate) <= levelOf(lookOf(own.calls), limits)
    ? `version ${version} fails itself: ${percent(own.errors / own.calls, 2)} of its calls (limit ${percent(limits.error_rate, 2)})`
    : undefined;
}

/** Why nothing may be promoted, whatever the figures say: an alarm that is active, or has stopped this version before. */
function against({ release, alarms }: TrialFacts, canary: string): string | undefined {
  const { active } = alarmsOf(alarms);
  if (active.length > 0) return `CloudWatch alarm active: ${active.join(', ')}.`;
  const deployment = release?.deployment;
  return drives(deployment, canary) && deployment.error?.code === 'ALARM_ACTIVE'
    ? `Deployment ${deployment.id ?? 'without an id'} to version ${canary} was stopped by an alarm.`
    : undefined;
}

/**
 * The judgement on a release: the version on trial beside the one that served before. `none` where nothing is shifted,
 * `wait` where the figures are not of this shift, `unknown` where the routing cannot be believed.
 */
export function judgeRelease(facts: TrialFacts, limits = canaryLimits): Trial {
  const { release, alias, deploys, now } = facts;
  const primary = release?.stable || facts.primary;
  const open = (
    verdict: 'none' | 'unknown' | 'wait',
    label: string,
    sentence: string,
    more: Partial<Trial> = {},
  ): Trial => ({
    verdict,
    tone: verdict === 'none' ? 'info' : 'unknown',
    label,
    sentence,
    checks: [],
    look: 1,
    looks: sane(limits).looks,
    level: levelOf(1, sane(limits)),
    stable: primary,
    ...more,
  });
  const routing = routingOf(release, primary);
  if (routing.state === 'unknown' || !primary)
    return open(
      'unknown',
      'Unknown routing',
      `It is not known whether a canary is running: ${routing.state === 'unknown' ? routing.why : 'release.stable is not provided by this backend'}.`,
    );
  if (routing.state === 'still')
    return open('none', 'No canary', `No canary is running: all traffic goes to version ${primary}.`);
  if (routing.state === 'settling')
    return open(
      'wait',
      'Settling',
      `All calls go to version ${routing.version} by weight, as AWS has it for some minutes while provisioned concurrency follows a change. Check again.`,
    );
  const trial = onTrial(release, primary, alias, deploys);
  if (!trial) return open('unknown', 'Unknown routing', 'The version on trial is not known.');
  const { version: canary, weight, stable, turned } = trial;
  const alarm = against(facts, canary);
  const about = { canary, weight, stable, turned, alarm };
  const traffic = release?.traffic;
  if (!traffic?.by_version)
    return open(
      'unknown',
      'Not enough data',
      'release.traffic is not provided by this backend, so the canary cannot be judged.',
      about,
    );
  const fault = windowFault(traffic, { now, deployment: release?.deployment, version: canary });
  if (fault) return open('wait', 'Not enough data', `Not enough data: ${fault}.`, about);
  const judged = judgeCanary(
    { canary: figuresOf(traffic, canary), stable: figuresOf(traffic, stable) },
    limits,
  );
  const holds = alarm !== undefined && (judged.verdict === 'promote' || judged.verdict === 'wait');
  const result: Trial = {
    ...judged,
    ...(holds && {
      verdict: 'wait',
      tone: 'warn',
      label: 'Wait: alarm',
      sentence: `${alarm} ${judged.sentence}`,
    }),
    ...about,
  };
  return turned
    ? {
        ...result,
        tone: worst([result.tone, 'warn']),
        label: `${result.label} · canary turned round`,
        sentence: `Primary and additional version are swapped: ${alias ?? 'the alias'} points to version ${canary}, which is new. ${result.sentence}`,
      }
    : result;
}
