import { html, nothing } from 'lit';
import { command, commandKey } from '../../src/card/command.ts';
import { each } from '../../src/card/each.ts';
import { getAlias, listVersions, updateAlias } from '../../src/commands/aws.ts';
import { canaryLimitsOf } from '../../src/data/canary-reads.ts';
import { governanceOf } from '../../src/data/governance-state.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { rollbackTargetOf } from '../../src/data/rollback-reads.ts';
import { failsItself } from '../../src/domain/canary/judgement.ts';
import { isApproved, requestedVersion } from '../../src/domain/governance/governance.ts';
import { stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Command } from '../../src/commands/aws.ts';
import type { Verdict } from '../../src/domain/release/parity.ts';
import type { AliasData } from './model.ts';

export { styles } from '../../src/card/command.ts';

/** A version that somebody has named, by whom, and why the alias may not be brought there, where it may not. */
interface Named {
  version: string;
  by: string;
  not?: string | undefined;
}

/** The version that the alias should be at, by an approved governance request, else by the deploy log. */
function named(data: AliasData, tz: string): Named | undefined {
  const { release, logged } = releaseOf(data);
  const approved = governanceOf(data).requests.filter(isApproved);
  const asked = requestedVersion(approved);
  const found: Named | undefined = asked
    ? { version: asked, by: `Governance request ${approved[0]?.request ?? ''}` }
    : logged && { version: logged.version, by: `The deploy log, at ${stamp(logged.at, tz)},` };
  if (!found) return;
  const { version } = found;
  const listed = release?.versions?.some((each) => each.version === version);
  const fails = failsItself(release?.traffic, version, canaryLimitsOf(data.site).limits);
  return {
    ...found,
    not: listed === false ? `version ${version} is not among the published versions` : fails,
  };
}

/** The commands that come next, and why the first of them, where it changes something. */
interface Next {
  why?: string;
  commands: Command[];
}

/**
 * The commands that come next after a verdict. The alias is changed only in a direction that is known: to the version
 * that an approved governance request or the deploy log names, or to the rollback target to end a shift. Else come the
 * lines that would tell.
 */
export function commandsFor(verdict: Verdict, data: AliasData, tz: string): Next {
  const { release, ref, alias, stable, routing, deployment, runs } = releaseOf(data);
  const only = (...all: (Command | undefined)[]) => all.flatMap((each) => each ?? []);
  const to = (version: string | undefined) => updateAlias(ref, version, release?.revision_id);
  const stop = `${deployment?.id ? `Deployment ${deployment.id}` : 'A deployment'} is in progress on ${alias}. Editing the alias now makes it fail: let it end, or stop it first.`;
  // A canary at work needs no looking up: only the rollback is offered, and none while CodeDeploy has the alias.
  if (verdict === 'shifting') {
    if (runs) return { why: stop, commands: only(getAlias(ref)) };
    if (routing.state === 'settling') return { commands: only(getAlias(ref)) };
    const back = rollbackTargetOf(data);
    return back.version && back.sure
      ? {
          why: `To end the shift and give version ${back.version} all calls again${back.tone === 'ok' ? '' : ` (${back.why})`}:`,
          commands: only(to(back.version)),
        }
      : { why: `Rollback target unknown: ${back.why}.`, commands: only(getAlias(ref)) };
  }
  const commands = only(getAlias(ref), verdict === 'latest-invoked' ? undefined : listVersions(ref));
  const right = verdict === 'drift' ? named(data, tz) : undefined;
  if (!right) return { commands };
  const is = right.version === stable ? ', where the alias is: its callers are what differs' : '';
  const not = right.not ? ` No line for it: ${right.not}.` : '';
  return {
    why: `${right.by} names version ${right.version} for ${alias}${is}.${not}${runs ? ` ${stop}` : ''}`,
    commands: is || not || runs ? commands : [...only(to(right.version)), ...commands],
  };
}

/** The same, to be read and copied. */
export function nextCommands(verdict: Verdict, data: AliasData, tz: string): TemplateResult {
  const { why, commands } = commandsFor(verdict, data, tz);
  return html`${why ? html`<p>${why}</p>` : nothing} ${each(commands, commandKey, command)}`;
}
