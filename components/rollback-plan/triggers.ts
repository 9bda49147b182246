import { judgeCanary } from '../../src/domain/canary/judgement.ts';
import { count, duration, ms, percent, plural } from '../../src/domain/format/values.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { canaryLimits } from '../../src/domain/canary/analyses.ts';
import type { Figures } from '../../src/domain/canary/version-tests.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';

/** Limits of the triggers beside those of the canary's judgement; the site's configuration may set `rollback_throttles`. */
export const triggerLimits = {
  /** Throttled calls per minute: a reason to look, never to go back by itself. */
  throttles: 10,
};

/** Where the three triggers are looked for. */
export interface Judged {
  traffic: Release['traffic'];
  /** The version that may have to go. */
  version: string | undefined;
  /** The version that serves beside it, while a canary runs. */
  stable?: string | undefined;
}

type Limits = typeof canaryLimits & typeof triggerLimits;

const MINUTE = 60_000;

/** The three triggers, each with its present value and its limit; errors by the same tests as the canary's judgement. */
export function triggersOf({ traffic, version, stable }: Judged, limits: Limits): CheckResult[] {
  const reported = traffic?.by_version ?? {};
  const of = (name: string | undefined): Figures | undefined =>
    name !== undefined && Object.hasOwn(reported, name) ? reported[name] : undefined;
  const [own, other] = [of(version), of(stable)];
  const absent = own || !traffic?.by_version ? 'not offered' : 'no calls counted';
  return [
    failing(own, other, stable !== undefined, absent, limits),
    slow(own, other, stable !== undefined, absent, limits),
    throttled(own, traffic, absent, limits),
  ];
}

function failing(
  own: Figures | undefined,
  other: Figures | undefined,
  canary: boolean,
  absent: string,
  limits: Limits,
): CheckResult {
  const name = 'Errors';
  const note = `limit ${percent(limits.error_rate, 2)} of the calls`;
  const { invocations: calls, errors } = own ?? {};
  if (calls === undefined || errors === undefined) return { name, tone: 'unknown', label: absent, note };
  if (errors > calls)
    return {
      name,
      tone: 'unknown',
      label: 'invalid',
      note: `${plural(errors, 'error')} of ${plural(calls, 'call')} do not fit together; ${note}`,
    };
  if (calls === 0) return { name, tone: 'unknown', label: 'no calls yet', note };
  const share = errors / calls;
  const tests = judgeCanary({ canary: own, stable: other }, limits).checks;
  const reported = {
    name,
    label: percent(share, 2),
    note: `${count(errors)} of ${plural(calls, 'call')}; ${note}`,
  };
  if (tests.length === 0)
    return { ...reported, tone: 'unknown', note: `${reported.note}; these do not fit together` };
  // The first test is on the rate by itself, the second against stable.
  if (tests[0]?.tone === 'bad') return { ...reported, tone: 'bad' };
  if (tests[1]?.tone === 'bad')
    return {
      ...reported,
      tone: 'bad',
      note: `${reported.note}; it fails more often than the stable version`,
    };
  if (share >= limits.error_rate)
    return { ...reported, tone: 'warn', note: `${reported.note}; with so few calls it may be chance` };
  // Few calls without an error are what a bad version may have too; a canary has to be judged by them.
  return tests[0]?.tone === 'ok'
    ? { ...reported, tone: 'ok' }
    : { ...reported, tone: canary ? 'unknown' : 'info', note: `${reported.note}; too few calls to tell` };
}

function slow(
  own: Figures | undefined,
  other: Figures | undefined,
  canary: boolean,
  absent: string,
  { p99_ms: limit }: Limits,
): CheckResult {
  const name = 'Duration (p99)';
  const note = `limit ${ms(limit)}`;
  const p99 = own?.p99_ms;
  if (p99 === undefined) return { name, tone: 'unknown', label: absent, note };
  const reported = { name, label: ms(p99), note };
  if (p99 < limit) return { ...reported, tone: 'ok' };
  const beside = other?.p99_ms;
  if (!canary || (beside !== undefined && beside < limit)) return { ...reported, tone: 'bad' };
  return {
    ...reported,
    tone: 'warn',
    note: `${note}; ${beside === undefined ? 'the stable version’s is not offered' : 'the stable version is as slow'}`,
  };
}

function throttled(
  own: Figures | undefined,
  traffic: Release['traffic'],
  absent: string,
  { throttles: limit }: Limits,
): CheckResult {
  const name = 'Throttles';
  const note = `a reason to look from ${count(limit)} a minute on, but never alone: they are the account’s as often as the version’s`;
  const throttles = own?.throttles;
  if (throttles === undefined) return { name, tone: 'unknown', label: absent, note };
  const { from, to } = traffic ?? {};
  if (from === undefined || to === undefined || to <= from)
    return { name, tone: 'info', label: count(throttles), note };
  const rate = throttles / Math.max((to - from) / MINUTE, 1);
  return {
    name,
    tone: rate >= limit ? 'warn' : 'ok',
    label: `${count(throttles)} in ${duration(to - from)}`,
    note,
  };
}
