import { nextStepOf } from '../../src/data/next-step.ts';
import { count, ms, percent, plural } from '../../src/domain/format/values.ts';
import { EXIT } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Situation } from './situation.ts';

/**
 * What a verdict comes to. A promotion is success only where all was read that it is judged by: what is missing might have
 * spoken against it. What AWS did not give is no lack of data: it could not be looked at.
 */
export function exitOf({ trial, missing, refused, failed }: Situation): ExitCode {
  if (trial.verdict === 'rollback') return EXIT.bad;
  if (refused || failed) return EXIT.failed;
  return trial.verdict === 'promote' && missing.length === 0 ? EXIT.ok : EXIT.wait;
}

/** What a version has counted, in a few words. */
export function figures({ release }: Situation, version: string | undefined): string {
  const of = release?.traffic?.by_version?.[version ?? ''];
  if (!of) return 'no figures';
  const { invocations: calls, errors, p99_ms: p99 } = of;
  return [
    calls === undefined ? 'calls not known' : plural(calls, 'call'),
    errors === undefined ? 'errors not known' : `${count(errors)} failed`,
    ...(p99 === undefined ? [] : [`p99 ${ms(p99)}`]),
  ].join(', ');
}

/** Who is on trial, beside whom. */
export function subject(situation: Situation): string {
  const { canary, stable, weight } = situation.trial;
  return canary === undefined
    ? `version ${stable ?? 'not known'}, ${figures(situation, stable)}`
    : `version ${canary} with ${percent(weight, 2)} (${figures(situation, canary)}) beside version ${stable} (${figures(situation, stable)})`;
}

/** The next step after the verdict, as the card Canary vs Stable has it. */
export function nextOf(situation: Situation): { label: string; commands: string[] } {
  const { trial, release, ref, back, now } = situation;
  if (!release || trial.verdict === 'none' || trial.canary === undefined) return { label: '', commands: [] };
  const { label, commands } = nextStepOf(trial, release, ref, { now, wait: undefined, back, tz: 'UTC' });
  return { label, commands: commands.map(({ line }) => line) };
}

/** What was not read, as lines. */
export const missingLines = ({ missing }: Situation): string[] =>
  missing.length === 0 ? [] : ['', 'Not all was read:', ...missing.map((each) => `  ${each}`)];

/** The judgement as JSON. */
export const verdictJson = ({ trial, missing, release, canary }: Situation): object => ({
  verdict: trial.verdict,
  label: trial.label,
  sentence: trial.sentence,
  canary: trial.canary ?? null,
  stable: trial.stable ?? null,
  weight: trial.weight ?? null,
  turned: canary?.turned ?? false,
  more_calls: trial.moreCalls ?? null,
  checks: trial.checks,
  traffic: release?.traffic ?? null,
  missing,
});
