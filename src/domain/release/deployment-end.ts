import { running } from './deployment.ts';
import type { Deployment } from './deployment.ts';
import type { Tone } from '../judgement/tone.ts';

/** How a deployment that did not succeed has ended. */
export interface End {
  tone: Tone;
  /** For a chip. */
  label: string;
  /** What it means, and what to do. */
  note: string;
}

/** CodeDeploy's word for a deployment that did not find the alias where it was to begin. */
export const EDITED = 'INVALID_LAMBDA_CONFIGURATION';

/** What CodeDeploy's words for a failure mean. Source: AWS CodeDeploy API Reference, *ErrorInformation*. */
const ENDS: Record<string, readonly [label: string, note: string]> = {
  ALARM_ACTIVE: [
    'Stopped by an alarm',
    'An alarm went off, and CodeDeploy takes the share back where automatic rollback is on. Treat the version as bad until the cause is known.',
  ],
  [EDITED]: [
    'Deployment failed: alias edited',
    'The alias was not at the version where the deployment was to begin: somebody has edited it. The next deployment fails too, until the alias is back.',
  ],
  HOOK_EXECUTION_FAILURE: [
    'Deployment failed: hook',
    'A hook that tests the version said no, or failed itself: read its log first.',
  ],
  INVALID_LAMBDA_FUNCTION: [
    'Deployment failed: function',
    'The function, the alias or one of the two versions was not found, or cannot be called.',
  ],
  IAM_ROLE_PERMISSIONS: [
    'Deployment failed: rights',
    'CodeDeploy’s service role lacks a right that it needs. The version was not judged.',
  ],
  TIMEOUT: [
    'Deployment timed out',
    'It took longer than CodeDeploy waits, mostly for a hook that never reported.',
  ],
  THROTTLED: [
    'Deployment failed: throttled',
    'AWS refused calls because too many came at once. The version was not judged; deploy again later.',
  ],
};

/** How the last deployment ended, where it did not go through; nothing of one that runs or has succeeded. */
export function endOf(deployment: Deployment | null | undefined): End | undefined {
  if (running(deployment) !== false || !deployment || deployment.status === 'Succeeded') return;
  const code = deployment.error?.code;
  if (code === 'MANUAL_STOP')
    return {
      tone: 'info',
      label: 'Stopped by hand',
      note: 'Somebody stopped it: ask who and why before the next one.',
    };
  if (deployment.status === 'Stopped' && !code)
    return { tone: 'info', label: 'Deployment stopped', note: 'What stopped it is not told.' };
  const [label, note] = (code !== undefined && Object.hasOwn(ENDS, code) && ENDS[code]) || [];
  if (label && note) return { tone: 'warn', label, note };
  return deployment.status === 'Failed' || code
    ? { tone: 'warn', label: 'Deployment failed', note: 'Read its error before the next one.' }
    : undefined;
}

/** Whether the alias is where the last deployment began, which did not go through: nothing of that is left to take back. */
export const takenBack = (deployment: Deployment | null | undefined, stable: string | undefined): boolean =>
  endOf(deployment) !== undefined &&
  stable !== undefined &&
  deployment?.from_version === stable &&
  deployment.to_version !== stable;
