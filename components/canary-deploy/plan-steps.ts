import {
  checkMetrics,
  promote,
  rollBack,
  shift,
  smokeTest,
  stopDeployment,
  verify,
} from '../../src/commands/alias-changes.ts';
import { getAlias } from '../../src/commands/aws.ts';
import { rollbackTargetOf } from '../../src/data/rollback-reads.ts';
import { drives } from '../../src/domain/release/deployment.ts';
import { promotionHeld } from '../../src/domain/release/promotion.ts';
import type { Trial } from '../../src/domain/canary/judgement.ts';
import type { OnTrial } from '../../src/domain/release/on-trial.ts';
import type { DeployData, Preconditions, Step } from './model.ts';

/** What is watched ends so long after the data was made, so that a line serves for a while, in ms. */
const AHEAD = 10 * 60_000;

/** What is chosen, and how it stands. */
interface Chosen {
  version: string | undefined;
  weight: number | undefined;
  /** Something stands against a shift. */
  blocked: boolean;
  trial: Trial | undefined;
}

/** The commands in their order; where one cannot be made now, why. */
export function stepsOf(preconditions: Preconditions, data: DeployData, chosen: Chosen): Step[] {
  const { routing, canary } = preconditions;
  const look = { title: 'Verify', when: 'After each change.', command: verify(preconditions.ref) };
  if (routing.state === 'settling' || routing.state === 'unknown')
    return [
      {
        title: 'Check again',
        when:
          routing.state === 'settling'
            ? 'Nothing is to be changed while AWS moves the calls.'
            : `Nothing is to be changed while the routing is not known: ${routing.why}.`,
        command: getAlias(preconditions.ref),
      },
    ];
  return canary
    ? [...ending(preconditions, canary, data, chosen), look]
    : beginning(preconditions, data, chosen);
}

const shifted = (
  { ref, release, stable, canary }: Preconditions,
  { version, weight, blocked }: Chosen,
): Step => ({
  title: canary ? 'Change the share' : 'Shift',
  when: blocked
    ? 'No command while something above stands against it.'
    : canary
      ? 'Gives the canary another share of the calls.'
      : 'Begins the canary.',
  command:
    blocked || canary?.weight === weight
      ? undefined
      : shift(ref, version, weight, release?.revision_id, stable),
  action: 'shift',
  version,
  weight,
});

const beginning = (preconditions: Preconditions, { now }: DeployData, chosen: Chosen): Step[] => [
  {
    title: 'Try it',
    when: 'Before any caller meets it, past the alias.',
    command: smokeTest(preconditions.ref, chosen.version),
  },
  shifted(preconditions, chosen),
  {
    title: 'Watch',
    when: 'Once the shift is made: what reached the version since this card was read.',
    command: checkMetrics(preconditions.ref, chosen.version, { from: now, to: now + AHEAD }),
  },
  {
    title: 'Promote, or roll back',
    when: 'Both lines stand here as soon as this card sees the shift, with the revision id that it gives the alias: made now, they would be refused.',
  },
];

function ending(preconditions: Preconditions, canary: OnTrial, data: DeployData, chosen: Chosen): Step[] {
  const { ref, release, runs } = preconditions;
  const { revision_id: revision, deployment, traffic } = release ?? {};
  const back = rollbackTargetOf(data);
  const held = promotionHeld({ runs, deployment }, canary, chosen.trial);
  const stop: Step = {
    title: 'Stop the deployment',
    when: drives(deployment, canary.version)
      ? 'CodeDeploy is at work on the alias: let it end, or stop it before anything else is changed by hand. It takes the alias back itself.'
      : `A deployment is in progress that is not of version ${canary.version}: stop it before anything else is changed by hand.`,
    command: stopDeployment(deployment?.id, ref.region),
    action: 'stop',
    version: canary.stable,
  };
  return [
    {
      title: 'Watch',
      when: 'Repeat while it is on trial.',
      command: checkMetrics(ref, canary.version, {
        from: traffic?.from ?? data.now - AHEAD,
        to: data.now + AHEAD,
      }),
    },
    runs ? stop : shifted(preconditions, chosen),
    {
      title: 'Promote',
      when: held ?? 'When the judgement says so.',
      command: held === undefined ? promote(ref, canary.version, revision) : undefined,
      action: 'promote',
      version: canary.version,
    },
    {
      title: 'Roll back',
      when: !back.sure
        ? `Unavailable: ${back.why}.`
        : runs
          ? 'Only if the deployment is stopped and the alias is still not back. Stopping changes the alias: wait until this card has read it again, for a line with the old revision id is refused.'
          : `As soon as anything speaks against the version.${back.tone === 'ok' ? '' : ` Note: ${back.why}.`}`,
      command: back.sure ? rollBack(ref, back.version, revision) : undefined,
      action: 'rollback',
      version: back.version,
    },
  ];
}
