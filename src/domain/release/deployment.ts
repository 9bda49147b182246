import type { Answer } from '../../api/fields.ts';

/** A CodeDeploy deployment, as the status answer tells it; any member may be missing. Times in ms since 1970 UTC. */
export type Deployment = NonNullable<NonNullable<Answer<'status'>['release']>['deployment']>;

/** Statuses of CodeDeploy after which nothing moves any more. */
const ENDED = new Set(['Succeeded', 'Failed', 'Stopped']);

/**
 * Whether a deployment is under way, by one rule for every card: one is over only where its status is an end state. A
 * status that is missing or not known is none, nor is a time of finish without one. `undefined` where nothing is told.
 */
export function running(deployment: Deployment | null | undefined): boolean | undefined {
  if (!deployment) return deployment === null ? false : undefined;
  if (deployment.status !== undefined) return !ENDED.has(deployment.status);
  return Object.values(deployment).some((member) => member !== undefined) ? true : undefined;
}

/**
 * Whether a deployment is, or was, about this version: another one that runs beside it does not drive it. One that does
 * not tell its version drives what moves while it runs.
 */
export const drives = (
  deployment: Deployment | null | undefined,
  version: string | undefined,
): deployment is Deployment =>
  !!deployment &&
  (deployment.to_version === undefined ? running(deployment) === true : deployment.to_version === version);
