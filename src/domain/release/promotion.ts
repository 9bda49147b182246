import { drives } from './deployment.ts';
import type { Trial } from '../canary/judgement.ts';
import type { Deployment } from './deployment.ts';
import type { OnTrial } from './on-trial.ts';

/** Why a canary may not be promoted, as a sentence; `undefined` where nothing stands against it but the wait. */
export function promotionHeld(
  { runs, deployment }: { runs: boolean | undefined; deployment: Deployment | null | undefined },
  canary: OnTrial,
  trial: Trial | undefined,
): string | undefined {
  if (runs)
    return drives(deployment, canary.version)
      ? 'Unavailable during a deployment: it promotes the version itself when its time is up.'
      : `Unavailable during a deployment, which is not of version ${canary.version}.`;
  if (canary.turned) return 'Unavailable: primary and additional version are swapped. Roll back first.';
  if (trial?.alarm) return `Unavailable: ${trial.alarm}`;
  return trial && (trial.verdict === 'rollback' || trial.verdict === 'unknown')
    ? `Unavailable: ${trial.sentence}`
    : undefined;
}
