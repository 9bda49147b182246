import { canaryLimitsOf, trialOf } from '../../src/data/canary-reads.ts';
import { moreCalls, sane } from '../../src/domain/canary/analyses.ts';
import { weightsFor } from '../../src/domain/release/preflight.ts';
import { rateOf } from '../../src/domain/release/strategies.ts';
import { count, duration, percent, plural } from '../../src/domain/format/values.ts';
import { stepsOf } from './plan-steps.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { DeployData, Plan, Preconditions, Typed } from './model.ts';

const MINUTE = 60_000;

/** The shares that are offered, in per cent. */
export const WEIGHTS = ['1', '5', '10', '25', '50'] as const;

/** The weight that is chosen until another one is, in per cent. */
export const USUAL_WEIGHT = '10';

/** A share from what was typed in per cent; `undefined` where it is none. */
function shareOf(typed: string): number | undefined {
  // To a hundredth of a per cent, as the commands have it.
  const share = typed.trim() === '' ? NaN : Math.round(Number(typed) * 100) / 10_000;
  return share > 0 && share < 1 ? share : undefined;
}

/** What is chosen now: what was typed, else what is usual. */
export const chosen = (typed: Partial<Typed>, { suggested }: Preconditions) => ({
  version: typed.version ?? suggested,
  weight: shareOf((typed.weight === 'custom' ? typed.custom : typed.weight) ?? USUAL_WEIGHT),
});

/** The limits of the judgement, with the error rate that was typed, and what is wrong with those of the site. */
export function limitsOf({ site }: DeployData, typed: Partial<Typed>) {
  const { limits, wrong } = canaryLimitsOf(site);
  const usual = sane(limits);
  return { usual, wrong, limit: typed.limit === undefined ? usual.error_rate : shareOf(typed.limit) };
}

/** Everything that follows from the preconditions and from what is chosen. */
export function planOf(preconditions: Preconditions, data: DeployData, typed: Partial<Typed>): Plan {
  const { version, weight } = chosen(typed, preconditions);
  const { usual, wrong, limit } = limitsOf(data, typed);
  const weights = weightsFor(preconditions, version);
  const checks = [
    preconditions.fresh,
    ...choices(preconditions, version, weight, limit),
    // The weights are judged for the version that is chosen.
    ...preconditions.checks.map((check) => (check.name === weights.name ? weights : check)),
  ];
  const trial = preconditions.canary && trialOf(data, { error_rate: limit ?? usual.error_rate });
  const blocked = version === undefined || checks.some(({ tone }) => tone === 'bad');
  return {
    version,
    weight,
    limit,
    wrong,
    checks,
    happens: happens(preconditions, { version, weight, limit, alpha: usual.alpha }),
    trial,
    steps: stepsOf(preconditions, data, { version, weight, blocked, trial }),
  };
}

function choices(
  { candidates, stable, release }: Preconditions,
  version: string | undefined,
  weight: number | undefined,
  limit: number | undefined,
): CheckResult[] {
  const name = 'Version is published and known';
  const found = candidates.some((each) => each.version === version);
  const unknown = !release?.versions
    ? 'the versions are not offered'
    : version === undefined
      ? 'choose one'
      : version === stable
        ? 'the alias points to it already'
        : `version ${version} is not among the published ones`;
  return [
    found && version
      ? { name, tone: 'ok', label: `version ${version}` }
      : { name, tone: version === undefined && release?.versions ? 'info' : 'bad', label: unknown },
    weight === undefined
      ? { name: 'Share of the calls', tone: 'bad', label: 'give more than 0% and less than 100%' }
      : { name: 'Share of the calls', tone: 'ok', label: percent(weight, 2) },
    limit === undefined
      ? { name: 'Limit for a rollback', tone: 'bad', label: 'give more than 0% and less than 100%' }
      : { name: 'Limit for a rollback', tone: 'ok', label: `${percent(limit, 2)} of its calls fail` },
  ];
}

function happens(
  preconditions: Preconditions,
  {
    version,
    weight,
    limit,
    alpha,
  }: { version: string | undefined; weight: number | undefined; limit: number | undefined; alpha: number },
): string[] {
  const { ref, stable, canary } = preconditions;
  if (version === undefined || weight === undefined || limit === undefined || stable === undefined) return [];
  const rate = rateOf(preconditions.release?.traffic);
  const share = rate === undefined ? undefined : rate * weight;
  const needed = moreCalls({ errors: 0, calls: 0 }, { error_rate: limit, alpha });
  const goes = canary?.version === version ? 'then go' : 'go';
  return [
    `${ref.alias ?? 'The alias'} keeps pointing at version ${stable}. ${percent(weight, 2)} of its calls, picked by chance, ${goes} to version ${version}.`,
    share === undefined
      ? 'How many calls that is cannot be told: the traffic is not offered.'
      : `At the present ${plural(Math.round(rate ?? 0), 'call')} a minute, that is about ${count(Number(share.toFixed(share < 10 ? 1 : 0)))} a minute.`,
    needed === undefined
      ? 'No number of calls could show that the version stays below this limit.'
      : `That fewer than ${percent(limit, 2)} of its calls fail is shown by ${plural(needed, 'call')} of which none fails${share ? `: about ${duration((needed / share) * MINUTE)}` : ''}.`,
    'No automatic rollback: alarms stop deployments of CodeDeploy, not a manual shift. Monitor manually.',
    'AWS refuses a shift between versions with different execution roles or dead-letter queues, which cannot be seen here.',
  ];
}
