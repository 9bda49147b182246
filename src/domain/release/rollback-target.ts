import { previousVersion } from './deploy-log.ts';
import { running } from './deployment.ts';
import { EDITED } from './deployment-end.ts';
import { onTrial } from './on-trial.ts';
import { routingOf } from './routing.ts';
import { isPublished, sameHashes } from './versions.ts';
import { percent } from '../format/values.ts';
import type { Answer } from '../../api/fields.ts';
import type { Tone } from '../judgement/tone.ts';
import type { Deploy } from './deploy-log.ts';
import type { OnTrial } from './on-trial.ts';

type Release = NonNullable<Answer<'status'>['release']>;

/** What a rollback target is found by. */
export interface RollbackFacts {
  release: Release | undefined;
  /** `lambda_alias_version`, for backends without a release. */
  target: string | undefined;
  /** The alias's name; `undefined` where nobody gave it. */
  alias: string | undefined;
  /** The promotions of the deploy log, newest first; `undefined` where the site names no log. */
  deploys: readonly Deploy[] | undefined;
  /** Why a version fails its own judgement, by its own figures; `undefined` where it does not. */
  fails?: (version: string) => string | undefined;
}

/** Where a rollback leads, and how that is known. */
export interface RollbackTarget {
  /** The version that served before; `undefined` where nothing tells it. */
  version?: string | undefined;
  /** By what it is known, or what is missing, with all that speaks against it. */
  why: string;
  /** Whether what is known suffices to change the alias by it. */
  sure: boolean;
  /** `ok` only where it is sure and nothing speaks against it. */
  tone: Tone;
  /** The version on trial, which a rollback would take back. */
  canary?: OnTrial | undefined;
  /** Whether a deployment runs that has not shifted any traffic yet. */
  waiting?: boolean;
  /** Whether it leads back from an edit by hand, which a deployment failed at. */
  edited?: boolean;
}

/** What speaks against a target: `stops` where no command may be made by it. */
interface Concern {
  label: string;
  stops?: boolean;
}

/** The last deployment as evidence in words; only one that ended well, at the version in question. */
function lately({ deployment }: Release, stable: string): string {
  const { id, status, from_version: from, to_version: to } = deployment ?? {};
  return id && from && status === 'Succeeded' && to === stable
    ? ` Deployment ${id} shifted from version ${from} to ${stable}.`
    : '';
}

/** What speaks against going back to a version. @param current the version that would be taken back */
function concernsOf(
  { release, target, fails }: RollbackFacts,
  version: string,
  current: string | undefined,
  logged: string | undefined,
  expected: string | undefined,
): Concern[] {
  const listed = release?.versions;
  const of = (name: string | undefined) => listed?.find((each) => each.version === name);
  const failing = fails?.(version);
  return [
    !isPublished(version) && { label: 'it is no published version', stops: true },
    listed !== undefined &&
      listed.length > 0 &&
      !of(version) && { label: 'it is not among the published versions, so it may be deleted', stops: true },
    failing !== undefined && { label: failing, stops: true },
    release?.stable !== undefined &&
      target !== undefined &&
      target !== '' &&
      release.stable !== target && {
        label: `the answer has the alias at both ${target} and ${release.stable}, so check the alias first`,
        stops: true,
      },
    current !== undefined &&
      sameHashes(of(version), of(current)) === true && {
        label: `it has the same hashes as version ${current}, so a rollback changes nothing`,
      },
    logged !== undefined &&
      logged !== expected && { label: `the deploy log names version ${logged} last, not ${expected}` },
  ].filter((each) => each !== false);
}

/**
 * Where a rollback of an alias leads, by one rule for every card. During a canary it is the version that served before;
 * else the deploy log tells it. The order of a listing never does: a version may have been published and not promoted, or
 * have been bad. What speaks against a target is part of the answer.
 */
export function rollbackTarget(facts: RollbackFacts): RollbackTarget {
  const { release, target, alias, deploys } = facts;
  const name = alias ?? 'the alias';
  const stable = release?.stable || target;
  const none = (why: string): RollbackTarget => ({ sure: false, tone: 'unknown', why });
  if (!stable) return none(`Where ${name} points is not known.`);
  const routing = routingOf(release, stable);
  const logged = deploys?.find((deploy) => deploy.alias === alias)?.version;
  const to = (
    version: string,
    why: string,
    { current, expected, ...more }: { current?: string; expected?: string } & Partial<RollbackTarget>,
  ): RollbackTarget => {
    const concerns = concernsOf(facts, version, current, logged, expected ?? logged);
    const sure = (more.sure ?? true) && !concerns.some(({ stops }) => stops);
    return {
      version,
      ...more,
      why: [why, ...concerns.map(({ label }) => label)].join('; '),
      sure,
      tone: concerns.length > 0 || more.edited || more.canary?.turned ? 'warn' : sure ? 'ok' : 'unknown',
    };
  };
  if (routing.state === 'settling')
    return none(
      `All calls go to version ${routing.version} by weight, as AWS has it for some minutes while provisioned concurrency follows a change. Check again before going back.`,
    );
  const canary = onTrial(release, stable, alias, deploys);
  if (canary)
    return to(
      canary.stable,
      canary.turned
        ? `it served before; primary and additional version of ${name} are swapped: ${name} points to version ${canary.version}, which is new, and ${percent(1 - canary.weight)} of the calls go to version ${canary.stable}`
        : `${name} points to it, while ${percent(canary.weight)} of the calls go to version ${canary.version}`,
      { canary, current: canary.version, expected: canary.stable },
    );
  const { deployment } = release ?? {};
  if (routing.state === 'still' && running(deployment) && deployment?.to_version !== stable)
    return to(stable, `${name} points to it, and no call has been shifted away yet`, {
      waiting: true,
      expected: stable,
    });
  const from = deployment?.from_version;
  if (
    routing.state === 'still' &&
    deployment?.error?.code === EDITED &&
    from !== undefined &&
    from === logged &&
    from !== stable
  )
    return to(
      from,
      `${name} has been edited by hand: the deploy log has it at version ${from}, and the last deployment failed because it was not there`,
      { edited: true, current: stable },
    );
  const before = deploys && alias !== undefined ? previousVersion(deploys, alias, stable) : undefined;
  if (!before)
    return none(
      `${
        !deploys
          ? 'No deploy log is configured (files.deploy_log) that would tell'
          : alias === undefined
            ? 'No alias is configured (alias), so the deploy log cannot tell'
            : 'The deploy log does not tell'
      } which version ${name} had before ${stable}.${release ? lately(release, stable) : ''}`,
    );
  return to(
    before,
    `${name} had it before version ${stable}, by the deploy log${
      routing.state === 'unknown'
        ? routing.offered
          ? `; ${routing.why}, so look at the alias first`
          : '; whether a canary runs is not provided, so look at the alias first'
        : ''
    }`,
    { sure: routing.state !== 'unknown', current: stable, expected: stable },
  );
}
