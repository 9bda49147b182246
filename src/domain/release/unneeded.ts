import { running } from './deployment.ts';
import { routingOf } from './routing.ts';
import { byNumber, isPublished } from './versions.ts';
import type { Answer } from '../../api/fields.ts';
import type { Deploy } from './deploy-log.ts';
import type { RollbackTarget } from './rollback-target.ts';

type Release = NonNullable<Answer<'status'>['release']>;

/** What may still need a version. */
export interface Needs {
  back: RollbackTarget;
  /** The promotions of the deploy log, newest first. */
  deploys: readonly Deploy[] | undefined;
  /** The versions that open requests ask for. */
  requested: readonly string[];
}

/**
 * The oldest published version that nothing needs, by one rule for every card; none where it is not known for sure where
 * calls go and where a rollback leads, and never while anything is shifted or deployed. Needed are the versions that
 * calls reach or have reached, the rollback target, what a deployment moves between, what is asked for, where each alias
 * of the log is, and the newest older one.
 */
export function unneeded(
  release: Release | undefined,
  { back, deploys, requested }: Needs,
): string | undefined {
  const { stable, routing, deployment, traffic, versions } = release ?? {};
  const state = routingOf(release, stable).state;
  // Nothing is cleaned up in the middle of a change.
  if (!isPublished(stable) || back.version === undefined || state !== 'still' || running(deployment)) return;
  const newestOf = new Map((deploys ?? []).toReversed().map(({ alias, version }) => [alias, version]));
  const needed = new Set<string | undefined>([
    stable,
    back.version,
    ...Object.keys(routing ?? {}),
    deployment?.from_version,
    deployment?.to_version,
    ...requested,
    ...newestOf.values(),
    ...Object.entries(traffic?.by_version ?? {}).flatMap(([version, { invocations }]) =>
      invocations === 0 ? [] : version,
    ),
  ]);
  const older = byNumber(versions).flatMap(({ version }) =>
    isPublished(version) && Number(version) < Number(stable) ? version : [],
  );
  return older
    .slice(1)
    .filter((version) => !needed.has(version))
    .at(-1);
}
