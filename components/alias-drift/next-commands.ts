import { command } from '../../src/card/command.ts';
import { getAlias, listVersions, updateAlias } from '../../src/commands/aws.ts';
import { openRequests, requestedVersion } from '../../src/rules/governance.ts';
import type { TemplateResult } from 'lit';
import type { Command } from '../../src/commands/aws.ts';
import type { GovernanceEvent } from '../../src/rules/governance.ts';
import type { Verdict } from '../../src/rules/parity.ts';
import type { Deed } from '../../src/store/records.ts';
import type { AliasMoment } from './alias-drift.ts';

export { styles } from '../../src/card/command.ts';

/** The alias that the contract names, for backends that do not tell theirs. */
const ALIAS = 'prod';

const isGovernance = (deed: Deed): deed is Deed & GovernanceEvent =>
  /^(open|approve|close)$/.test(deed.did) && typeof deed['request'] === 'string';

/**
 * The commands that come next after a verdict. The alias is changed only in a direction that is known: to the version
 * that an open governance request or the deploy log names, or to the alias's own stable version to clear its weights.
 * Else come the lines that would tell.
 */
export function commandsFor(verdict: Verdict, { facts, site, records }: AliasMoment): Command[] {
  const { target, functionName, region, release } = facts;
  const alias = release?.alias ?? site.config.alias ?? ALIAS;
  const ref = {
    function: release?.function ?? functionName ?? site.config.function,
    alias,
    region: region ?? site.config.region,
  };
  const to = (version: string | undefined) => updateAlias(ref, version, release?.revision_id);
  const chosen =
    requestedVersion(openRequests(records.governance.filter(isGovernance))) ??
    site.deploys.entries.find((deploy) => deploy.alias === alias)?.version;
  // A canary at work needs no looking up: only the way back is offered.
  if (verdict === 'shifting') return [to(release?.stable)].flatMap((each) => each ?? []);
  const change = verdict === 'drift' && chosen !== target ? to(chosen) : undefined;
  const looks = verdict === 'latest-invoked' ? [getAlias(ref)] : [getAlias(ref), listVersions(ref)];
  return [change, ...looks].flatMap((each) => each ?? []);
}

/** The same, to be copied. */
export const nextCommands = (verdict: Verdict, moment: AliasMoment): TemplateResult[] =>
  commandsFor(verdict, moment).map(command);
