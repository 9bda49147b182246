import { endOf } from '../release/deployment-end.ts';
import type { Deployment } from '../release/deployment.ts';
import type { Judged } from './finding.ts';

/** A deployment that did not go through, and was not stopped by hand. */
export function failedDeployment(deployment: Deployment | null | undefined): Judged {
  if (deployment === undefined) return 'unknown';
  const end = endOf(deployment);
  if (!deployment || end?.tone !== 'warn') return 'fine';
  return {
    id: 'deployment-failed',
    title: 'Deployment failed',
    score: 46,
    cause: 'deployment',
    tone: 'warn',
    headline: `${end.label}${deployment.to_version ? ` (version ${deployment.to_version})` : ''}`,
    evidence: end.note,
    scope: 'The release',
    notices: 'Nothing, once the share is taken back.',
    impact: 'The new version is not live.',
    next: 'Read the deployment’s error before the next one.',
    card: 'mc-canary-tracker',
    since: deployment.finished_at,
  };
}
