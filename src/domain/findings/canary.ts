import { ms, percent } from '../format/values.ts';
import type { Trial } from '../canary/judgement.ts';
import type { canaryLimits } from '../canary/analyses.ts';
import type { Figures } from '../canary/version-tests.ts';
import type { Judged } from './finding.ts';

/** What the judgement on a canary was made of. */
export interface OnTrialFacts {
  trial: Trial;
  /** The figures of the version on trial, and of stable. */
  figures: Figures | undefined;
  stable: Figures | undefined;
  limits: typeof canaryLimits;
  /** When the shift began, in ms since 1970 UTC. */
  since: number | undefined;
}

/** What is wrong with a canary, in its figures: the worst of those that are beyond their limit. */
function beyond({ trial, figures, stable, limits }: OnTrialFacts): string {
  const name = `Canary ${trial.canary ?? ''}`;
  const { errors, invocations, p99_ms: slow } = figures ?? {};
  const share = errors !== undefined && invocations ? errors / invocations : undefined;
  if (share !== undefined && share >= limits.error_rate)
    return `${name} errors ${percent(share)} (limit ${percent(limits.error_rate)})`;
  if (slow !== undefined && slow >= limits.p99_ms)
    return `${name} p99 ${ms(slow)} (limit ${ms(limits.p99_ms)})`;
  const other = stable?.errors !== undefined && stable.invocations ? stable.errors / stable.invocations : 0;
  return `${name} errors ${percent(share)} (stable ${percent(other)})`;
}

/** A canary that fails by the judgement of `domain/canary`. */
export function failingCanary(facts: OnTrialFacts): Judged {
  const { verdict, weight, sentence, stable } = facts.trial;
  if (verdict === 'unknown') return 'unknown';
  if (verdict !== 'rollback') return 'fine';
  return {
    id: 'canary-failing',
    title: 'Canary failing',
    score: 85,
    cause: 'canary',
    tone: 'bad',
    headline: beyond(facts),
    evidence: sentence,
    scope: `${percent(weight)} of calls`,
    notices: 'Calls to the new version fail or are slow.',
    impact: 'Grows with every step of the shift.',
    next: `Roll back to version ${stable ?? 'before'}: Rollback Plan has the command.`,
    card: 'mc-canary-metrics',
    since: facts.since,
  };
}
