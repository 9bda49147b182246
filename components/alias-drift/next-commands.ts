import { getAlias, listVersions, updateAlias } from '../../src/commands/aws.ts';
import { openRequests, requestedVersion } from '../../src/rules/governance.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Site } from '../../src/data/site.ts';
import type { Release, Verdict } from '../../src/rules/parity.ts';
import type { GovernanceEvent } from '../../src/rules/governance.ts';
import type { Deed } from '../../src/store/records.ts';

/** What the commands are filled in from. */
interface Known {
  target: string | undefined;
  functionName: string | undefined;
  region: string | undefined;
  release: Release | undefined;
}

const isGovernance = (deed: Deed): deed is Deed & GovernanceEvent =>
  /^(open|approve|close)$/.test(deed.did) && typeof deed['request'] === 'string';

/**
 * The commands that come next after a verdict. The alias is changed only in a direction that is known: to the version
 * that an open governance request or the deploy log names, or to the alias's own stable version to clear its weights.
 * Else come the lines that would tell.
 */
export function nextCommands(
  verdict: Verdict,
  { target, functionName, region, release }: Known,
  { config, deploys }: Site,
  governance: readonly Deed[],
): { alias: string; commands: Command[] } {
  const ref = {
    function: release?.function ?? functionName ?? config.function,
    alias: release?.alias ?? config.alias ?? 'prod',
    region: region ?? config.region,
  };
  const looks = [getAlias(ref), listVersions(ref)];
  const to = (version: string | undefined) => updateAlias(ref, version, release?.revision_id);
  const chosen = (): string | undefined =>
    requestedVersion(openRequests(governance.filter(isGovernance))) ??
    deploys.entries.find(({ alias }) => alias === ref.alias)?.version;

  const lines = {
    'parity': () => [],
    'cosmetic': () => [],
    'shifting': () => [to(release?.stable), ...looks],
    'drift': () => [chosen() === target ? undefined : to(chosen()), ...looks],
    'latest-invoked': () => looks.slice(0, 1),
    'cannot-tell': () => looks,
    'stale': () => looks,
    'unknown': () => looks,
  }[verdict]();
  return { alias: ref.alias, commands: lines.flatMap((line) => line ?? []) };
}
