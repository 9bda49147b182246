import { governanceOf } from '../../src/data/governance-state.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { requestedVersion } from '../../src/domain/governance/governance.ts';
import { preflight } from '../../src/domain/release/preflight.ts';
import { byNumber, isPublished } from '../../src/domain/release/versions.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { DeployData, Preconditions } from './model.ts';

/** What can be told before anything is chosen. */
export function preconditionsOf(data: DeployData): Preconditions {
  const { ref, release, routing, canary, runs, end } = releaseOf(data);
  const stable = release?.stable || undefined;
  const candidates = byNumber(release?.versions).flatMap(({ version, description }) =>
    isPublished(version) && version !== stable ? [{ version, description }] : [],
  );
  const { requests, active, approver, nextChangeAt } = governanceOf(data);
  const asked = requestedVersion(requests);
  const newer = candidates.find(({ version }) => Number(version) > Number(stable));
  const suggested =
    canary?.version ?? (candidates.find(({ version }) => version === asked) ?? newer)?.version;
  return {
    ref,
    release,
    stable,
    routing,
    canary,
    runs,
    candidates,
    suggested,
    requests,
    freezes: active,
    approver,
    fresh: fresh(data),
    checks: preflight(
      { ref, release, stable, routing, canary, runs, end, alarms: data.facts.alarms, freezes: active },
      suggested,
    ),
    nextChangeAt,
  };
}

const fresh = ({ stale, routes }: DeployData): CheckResult => {
  const name = 'Status is fresh';
  if (stale) return { name, tone: 'bad', label: 'too old to act on' };
  if (routes.status?.failing)
    return { name, tone: 'warn', label: 'the last try failed', note: 'The alias may have changed since.' };
  return { name, tone: 'ok', label: 'fresh' };
};
