import { canaryLimitsOf } from './canary-reads.ts';
import { releaseOf } from './release-state.ts';
import { failsItself } from '../domain/canary/judgement.ts';
import { rollbackTarget } from '../domain/release/rollback-target.ts';
import { unneeded } from '../domain/release/unneeded.ts';
import type { OpenRequest } from '../domain/governance/governance.ts';
import type { RollbackTarget } from '../domain/release/rollback-target.ts';
import type { ReleaseData } from './release-state.ts';

/** Where a rollback leads: the same on every card. A card that shows it declares the file `deploy_log`. */
export function rollbackTargetOf(data: ReleaseData): RollbackTarget {
  const { release, ref, deploys } = releaseOf(data);
  const { limits } = canaryLimitsOf(data.site);
  return rollbackTarget({
    release,
    target: data.facts.target,
    alias: ref.alias,
    deploys,
    fails: (version) => failsItself(release?.traffic, version, limits),
  });
}

/** The oldest version that nothing needs any more; see {@link unneeded}. */
export function unneededOf(data: ReleaseData, requests: readonly OpenRequest[]): string | undefined {
  const { release, deploys } = releaseOf(data);
  return unneeded(release, {
    back: rollbackTargetOf(data),
    deploys,
    requested: requests.flatMap(({ version }) => version ?? []),
  });
}
