import { html, nothing } from 'lit';
import { command } from '../../src/card/command.ts';
import { checkMetrics, rollBack, stopDeployment } from '../../src/commands/release.ts';
import { running, timeLeft } from '../../src/rules/strategies.ts';
import { percent, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { AliasRef, Command } from '../../src/commands/aws.ts';
import type { Release } from '../../src/data/release.ts';
import type { Trial } from '../../src/rules/canary.ts';

export { styles } from '../../src/card/command.ts';

/** What comes next after a verdict: in words, empty where there is nothing to do, and the commands for it. */
export interface NextStep {
  words: string;
  commands: Command[];
  /** Only shows the figures anew. */
  look?: Command | undefined;
}

/** What the next step depends on beside the verdict. */
export interface Ahead {
  /** Server time, in ms since 1970 UTC. */
  now: number;
  /** How long the calls that are still needed take at the present rate, in ms; `undefined` where that is not known. */
  wait: number | undefined;
  tz: string;
}

/**
 * What comes next after a verdict. A running deployment is stopped, never worked around: an alias that was edited by hand
 * makes the next one fail. A promotion has its checks and its record on a card of its own.
 */
export function nextStepOf(
  { verdict, canary, stable }: Trial,
  release: Release,
  ref: AliasRef,
  { now, wait, tz }: Ahead,
): NextStep {
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
    default: {
      const step = timeLeft(deployment, now)?.next;
      // The calls come in time, or nothing goes on without an operator.
      const inTime = !runs || (step && wait !== undefined && now + wait <= step.at);
      return inTime
        ? { words: '', commands: [], look: figures }
        : {
            words: `CodeDeploy does not wait for this verdict: ${step ? `at ${stamp(step.at, tz)} it sends ${percent(step.weight)} of the calls to version ${canary}` : `it goes on with version ${canary} when its time has come`}, judged or not. If it must not, stop it before that.`,
            commands: [stopDeployment(deployment?.id, ref.region) ?? []].flat(),
            look: figures,
          };
    }
  }
}

/** The same, to be read and copied; what only looks is folded away. */
export function nextStep(trial: Trial, release: Release, ref: AliasRef, ahead: Ahead): TemplateResult {
  const { words, commands, look } = nextStepOf(trial, release, ref, ahead);
  return html`${words ? html`<p>${words}</p>` : nothing} ${commands.map(command)}
  ${
    look
      ? html`<details class="more">
          <summary>The same figures from CloudWatch</summary>
          ${command(look)}
        </details>`
      : nothing
  }`;
}
