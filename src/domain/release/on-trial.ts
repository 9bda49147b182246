import { running } from './deployment.ts';
import { routingOf } from './routing.ts';
import type { Answer } from '../../api/fields.ts';
import type { Deploy } from './deploy-log.ts';

/** A version on trial beside the one that it is to replace. */
export interface OnTrial {
  version: string;
  /** Its share of the calls, above 0 and below 1. */
  weight: number;
  /** The version that served before. */
  stable: string;
  /** The alias already points to the version on trial, and the one before it has become the additional version. */
  turned: boolean;
}

type Release = Pick<NonNullable<Answer<'status'>['release']>, 'stable' | 'routing' | 'deployment'>;

/**
 * The version on trial. Usually that is the additional one; where the alias points to a newer version while the deploy
 * log's newest, or else the older one with most of the calls, is additional, the canary is turned round.
 * @param primary the version that the alias points to
 * @param deploys the promotions of the deploy log, newest first; `undefined` where the site names no log
 */
export function onTrial(
  release: Release | undefined,
  primary: string | undefined,
  alias: string | undefined,
  deploys: readonly Deploy[] | undefined,
): OnTrial | undefined {
  const routing = routingOf(release, primary);
  if (routing.state !== 'split' || !primary) return;
  const { version, weight } = routing;
  const { deployment } = release ?? {};
  const deployed = running(deployment) && deployment?.to_version === version;
  const logged = deploys?.find((deploy) => deploy.alias === alias)?.version;
  const older = Number(version) < Number(primary);
  const most = weight > 0.5;
  const turned = !deployed && (logged === undefined ? older && most : logged === version && (older || most));
  return turned
    ? { version: primary, weight: 1 - weight, stable: version, turned }
    : { version, weight, stable: primary, turned };
}
