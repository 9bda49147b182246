import { previousVersion } from '../../src/rules/deploy-log.ts';
import { shifts } from '../../src/rules/parity.ts';
import { strategyNamed } from '../../src/rules/strategies.ts';
import { plural } from '../../src/rules/words.ts';
import type { Release } from '../../src/data/release.ts';
import type { Check } from '../../src/rules/checks.ts';
import type { Deploy } from '../../src/rules/deploy-log.ts';

/** What the data tells of a canary pipeline; each member `undefined` where it is not offered. */
export interface SetupFacts {
  release?: Release | undefined;
  /** Where the alias points, for backends without a release. */
  target?: string | undefined;
  alarms?: readonly { name?: string; metric?: string }[] | undefined;
  alias: string;
  deploys: readonly Deploy[];
}

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
    ? { done: true, words: `Version ${version} was published for the last deployment.` }
    : { done: false, words: `The last deployment went to ${version}, which is not among the versions told.` };
}

function aliased({ release, target, alias }: SetupFacts): Seen {
  const version = release?.stable || target;
  if (!version) return;
  return /^\d+$/.test(version)
    ? { done: true, words: `${alias} points to version ${version}.` }
    : {
        done: false,
        words: `${alias} points to ${version}: every upload is live at once, and nothing can be shifted.`,
      };
}

function alarmed({ alarms }: SetupFacts): Seen {
  if (!alarms) return;
  const missing = WATCHED.filter(([, metric]) => !alarms.some((each) => metric.test(each.metric ?? ''))).map(
    ([what]) => what,
  );
  if (missing.length === 0)
    return { done: true, words: `${plural(alarms.length, 'alarm')} told, with all three.` };
  // An alarm whose metric is not told may be the one.
  return alarms.some(({ metric }) => metric === undefined)
    ? undefined
    : { done: false, words: `No alarm on the function’s ${missing.join(', ')} is told.` };
}

function grouped({ release }: SetupFacts): Seen {
  const config = release?.deployment?.config;
  if (!config) return;
  const known = strategyNamed(config);
  if (!known)
    return { done: true, words: `The last deployment used ${config}, a configuration of your own.` };
  return known.curve.length > 1
    ? { done: true, words: `The last deployment used ${config}.` }
    : {
        done: false,
        words: `The last deployment used ${config}: all calls at once, so there was no canary.`,
      };
}

function attached({ release }: SetupFacts): Seen {
  const names = release?.deployment?.alarms;
  if (!names) return;
  return names.length > 0
    ? { done: true, words: `The last deployment listened to ${names.join(', ')}.` }
    : { done: false, words: 'The last deployment listened to no alarm: nothing would have taken it back.' };
}

/** An alarm that has taken a deployment back proves it; that none did proves nothing. */
function rollsBack({ release }: SetupFacts): Seen {
  const { id, error } = release?.deployment ?? {};
  return error?.code === 'ALARM_ACTIVE'
    ? { done: true, words: `An alarm has stopped deployment ${id ?? 'without an id'}.` }
    : undefined;
}

function wayBackKnown({ release, target, alias, deploys }: SetupFacts): Seen {
  const stable = release?.stable || target;
  const moving = stable ? shifts(release, stable) : undefined;
  // Without the routing, a canary may run, and the way back be another.
  if (!stable || !moving) return;
  if (moving.length > 0) return { done: true, words: `A canary runs: back is version ${stable}.` };
  const before = previousVersion(deploys, alias, stable);
  return before
    ? { done: true, words: `Back from version ${stable} is version ${before}, by the deploy log.` }
    : undefined;
}

function stops({ release }: SetupFacts): Seen {
  const { id, error } = release?.deployment ?? {};
  return error?.code === 'MANUAL_STOP'
    ? { done: true, words: `Deployment ${id ?? 'without an id'} was stopped by hand.` }
    : undefined;
}

function measured({ release }: SetupFacts): Seen {
  const versions = Object.keys(release?.traffic?.by_version ?? {});
  if (!release?.traffic) return;
  return versions.length > 0
    ? { done: true, words: `Calls are told for version ${versions.join(', ')}.` }
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
    ),
    check('latency-checked', 'The check of the figures fails at a p99 of 5 s.'),
    check(
      'rollback',
      'A rollback by hand leads to the version that served before, and clears the weights.',
      wayBackKnown(facts),
    ),
    check('stop', 'A running deployment can be stopped by its id.', stops(facts)),
    check('dashboard', 'Calls, errors and durations are shown per executed version.', measured(facts)),
    check('targets', 'Deploy, roll back and check are one command each.'),
    check(
      'environments',
      'Each environment has its own strategy: a canary in production, all at once elsewhere.',
    ),
  ];
}
