import { html, nothing } from 'lit';
import { command } from '../../src/card/command.ts';
import { getAlias, listVersions, updateAlias } from '../../src/commands/aws.ts';
import { openRequests, requestedVersion } from '../../src/rules/governance.ts';
import { stamp } from '../../src/rules/words.ts';
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

/** A version that somebody has named, and who. */
interface Named {
  version: string;
  by: string;
}

/** The version that the alias should be at, by an open governance request, else by the deploy log. */
function named(alias: string, { site, records }: AliasMoment, tz: string): Named | undefined {
  const requests = openRequests(records.governance.filter(isGovernance));
  const version = requestedVersion(requests);
  if (version) return { version, by: `Governance request ${requests[0]?.request ?? ''}` };
  const deploy = site.deploys.entries.find((entry) => entry.alias === alias);
  return deploy && { version: deploy.version, by: `The deploy log, at ${stamp(deploy.at, tz)},` };
}

/** The commands that come next, and why the first of them, where it changes something. */
interface Next {
  why?: string;
  commands: Command[];
}

/**
 * The commands that come next after a verdict. The alias is changed only in a direction that is known: to the version
 * that an open governance request or the deploy log names, or to the alias's own stable version to clear its weights.
 * Else come the lines that would tell.
 */
export function commandsFor(verdict: Verdict, moment: AliasMoment, tz: string): Next {
  const { target, functionName, region, release } = moment.facts;
  const { config } = moment.site;
  const alias = release?.alias ?? config.alias ?? ALIAS;
  const ref = {
    function: release?.function ?? functionName ?? config.function,
    alias,
    region: region ?? config.region,
  };
  const to = (version: string | undefined) => updateAlias(ref, version, release?.revision_id) ?? [];
  const { id, status } = release?.deployment ?? {};
  const runs = status !== undefined && !/^(Succeeded|Failed|Stopped)$/.test(status);
  const stop = `${id ? `Deployment ${id}` : 'A deployment'} is at work on ${alias}. An alias that is edited under its hands makes it fail: let it end, or stop it first.`;
  // A canary at work needs no looking up: only the way back is offered, and none while CodeDeploy has the alias.
  if (verdict === 'shifting')
    return runs
      ? { why: stop, commands: [getAlias(ref) ?? []].flat() }
      : {
          why: `To end the shift and give version ${release?.stable} all calls again:`,
          commands: [to(release?.stable)].flat(),
        };
  const looks = [getAlias(ref), verdict === 'latest-invoked' ? undefined : listVersions(ref)];
  const commands = looks.flatMap((each) => each ?? []);
  const right = verdict === 'drift' ? named(alias, moment, tz) : undefined;
  if (!right) return { commands };
  const is = right.version === target ? ', where the alias is: its callers are what differs' : '';
  const why = `${right.by} names version ${right.version} for ${alias}${is}.${runs ? ` ${stop}` : ''}`;
  return { why, commands: is ? commands : [to(right.version), commands].flat() };
}

/** The same, to be read and copied. */
export function nextCommands(verdict: Verdict, moment: AliasMoment, tz: string): TemplateResult {
  const { why, commands } = commandsFor(verdict, moment, tz);
  return html`${why ? html`<p>${why}</p>` : nothing} ${commands.map(command)}`;
}
