import { html } from 'lit';
import { command } from '../../src/card/command.ts';
import { checkMetrics, rollBack, stopDeployment } from '../../src/commands/release.ts';
import { running } from '../../src/rules/strategies.ts';
import type { TemplateResult } from 'lit';
import type { AliasRef, Command } from '../../src/commands/aws.ts';
import type { Release } from '../../src/data/release.ts';
import type { Trial } from '../../src/rules/canary.ts';

export { styles } from '../../src/card/command.ts';

/** What comes next after a verdict: in words, empty where there is nothing to do, and the commands for it. */
export interface NextStep {
  words: string;
  commands: Command[];
}

/**
 * What comes next after a verdict. A running deployment is stopped, never worked around: an alias that was edited by hand
 * makes the next one fail. A promotion has its checks and its record on a card of its own.
 */
export function nextStepOf({ verdict, canary, stable }: Trial, release: Release, ref: AliasRef): NextStep {
  const { deployment, traffic: { from, to } = {} } = release;
  const runs = running(deployment) ?? false;
  const figures =
    from !== undefined && to !== undefined ? checkMetrics(ref, canary, { from, to }) : undefined;
  switch (verdict) {
    case 'rollback':
      return runs
        ? {
            words: 'Stop the deployment: it takes the canary back with it.',
            commands: [stopDeployment(deployment?.id, ref.region) ?? []].flat(),
          }
        : {
            words: `Give all traffic back to version ${stable}.`,
            commands: [rollBack(ref, stable, release.revision_id) ?? []].flat(),
          };
    case 'promote':
      return {
        words: runs
          ? 'Nothing to do: the deployment goes on by itself.'
          : `Promote version ${canary}; Lambda Canary Deploy has the checks and the commands.`,
        commands: [],
      };
    default:
      return { words: '', commands: [figures ?? []].flat() };
  }
}

/** The same, to be read and copied; what only looks is folded away. */
export function nextStep(trial: Trial, release: Release, ref: AliasRef): TemplateResult {
  const { words, commands } = nextStepOf(trial, release, ref);
  if (words)
    return html`<p>${words}</p>
      ${commands.map(command)}`;
  return commands.length > 0
    ? html`<details class="more">
        <summary>The same figures from CloudWatch</summary>
        ${commands.map(command)}
      </details>`
    : html``;
}
