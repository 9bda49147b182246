import { canaryLimitsFrom, wrongLimits } from '../domain/canary/analyses.ts';
import type { canaryLimits } from '../domain/canary/analyses.ts';
import { judgeRelease } from '../domain/canary/judgement.ts';
import { releaseOf } from './release-state.ts';
import type { Trial } from '../domain/canary/judgement.ts';
import type { AlarmReport } from '../domain/release/alarms.ts';
import type { ReleaseData } from './release-state.ts';
import type { Site } from './site-state.ts';

/** The limits of the judgement as the site has them, and a sentence for each that cannot be one. */
export function canaryLimitsOf({ config }: Site): { limits: typeof canaryLimits; wrong: string[] } {
  const limits = canaryLimitsFrom(config.thresholds);
  return { limits, wrong: wrongLimits(limits) };
}

/** What the judgement needs beside the release. */
export interface CanaryData extends ReleaseData {
  facts: ReleaseData['facts'] & { alarms?: readonly AlarmReport[] | undefined };
  /** Server time, in ms since 1970 UTC. */
  now: number;
}

/** The judgement on the version on trial: the same on every card. @param changed limits that an operator has typed */
export function trialOf(data: CanaryData, changed: Partial<typeof canaryLimits> = {}): Trial {
  const { release, stable, ref, deploys } = releaseOf(data);
  return judgeRelease(
    { release, primary: stable, alias: ref.alias, deploys, alarms: data.facts.alarms, now: data.now },
    { ...canaryLimitsOf(data.site).limits, ...changed },
  );
}
