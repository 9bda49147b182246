import { showDeployment } from '../../src/commands/alias-changes.ts';
import { drives } from '../../src/domain/release/deployment.ts';
import { takenBack } from '../../src/domain/release/deployment-end.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { ReleaseState } from '../../src/data/release-state.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';
import type { AlarmReport } from '../../src/domain/release/alarms.ts';
import type { OnTrial } from '../../src/domain/release/on-trial.ts';

/** What would go back without an operator. */
export interface Automatic {
  tone: Tone;
  sentence: string;
  /** The alarms that the running deployment listens to, as they stand. */
  alarms: CheckResult[];
  /** Shows what the backend does not tell of it. */
  look?: Command | undefined;
  /** What the last deployment wanted to bring, where the alias is back at the version that it had before. */
  returned?: string | undefined;
}

const STATES: Record<NonNullable<AlarmReport['state']>, readonly [tone: Tone, label: string]> = {
  OK: ['ok', 'OK'],
  ALARM: ['bad', 'in alarm'],
  INSUFFICIENT_DATA: ['unknown', 'too little data'],
};

/** An alarm of a deployment, as it stands. */
function standing(name: string, reported: readonly AlarmReport[] | undefined): CheckResult {
  const state = reported?.find((each) => each.name === name)?.state;
  const [tone, label] = state ? STATES[state] : (['unknown', 'state not offered'] as const);
  return { name: name || 'without a name', tone, label };
}

/** What acts by itself: the alarms of a deployment, and only while it runs. */
export function automatic(
  { release, deployment, runs, end, ref, alias }: ReleaseState,
  reported: readonly AlarmReport[] | undefined,
  canary: OnTrial | undefined,
): Automatic {
  const plain = (tone: Tone, sentence: string): Automatic => ({ tone, sentence, alarms: [] });
  if (runs === undefined)
    return plain(
      'unknown',
      'Whether a deployment runs is not offered, so it is not known what would act by itself.',
    );
  if (!runs && !canary && end && takenBack(deployment, release?.stable)) {
    const to = deployment?.to_version;
    return {
      ...plain(
        'info',
        `${deployment?.id ? `Deployment ${deployment.id}` : 'The last deployment'}${to ? `, to version ${to},` : ''} ended as ${deployment?.status ?? 'not told'}${deployment?.error?.code ? ` (${deployment.error.code})` : ''}, and ${alias} is at version ${release?.stable}, where it was before: nothing of it is left to take back.`,
      ),
      returned: to,
    };
  }
  if (!runs)
    return canary
      ? plain('warn', `Version ${canary.version} has its share without a deployment: no alarm takes it back.`)
      : plain(
          'info',
          'No deployment runs, so nothing goes back by itself: an alarm that goes off only tells.',
        );
  if (canary && !drives(deployment, canary.version))
    return plain(
      'warn',
      `A deployment runs that is not of version ${canary.version}: no alarm of it takes that version back.`,
    );
  const name = deployment?.id ? `Deployment ${deployment.id}` : 'The running deployment';
  const names = deployment?.alarms;
  if (!names)
    return plain(
      'unknown',
      `Which alarms guard it is not offered. ${name} goes back by itself only if one does.`,
    );
  if (names.length === 0)
    return plain('warn', `${name} listens to no alarm: nothing takes it back by itself.`);
  const alarms = names.map((each) => standing(each, reported));
  return {
    tone: worst(alarms.map(({ tone }) => tone)),
    sentence: `${name} goes back by itself when one of these goes off, if automatic rollback is on in its deployment group; once it has succeeded, nothing does.`,
    alarms,
    look: showDeployment(deployment?.id, ref.region),
  };
}
