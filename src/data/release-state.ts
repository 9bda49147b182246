import { aliasRef } from './alias-reads.ts';
import { running } from '../domain/release/deployment.ts';
import { endOf } from '../domain/release/deployment-end.ts';
import { onTrial } from '../domain/release/on-trial.ts';
import { routingOf } from '../domain/release/routing.ts';
import type { AliasRef } from '../commands/aws.ts';
import type { Deploy } from '../domain/release/deploy-log.ts';
import type { Deployment } from '../domain/release/deployment.ts';
import type { End } from '../domain/release/deployment-end.ts';
import type { OnTrial } from '../domain/release/on-trial.ts';
import type { Routing } from '../domain/release/routing.ts';
import type { Site } from './site-state.ts';
import type { Release } from './release-reads.ts';

/** What the selectors of the release read of a card's data. */
export interface ReleaseData {
  facts: {
    release?: Release | undefined;
    /** `lambda_alias_version`, for backends without a release. */
    target?: string | undefined;
    functionName?: string | undefined;
    region?: string | undefined;
  };
  site: Site;
}

/** The release as it stands. */
export interface ReleaseState {
  ref: AliasRef;
  /** The alias's name for sentences. */
  alias: string;
  release: Release | undefined;
  /** The version that the alias points to. */
  stable: string | undefined;
  routing: Routing;
  /** The version on trial. */
  canary: OnTrial | undefined;
  deployment: Deployment | null | undefined;
  /** Whether a deployment runs; `undefined` where that is not told. */
  runs: boolean | undefined;
  /** How the last deployment ended, where it did not go through. */
  end: End | undefined;
  /** The promotions of the deploy log, newest first; `undefined` where the site names no log. */
  deploys: readonly Deploy[] | undefined;
  /** The newest of them of this alias. */
  logged: Deploy | undefined;
}

/** Alias, routing, deployment and log as they stand: the same on every card. */
export function releaseOf(data: ReleaseData): ReleaseState {
  const { facts, site } = data;
  const { release } = facts;
  const ref = aliasRef(data);
  const stable = release?.stable || facts.target || undefined;
  const deploys = site.config.files?.deploy_log ? site.deploys.entries : undefined;
  return {
    ref,
    alias: ref.alias ?? 'the alias',
    release,
    stable,
    routing: routingOf(release, stable),
    canary: onTrial(release, stable, ref.alias, deploys),
    deployment: release?.deployment,
    runs: running(release?.deployment),
    end: endOf(release?.deployment),
    deploys,
    logged: deploys?.find((deploy) => deploy.alias === ref.alias),
  };
}
