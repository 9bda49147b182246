import { byNumber, isPublished } from './versions.ts';
import { strategyNamed } from './strategies.ts';
import { ms, percent, plural } from '../format/values.ts';
import type { Answer } from '../../api/fields.ts';
import type { Check } from '../judgement/checklist.ts';
import type { OnTrial } from './on-trial.ts';
import type { RollbackTarget } from './rollback-target.ts';

type Release = NonNullable<Answer<'status'>['release']>;

/** What the data tells of a canary pipeline; each member `undefined` where it is not offered. */
export interface SetupFacts {
  release?: Release | undefined;
  /** Where the alias points. */
  stable?: string | undefined;
  alarms?: readonly { name?: string; metric?: string }[] | undefined;
  alias: string;
  canary?: OnTrial | undefined;
  back: RollbackTarget;
  /** What only those can tell who ask the account itself; absent on a page. */
  account?: AccountFacts | undefined;
}

/** What CodeDeploy and the release tool know of a pipeline; each member `undefined` where it could not be read. */
export interface AccountFacts {
  /** The deployment group that shifts the alias; `null` where there is none. */
  group?: DeploymentGroup | null | undefined;
  /** The other groups of the account that shift aliases. */
  others?: readonly DeploymentGroup[] | undefined;
  /** A deployment of the group that was stopped by hand. */
  stopped?: string | undefined;
  /** By which limits the check of the figures fails: a share of calls, and ms. */
  limits: { error_rate: number; p99_ms: number };
}

/** A deployment group as CodeDeploy has it. */
export interface DeploymentGroup {
  name: string;
  config?: string | undefined;
  /** The alarms that are attached and heeded. */
  alarms: readonly string[];
  /** What it rolls back by itself at, such as `DEPLOYMENT_FAILURE`. Source: CodeDeploy API, *AutoRollbackConfiguration*. */
  rollsBackAt: readonly string[];
}

/** What an automatic rollback is needed at. */
const ROLLS_BACK_AT = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'];

const NO_GROUP: Seen = { done: false, label: 'No deployment group of CodeDeploy shifts the alias.' };

type Seen = Check['live'];

/** What an alarm watches, by the metric of Lambda, or an expression named for it: others throttle and err, too. */
const WATCHED: readonly (readonly [what: string, metric: RegExp])[] = [
  ['errors', /^errors?\b|^error.?rate/i],
  ['duration', /^duration|latency/i],
  ['throttles', /^throttles?\b|^throttle.?rate/i],
];

function published({ release }: SetupFacts): Seen {
  const { deployment, versions } = release ?? {};
  const version = deployment?.to_version;
  if (!version || !versions) return;
  const found = versions.some((each) => each.version === version);
  return found
    ? { done: true, label: `Version ${version} was published for the last deployment.` }
    : { done: false, label: `The last deployment went to ${version}, which is not among the versions told.` };
}

function aliased({ stable: version, alias }: SetupFacts): Seen {
  if (!version) return;
  return isPublished(version)
    ? { done: true, label: `${alias} points to version ${version}.` }
    : {
        done: false,
        label: `${alias} points to ${String(version)}: every upload is live at once, and nothing can be shifted.`,
      };
}

function alarmed({ alarms }: SetupFacts): Seen {
  if (!alarms) return;
  const missing = WATCHED.filter(([, metric]) => !alarms.some((each) => metric.test(each.metric ?? ''))).map(
    ([what]) => what,
  );
  if (missing.length === 0)
    return { done: true, label: `${plural(alarms.length, 'alarm')} told, with all three.` };
  // An alarm whose metric is not told may be the one.
  return alarms.some(({ metric }) => metric === undefined)
    ? undefined
    : { done: false, label: `No ${missing.join(', ')} alarm found.` };
}

/** How a configuration of CodeDeploy shifts. @param who uses it, for a sentence */
function steps(who: string, config: string): Seen {
  const known = strategyNamed(config);
  if (!known) return { done: true, label: `${who} used ${config}, a configuration of your own.` };
  return known.curve.length > 1
    ? { done: true, label: `${who} used ${config}.` }
    : { done: false, label: `${who} used ${config}: all calls at once, so there was no canary.` };
}

function grouped({ release, account }: SetupFacts): Seen {
  const { group } = account ?? {};
  if (group === null) return NO_GROUP;
  if (group?.config) return steps(`Group ${group.name}`, group.config);
  const config = release?.deployment?.config;
  return config ? steps('The last deployment', config) : undefined;
}

function attached({ release, account }: SetupFacts): Seen {
  const { group } = account ?? {};
  if (group === null) return NO_GROUP;
  const who = group ? `Group ${group.name}` : 'The last deployment';
  const names = group?.alarms ?? release?.deployment?.alarms;
  if (!names) return;
  return names.length > 0
    ? { done: true, label: `${who} listened to ${names.join(', ')}.` }
    : { done: false, label: `${who} listened to no alarm: nothing would have taken it back.` };
}

/** An alarm that has taken a deployment back proves it; that none did proves nothing. */
function rollsBack({ release, account }: SetupFacts): Seen {
  const { group } = account ?? {};
  if (group === null) return NO_GROUP;
  if (group) {
    const missing = ROLLS_BACK_AT.filter((event) => !group.rollsBackAt.includes(event));
    return missing.length > 0
      ? { done: false, label: `Group ${group.name} does not roll back at ${missing.join(', ')}.` }
      : { done: true, label: `Group ${group.name} rolls back at ${group.rollsBackAt.join(', ')}.` };
  }
  const { id, error } = release?.deployment ?? {};
  return error?.code === 'ALARM_ACTIVE'
    ? { done: true, label: `An alarm has stopped deployment ${id ?? 'without an id'}.` }
    : undefined;
}

/** A rollback target that something speaks against proves nothing. */
function rollbackKnown({ stable, canary, back }: SetupFacts): Seen {
  if (back.version === undefined || back.tone !== 'ok') return;
  return canary
    ? { done: true, label: `A canary runs: rollback target is version ${back.version}.` }
    : {
        done: true,
        label: `Rollback target of version ${stable} is version ${back.version}, by the deploy log.`,
      };
}

function stops({ release, account }: SetupFacts): Seen {
  const { id, error } = release?.deployment ?? {};
  const stopped = account?.stopped ?? (error?.code === 'MANUAL_STOP' ? (id ?? 'without an id') : undefined);
  return stopped === undefined
    ? undefined
    : { done: true, label: `Deployment ${stopped} was stopped by hand.` };
}

function measured({ release }: SetupFacts): Seen {
  const versions = byNumber(
    Object.keys(release?.traffic?.by_version ?? {}).map((version) => ({ version })),
  ).map(({ version }) => version);
  if (!release?.traffic) return;
  return versions.length > 0
    ? { done: true, label: `Per-version metrics: ${versions.map((version) => `v${version}`).join(', ')}.` }
    : undefined;
}

/** The guide's limits: the share of a canary's calls that may fail, and its p99 in ms. */
const GUIDE = { error_rate: 0.01, p99_ms: 5000 };

/** Whether the check of the figures fails where it has to. */
function limited({ account }: SetupFacts, name: keyof typeof GUIDE, show: (limit: number) => string): Seen {
  if (!account) return;
  const is = account.limits[name];
  const done = is <= GUIDE[name];
  const beyond = done ? '' : `, beyond ${show(GUIDE[name])}`;
  return { done, label: `mission-control release check rolls back from ${show(is)}${beyond}.` };
}

function oneCommand({ account }: SetupFacts): Seen {
  return account && { done: true, label: 'mission-control release shift, rollback and check.' };
}

/** Another group of the account that shifts otherwise; that all shift alike may be right in an account of one environment. */
function differs({ account }: SetupFacts): Seen {
  const { group, others } = account ?? {};
  const other = others?.find(({ config }) => config && group?.config && config !== group.config);
  return group && other
    ? { done: true, label: `Group ${group.name} uses ${group.config}, ${other.name} ${other.config}.` }
    : undefined;
}

/**
 * The thirteen checks of a canary pipeline, in the order in which one is built. What the data shows is answered by it;
 * where it shows nothing either way, the check is the operator's.
 */
export function setupChecks(facts: SetupFacts): Check[] {
  const check = (id: string, what: string, live?: Seen): Check => ({ id, what, ...(live && { live }) });
  return [
    check('versions', 'Each deployment publishes a version of its own.', published(facts)),
    check('alias', 'The alias that callers use points to a published version.', aliased(facts)),
    check('alarms', 'Alarms watch errors, duration and throttles.', alarmed(facts)),
    check('group', 'A CodeDeploy deployment group shifts the alias in steps.', grouped(facts)),
    check('attached', 'The alarms are attached to the deployment group.', attached(facts)),
    check(
      'auto-rollback',
      'Automatic rollback is on for failed deployments and for alarms.',
      rollsBack(facts),
    ),
    check(
      'errors-checked',
      'The check of the figures fails at 1% errors of the canary alone, and without traffic says unknown.',
      limited(facts, 'error_rate', (rate) => percent(rate, 2)),
    ),
    check('latency-checked', 'The check of the figures fails at a p99 of 5 s.', limited(facts, 'p99_ms', ms)),
    check(
      'rollback',
      'A rollback by hand leads to the version that served before, and clears the weights.',
      rollbackKnown(facts),
    ),
    check('stop', 'A running deployment can be stopped by its id.', stops(facts)),
    check('dashboard', 'Calls, errors and durations are shown per executed version.', measured(facts)),
    check('targets', 'Deploy, roll back and check are one command each.', oneCommand(facts)),
    check(
      'environments',
      'Each environment has its own strategy: a canary in production, all at once elsewhere.',
      differs(facts),
    ),
  ];
}
