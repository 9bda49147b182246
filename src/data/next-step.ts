import { getAlias } from '../commands/aws.ts';
import { checkMetrics, rollBack, stopDeployment } from '../commands/alias-changes.ts';
import { drives, running } from '../domain/release/deployment.ts';
import { timeLeft } from '../domain/release/strategies.ts';
import { percent, stamp } from '../domain/format/values.ts';
import type { AliasRef, Command } from '../commands/aws.ts';
import type { RollbackTarget } from '../domain/release/rollback-target.ts';
import type { Trial } from '../domain/canary/judgement.ts';
import type { Release } from './release-reads.ts';

/** What comes next after a verdict: in words, empty where there is nothing to do, and the commands for it. */
export interface NextStep {
  label: string;
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
  back: RollbackTarget;
  tz: string;
}

/**
 * What comes next after a verdict. A running deployment is stopped, never worked around: an alias that was edited by hand
 * makes the next one fail. A promotion has its checks and its record on a card of its own.
 */
export function nextStepOf(
  { verdict, canary, turned }: Trial,
  release: Release,
  ref: AliasRef,
  { now, wait, back, tz }: Ahead,
): NextStep {
  const { deployment, traffic: { from, to } = {} } = release;
  const runs = running(deployment) ?? false;
  const own = drives(deployment, canary);
  const stop = [stopDeployment(deployment?.id, ref.region) ?? []].flat();
  const figures =
    from !== undefined && to !== undefined ? checkMetrics(ref, canary, { from, to }) : undefined;
  switch (verdict) {
    case 'rollback':
      if (runs)
        return {
          label: own
            ? 'Stop the deployment: it takes the canary back with it.'
            : `Stop the deployment first. It is not of version ${canary}, which has to be taken back by hand after that.`,
          commands: stop,
        };
      return back.sure
        ? {
            label: `Give all traffic back to version ${back.version}${back.tone === 'ok' ? '' : ` (${back.why})`}.`,
            commands: [rollBack(ref, back.version, release.revision_id) ?? []].flat(),
          }
        : { label: `Rollback target unknown: ${back.why}.`, commands: [getAlias(ref) ?? []].flat() };
    case 'promote':
      return {
        label: runs
          ? own
            ? 'Nothing to do: the deployment goes on automatically.'
            : `A deployment runs that is not of version ${canary}: stop it, or let it end, before anything is promoted.`
          : turned
            ? `Primary and additional version are swapped: roll back first, then begin the canary again.`
            : `Promote version ${canary}; Lambda Canary Deploy has the checks and the commands.`,
        commands: [],
      };
    default: {
      const step = timeLeft(deployment, now)?.next;
      // The calls come in time, or nothing goes on without an operator.
      const inTime = !runs || !own || (step && wait !== undefined && now + wait <= step.at);
      return inTime
        ? { label: '', commands: [], look: figures }
        : {
            label: `CodeDeploy does not wait for this verdict: ${step ? `at ${stamp(step.at, tz)} it sends ${percent(step.weight)} of the calls to version ${canary}` : `it goes on with version ${canary} when its time has come`}, judged or not. If it must not, stop it before that.`,
            commands: stop,
            look: figures,
          };
    }
  }
}
