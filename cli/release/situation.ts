import { fields } from '../../src/api/fields.ts';
import { read } from '../../src/api/kinds.ts';
import { misfitsInWords } from '../../src/api/misfit.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { rollbackTargetOf } from '../../src/data/rollback-reads.ts';
import { trialOf } from '../../src/data/canary-reads.ts';
import { freezesOf } from '../../src/domain/governance/governance.ts';
import type { Answer } from '../../src/api/fields.ts';
import type { Misfit } from '../../src/api/misfit.ts';
import type { CanaryData } from '../../src/data/canary-reads.ts';
import type { ReleaseState } from '../../src/data/release-state.ts';
import type { Site } from '../../src/data/site-state.ts';
import type { Trial } from '../../src/domain/canary/judgement.ts';
import type { Freeze } from '../../src/domain/governance/governance.ts';
import type { StatusRead } from './aws.ts';
import type { RollbackTarget } from '../../src/domain/release/rollback-target.ts';

/** A release as it stands, judged by what the cards judge by. */
export interface Situation extends ReleaseState {
  trial: Trial;
  back: RollbackTarget;
  alarms: Answer<'status'>['alarms'];
  freezes: Freeze[];
  /** A sentence for each part that could not be read. */
  missing: string[];
  /** Whether AWS did not give a part, and whether that will last. */
  refused: boolean;
  failed: boolean;
  /** ms UTC. */
  now: number;
}

/** What the status answer comes to. @param now ms UTC */
export function situationOf({ answer, refused, failed }: StatusRead, site: Site, now: number): Situation {
  const misfits: Misfit[] = [];
  const status = read(fields.status, answer, (misfit) => misfits.push(misfit)) ?? {};
  const { release, lambda, lambda_alias_version: target, alarms, collected } = status;
  const data: CanaryData = {
    facts: { release, target, functionName: lambda?.function, region: lambda?.region, alarms },
    site,
    now,
  };
  const reasons = Object.entries(collected ?? {}).flatMap(([part, { ok, reason }]) =>
    ok === true ? [] : `${part}: ${reason ?? 'not read.'}`,
  );
  return {
    ...releaseOf(data),
    trial: trialOf(data),
    back: rollbackTargetOf(data),
    alarms,
    freezes: freezesOf([], site.config.freezes, now).active,
    missing: [...reasons, ...misfitsInWords(misfits)],
    refused: refused.length > 0,
    failed: failed.length > 0,
    now,
  };
}
