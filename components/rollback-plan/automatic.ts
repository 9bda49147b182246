import { showDeployment } from '../../src/commands/release.ts';
import { endOf, takenBack } from '../../src/rules/deployment-end.ts';
import { running } from '../../src/rules/strategies.ts';
import { worst } from '../../src/rules/tone.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Release } from '../../src/data/release.ts';
import type { Finding } from '../../src/rules/finding.ts';
import type { Tone } from '../../src/rules/tone.ts';
import type { Canary } from '../../src/rules/way-back.ts';

/** A CloudWatch alarm as the backend tells it. */
interface Told {
  name?: string;
  state?: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
}

/** What would go back without an operator. */
export interface Automatic {
  tone: Tone;
  sentence: string;
  /** The alarms that the running deployment listens to, as they stand. */
  alarms: Finding[];
  /** Shows what the backend does not tell of it. */
  look?: Command | undefined;
  /** What the last deployment wanted to bring, where the alias is back at the version that it had before. */
  returned?: string | undefined;
}

const STATES: Record<NonNullable<Told['state']>, readonly [tone: Tone, words: string]> = {
  OK: ['ok', 'OK'],
  ALARM: ['bad', 'in alarm'],
  INSUFFICIENT_DATA: ['unknown', 'too little data'],
};

/** An alarm of a deployment, as it stands. */
function standing(name: string, told: readonly Told[] | undefined): Finding {
  const state = told?.find((each) => each.name === name)?.state;
  const [tone, words] = state ? STATES[state] : (['unknown', 'state not offered'] as const);
  return { name: name || 'without a name', tone, words };
}

/** What acts by itself: the alarms of a deployment, and only while it runs. */
export function automatic(
  release: Release | undefined,
  told: readonly Told[] | undefined,
  canary: Canary | undefined,
  region: string | undefined,
): Automatic {
  const { deployment } = release ?? {};
  const runs = running(deployment);
  const plain = (tone: Tone, sentence: string): Automatic => ({ tone, sentence, alarms: [] });
  if (runs === undefined)
    return plain(
      'unknown',
      'Whether a deployment runs is not offered, so it is not known what would act by itself.',
    );
  const end = endOf(deployment);
  if (!runs && !canary && end && takenBack(deployment, release?.stable)) {
    const to = deployment?.to_version;
    return {
      ...plain(
        'info',
        `${deployment?.id ? `Deployment ${deployment.id}` : 'The last deployment'}${to ? `, to version ${to},` : ''} ended as ${deployment?.status ?? 'not told'}${deployment?.error?.code ? ` (${deployment.error.code})` : ''}, and ${release?.alias ?? 'the alias'} is at version ${release?.stable}, where it was before: nothing of it is left to take back.`,
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
  const name = deployment?.id ? `Deployment ${deployment.id}` : 'The running deployment';
  const names = deployment?.alarms;
  if (!names)
    return plain(
      'unknown',
      `Which alarms guard it is not offered. ${name} goes back by itself only if one does.`,
    );
  if (names.length === 0)
    return plain('warn', `${name} listens to no alarm: nothing takes it back by itself.`);
  const alarms = names.map((each) => standing(each, told));
  return {
    tone: worst(alarms.map(({ tone }) => tone)),
    sentence: `${name} goes back by itself when one of these goes off, if automatic rollback is on in its deployment group; once it has succeeded, nothing does.`,
    alarms,
    look: showDeployment(deployment?.id, region),
  };
}
