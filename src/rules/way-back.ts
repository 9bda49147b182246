import { previousVersion } from './deploy-log.ts';
import { EDITED } from './deployment-end.ts';
import { shifts } from './parity.ts';
import { running } from './strategies.ts';
import { percent } from './words.ts';
import type { Answer } from '../api/fields.ts';
import type { Deploy } from './deploy-log.ts';

type Release = NonNullable<Answer<'status'>['release']>;

/** The version that takes a share of an alias's calls beside the one that it points to. */
export interface Canary {
  version: string;
  /** 0 to 1, neither included. */
  weight: number;
}

/** Where a rollback leads, and how that is known. */
export interface WayBack {
  /** The version that served before; `undefined` where nothing tells it. */
  version?: string | undefined;
  /** By what it is known, or what is missing. */
  why: string;
  /** Whether what is told suffices to change the alias by it. */
  sure: boolean;
  canary?: Canary | undefined;
  /** Whether a deployment runs that has not shifted any traffic yet. */
  waiting?: boolean;
  /** Whether it leads back from an edit by hand, which a deployment failed at. */
  edited?: boolean;
}

/**
 * The version from which an edit by hand has taken an alias: the last deployment failed because the alias was not where
 * it was to begin, and the deploy log too says that it should be there.
 */
function editedFrom(
  { deployment }: Release,
  stable: string,
  alias: string,
  deploys: readonly Deploy[] | undefined,
): string | undefined {
  const { from_version: from, error } = deployment ?? {};
  const logged = deploys?.find((deploy) => deploy.alias === alias)?.version;
  return error?.code === EDITED && from === logged && from !== stable ? from : undefined;
}

/** The last deployment as evidence in words; only one that ended well, at the version in question. */
function lately({ deployment }: Release, stable: string): string {
  const { id, status, from_version: from, to_version: to } = deployment ?? {};
  return id && from && status === 'Succeeded' && to === stable
    ? ` Deployment ${id} shifted from version ${from} to ${stable}.`
    : '';
}

/**
 * Where a rollback of an alias leads. During a canary the alias itself points to the version that served before; else
 * the deploy log tells it. The order of a listing never does: a version may have been published and not promoted, or
 * have been bad.
 * @param deploys the promotions that the deploy log tells; `undefined` where the site names no log
 */
export function wayBack(
  release: Release | undefined,
  target: string | undefined,
  alias: string,
  deploys: readonly Deploy[] | undefined,
): WayBack {
  const stable = release?.stable || target;
  if (!stable) return { sure: false, why: `Where ${alias} points is not known.` };
  const moving = shifts(release, stable);
  const [version, weight = 0] = moving?.[0] ?? [];
  if (version && weight >= 1)
    return {
      sure: false,
      why: `All calls go to version ${version} by weight, as AWS has it for some minutes while provisioned concurrency follows a change. Look again before going back.`,
    };
  if (version)
    return {
      version: stable,
      sure: true,
      why: `${alias} points to it, while ${percent(weight)} of the calls go to version ${version}`,
      canary: { version, weight },
    };
  const { deployment } = release ?? {};
  if (moving && running(deployment) && deployment?.to_version !== stable)
    return {
      version: stable,
      sure: true,
      why: `${alias} points to it, and no call has been shifted away yet`,
      waiting: true,
    };
  const edited = release && moving && editedFrom(release, stable, alias, deploys);
  if (edited)
    return {
      version: edited,
      sure: true,
      why: `${alias} has been edited by hand: the deploy log has it at version ${edited}, and the last deployment failed because it was not there`,
      edited: true,
    };
  const before = deploys && previousVersion(deploys, alias, stable);
  if (!before)
    return {
      sure: false,
      why: `${deploys ? 'The deploy log does not tell' : 'No deploy log is configured (files.deploy_log) that would tell'} which version ${alias} had before ${stable}.${release ? lately(release, stable) : ''}`,
    };
  const gone = release?.versions?.length && !release.versions.some((each) => each.version === before);
  return {
    version: before,
    sure: moving !== undefined,
    why: [
      `${alias} had it before version ${stable}, by the deploy log`,
      gone ? '; it is not among the versions told, so it may be deleted' : '',
      moving ? '' : '; whether a canary runs is not offered, so look at the alias first',
    ].join(''),
  };
}
