import {
  checkMetrics,
  promote,
  rollBack,
  shift,
  smokeTest,
  stopDeployment,
  verify,
} from '../../src/commands/release.ts';
import { canaryLimits, moreCalls } from '../../src/rules/canary-looks.ts';
import { judgeRelease } from '../../src/rules/canary.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { running } from '../../src/rules/strategies.ts';
import { count, duration, percent, plural } from '../../src/rules/words.ts';
import { weightsFor } from './ground.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Trial } from '../../src/rules/canary.ts';
import type { Finding } from '../../src/rules/finding.ts';
import type { GovernedAction } from '../../src/rules/governance-gate.ts';
import type { DeployMoment } from './canary-deploy.ts';
import type { Ground } from './ground.ts';

const MINUTE = 60_000;
/** What is watched ends so long after the picture was made, so that a line serves for a while, in ms. */
const AHEAD = 10 * MINUTE;

/** What an operator types and chooses, as it is typed. */
export interface Typed {
  version: string;
  /** One of {@link WEIGHTS} in per cent, or `custom`. */
  weight: string;
  /** Per cent. */
  custom: string;
  /** The error rate that triggers a rollback, in per cent. */
  limit: string;
  operator: string;
  request: string;
  confirmation: string;
  /** `yes` where the operator says that going back cannot wait for an approval. */
  emergency: string;
}

/** The shares that are offered, in per cent. */
export const WEIGHTS = ['1', '5', '10', '25', '50'] as const;

/** The weight that is chosen until another one is, in per cent. */
export const USUAL_WEIGHT = '10';

/** A use of a command that changes something, as the audit trail has it. */
export interface Use {
  action: GovernedAction;
  version: string;
  weight?: number;
  request: string;
  operator: string;
  /** Without an approved request, as an emergency. */
  emergency?: true;
  line: string;
}

/** One step of the way, with its command where it can be made now. */
export interface Step {
  title: string;
  /** When it is to be taken, or why there is no command yet. */
  when: string;
  command?: Command | undefined;
  /** Absent where the command changes nothing. */
  action?: GovernedAction;
  version?: string | undefined;
  weight?: number | undefined;
}

/** All that follows from what is chosen. */
export interface Plan {
  version: string | undefined;
  /** The share of the calls, above 0 and below 1. */
  weight: number | undefined;
  /** The share of failing calls that triggers a rollback. */
  limit: number | undefined;
  checks: Finding[];
  happens: string[];
  /** The judgement on a canary that is on trial, by the chosen limit. */
  trial: Trial | undefined;
  steps: Step[];
}

/** A share from what was typed in per cent; `undefined` where it is none. */
function shareOf(typed: string): number | undefined {
  // To a hundredth of a per cent, as the commands have it.
  const share = typed.trim() === '' ? NaN : Math.round(Number(typed) * 100) / 10_000;
  return share > 0 && share < 1 ? share : undefined;
}

/** What is chosen now: what was typed, else what is usual. */
export const chosen = (typed: Partial<Typed>, { suggested }: Ground) => ({
  version: typed.version ?? suggested,
  weight: shareOf((typed.weight === 'custom' ? typed.custom : typed.weight) ?? USUAL_WEIGHT),
});

/** The limits of the judgement, with the error rate that was typed. */
export function limitsOf({ site }: DeployMoment, typed: Partial<Typed>) {
  const usual = limitsFrom(site.config.thresholds, 'canary', canaryLimits);
  return { usual, limit: typed.limit === undefined ? usual.error_rate : shareOf(typed.limit) };
}

/** Everything that follows from the ground and from what is chosen. */
export function planOf(ground: Ground, moment: DeployMoment, typed: Partial<Typed>): Plan {
  const { version, weight } = chosen(typed, ground);
  const { usual, limit } = limitsOf(moment, typed);
  const checks = [
    ground.fresh,
    ...choices(ground, version, weight, limit),
    weightsFor(ground, version),
    ...ground.checks,
  ];
  const trial =
    ground.canary && limit !== undefined
      ? judgeRelease(ground.release, { ...usual, error_rate: limit })
      : undefined;
  return {
    version,
    weight,
    limit,
    checks,
    happens: happens(ground, { version, weight, limit, alpha: usual.alpha }),
    trial,
    steps: steps(ground, moment, {
      version,
      weight,
      blocked: version === undefined || checks.some(({ tone }) => tone === 'bad'),
    }),
  };
}

function choices(
  { candidates, stable, release }: Ground,
  version: string | undefined,
  weight: number | undefined,
  limit: number | undefined,
): Finding[] {
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
      ? { name, tone: 'ok', words: `version ${version}` }
      : { name, tone: version === undefined && release?.versions ? 'info' : 'bad', words: unknown },
    weight === undefined
      ? { name: 'Share of the calls', tone: 'bad', words: 'give more than 0% and less than 100%' }
      : { name: 'Share of the calls', tone: 'ok', words: percent(weight, 2) },
    limit === undefined
      ? { name: 'Limit for a rollback', tone: 'bad', words: 'give more than 0% and less than 100%' }
      : { name: 'Limit for a rollback', tone: 'ok', words: `${percent(limit, 2)} of its calls fail` },
  ];
}

/** Calls per minute of the alias, as its figures tell them. */
function callsPerMinute({ release }: Ground): number | undefined {
  const { from, to, by_version } = release?.traffic ?? {};
  const calls = Object.values(by_version ?? {}).flatMap(({ invocations }) => invocations ?? []);
  if (from === undefined || to === undefined || !(to - from >= MINUTE) || calls.length === 0)
    return undefined;
  return calls.reduce((sum, each) => sum + each) / ((to - from) / MINUTE);
}

function happens(
  ground: Ground,
  {
    version,
    weight,
    limit,
    alpha,
  }: { version: string | undefined; weight: number | undefined; limit: number | undefined; alpha: number },
): string[] {
  const { ref, stable, canary } = ground;
  if (version === undefined || weight === undefined || limit === undefined || stable === undefined) return [];
  const rate = callsPerMinute(ground);
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
    'Nothing takes a bad version back by itself: alarms stop deployments of CodeDeploy, not a shift by hand. Somebody has to watch.',
    'AWS refuses a shift between versions with different execution roles or dead-letter queues, which cannot be seen here.',
  ];
}

function steps(
  ground: Ground,
  { now }: DeployMoment,
  { version, weight, blocked }: { version: string | undefined; weight: number | undefined; blocked: boolean },
): Step[] {
  const { ref, release, stable, canary } = ground;
  const { revision_id: revision, deployment, traffic } = release ?? {};
  const runs = running(deployment) === true;
  const watched = canary?.version ?? version;
  const began = canary ? (traffic?.from ?? now - AHEAD) : now;
  const watch: Step = {
    title: 'Watch',
    when: canary
      ? 'Look again and again while it is on trial.'
      : 'Once the shift is made: what reached the version since this card was read.',
    command: checkMetrics(ref, watched, { from: began, to: now + AHEAD }),
  };
  const shifted: Step = {
    title: canary ? 'Change the share' : 'Shift',
    when: blocked
      ? 'No command while something above stands against it.'
      : canary
        ? 'Gives the canary another share of the calls.'
        : 'Begins the canary.',
    command: blocked || canary?.weight === weight ? undefined : shift(ref, version, weight, revision, stable),
    action: 'shift',
    version,
    weight,
  };
  if (!canary)
    return [
      {
        title: 'Try it',
        when: 'Before any caller meets it, past the alias.',
        command: smokeTest(ref, version),
      },
      shifted,
      watch,
      {
        title: 'Promote, or roll back',
        when: 'Both lines stand here as soon as this card sees the shift, with the revision id that it gives the alias: made now, they would be refused.',
      },
    ];
  const first: Step[] = runs
    ? [
        {
          title: 'Stop the deployment',
          when: 'CodeDeploy is at work on the alias: let it end, or stop it before anything else is changed by hand. It takes the alias back itself.',
          command: stopDeployment(deployment?.id, ref.region),
          action: 'stop',
          version: stable,
        },
      ]
    : [shifted];
  return [
    watch,
    ...first,
    {
      title: 'Promote',
      when: runs
        ? 'No line while a deployment runs: it promotes the version itself when its time is up.'
        : 'When the judgement says so.',
      command: runs ? undefined : promote(ref, canary.version, revision),
      action: 'promote',
      version: canary.version,
    },
    {
      title: 'Roll back',
      when: runs
        ? 'Only if the deployment is stopped and the alias is still not back. Stopping changes the alias: wait until this card has read it again, for a line with the old revision id is refused.'
        : 'As soon as anything speaks against the version.',
      command: rollBack(ref, stable, revision),
      action: 'rollback',
      version: stable,
    },
    { title: 'Look', when: 'After each change.', command: verify(ref) },
  ];
}
