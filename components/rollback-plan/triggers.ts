import { judgeCanary } from '../../src/rules/canary.ts';
import { count, duration, ms, percent, plural } from '../../src/rules/words.ts';
import type { Release } from '../../src/data/release.ts';
import type { canaryLimits } from '../../src/rules/canary-looks.ts';
import type { Figures } from '../../src/rules/canary-tests.ts';
import type { Finding } from '../../src/rules/finding.ts';

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
export function triggersOf({ traffic, version, stable }: Judged, limits: Limits): Finding[] {
  const told = traffic?.by_version ?? {};
  const of = (name: string | undefined): Figures | undefined =>
    name !== undefined && Object.hasOwn(told, name) ? told[name] : undefined;
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
): Finding {
  const name = 'Errors';
  const note = `limit ${percent(limits.error_rate, 2)} of the calls`;
  const { invocations: calls, errors } = own ?? {};
  if (calls === undefined || errors === undefined) return { name, tone: 'unknown', words: absent, note };
  if (calls === 0) return { name, tone: 'unknown', words: 'no calls yet', note };
  const share = errors / calls;
  const tests = judgeCanary({ canary: own, stable: other }, limits).checks;
  const told = {
    name,
    words: percent(share, 2),
    note: `${count(errors)} of ${plural(calls, 'call')}; ${note}`,
  };
  if (tests.length === 0)
    return { ...told, tone: 'unknown', note: `${told.note}; these do not fit together` };
  // The first test is on the rate by itself, the second against stable.
  if (tests[0]?.tone === 'bad') return { ...told, tone: 'bad' };
  if (tests[1]?.tone === 'bad')
    return { ...told, tone: 'bad', note: `${told.note}; it fails more often than the stable version` };
  if (share >= limits.error_rate)
    return { ...told, tone: 'warn', note: `${told.note}; with so few calls it may be chance` };
  // Few calls without an error are what a bad version may have too; a canary has to be judged by them.
  return tests[0]?.tone === 'ok'
    ? { ...told, tone: 'ok' }
    : { ...told, tone: canary ? 'unknown' : 'info', note: `${told.note}; too few calls to tell` };
}

function slow(
  own: Figures | undefined,
  other: Figures | undefined,
  canary: boolean,
  absent: string,
  { p99_ms: limit }: Limits,
): Finding {
  const name = 'Duration (p99)';
  const note = `limit ${ms(limit)}`;
  const p99 = own?.p99_ms;
  if (p99 === undefined) return { name, tone: 'unknown', words: absent, note };
  const told = { name, words: ms(p99), note };
  if (p99 < limit) return { ...told, tone: 'ok' };
  const beside = other?.p99_ms;
  if (!canary || (beside !== undefined && beside < limit)) return { ...told, tone: 'bad' };
  return {
    ...told,
    tone: 'warn',
    note: `${note}; ${beside === undefined ? 'the stable version’s is not offered' : 'the stable version is as slow'}`,
  };
}

function throttled(
  own: Figures | undefined,
  traffic: Release['traffic'],
  absent: string,
  { throttles: limit }: Limits,
): Finding {
  const name = 'Throttles';
  const note = `a reason to look from ${count(limit)} a minute on, but never alone: they are the account’s as often as the version’s`;
  const throttles = own?.throttles;
  if (throttles === undefined) return { name, tone: 'unknown', words: absent, note };
  const { from, to } = traffic ?? {};
  if (from === undefined || to === undefined || to <= from)
    return { name, tone: 'info', words: count(throttles), note };
  const rate = throttles / Math.max((to - from) / MINUTE, 1);
  return {
    name,
    tone: rate >= limit ? 'warn' : 'ok',
    words: `${count(throttles)} in ${duration(to - from)}`,
    note,
  };
}
