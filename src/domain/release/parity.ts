import { routingOf } from './routing.ts';
import { worst } from '../judgement/tone.ts';
import type { Tone } from '../judgement/tone.ts';
import { sameHashes } from './versions.ts';
import { percent } from '../format/values.ts';
import type { Answer } from '../../api/fields.ts';

/** What parity needs of the `release` part of the status answer. */
type Whole = NonNullable<Answer<'status'>['release']>;
export type Release = Pick<Whole, 'stable' | 'routing' | 'latest'> & {
  versions?: Pick<NonNullable<Whole['versions']>[number], 'version' | 'code_sha256' | 'config_sha256'>[];
};

/** What parity is judged by; each member `undefined` where the backend does not offer it. */
export interface ParityFacts {
  /** `lambda_alias_version`: where the alias points. */
  target?: string | undefined;
  /** `lambda.invoked_version`: what ran this very call. */
  invoked?: string | undefined;
  /** `lambda.version`: what the function says it is. Stands in for `invoked` on older backends. */
  reported?: string | undefined;
  /** `lambda_alias_parity`: the backend's own verdict. */
  backendParity?: boolean | undefined;
  release?: Release | undefined;
}

export type Verdict =
  'parity' | 'drift' | 'shifting' | 'cosmetic' | 'latest-invoked' | 'cannot-tell' | 'unknown';

export interface Parity {
  verdict: Verdict;
  tone: Tone;
  /** For a chip. */
  label: string;
  /** Explains the verdict, with a second sentence where reports contradict each other. */
  sentence: string;
  /** The backend's own verdict contradicts the versions that it sent. */
  disagrees: boolean;
}

const LATEST = '$LATEST';
const named = (version: string): string => (version === LATEST ? LATEST : 'version ' + version);

/**
 * Whether `$LATEST` is ahead of a published version: a hash of code or configuration differs. `$LATEST` has
 * no number to compare. `undefined` where no hash is known of both.
 */
export function latestAhead(release: Release | undefined, version: string): boolean | undefined {
  const { latest, versions } = release ?? {};
  const same = sameHashes(
    latest,
    versions?.find((one) => one.version === version),
  );
  return same === undefined ? undefined : !same;
}

type ParityResult = [verdict: Verdict, tone: Tone, label: string, sentence: string];

function judge(target: string, ran: string, release: Release | undefined): ParityResult {
  const call = `this call ran ${named(ran)}`;
  if (ran === LATEST && target !== LATEST)
    return [
      'latest-invoked',
      'bad',
      'Invoked $LATEST',
      `The alias points to ${named(target)}, but ${call}: the caller bypasses the alias, so fix the integration, not the alias.`,
    ];
  if (release?.stable && release.stable !== target)
    return [
      'cannot-tell',
      'warn',
      'Alias is changing',
      `One answer tells both ${named(target)} and ${named(release.stable)}: the alias changed in between, so ask again.`,
    ];
  const routing = routingOf(release, target);
  if (routing.state === 'unknown' && routing.offered)
    return [
      'cannot-tell',
      'warn',
      'Unknown routing',
      `The alias points to ${named(target)} and ${call}, but ${routing.why}, so it is not known where calls go.`,
    ];
  const moved = routing.state === 'split' || routing.state === 'settling' ? routing.version : undefined;
  if (moved !== undefined && (ran === moved || ran === target)) {
    // AWS itself sets weight 1 while provisioned concurrency follows a version change.
    if (routing.state === 'settling')
      return [
        'shifting',
        'info',
        'Settling',
        `All traffic goes to ${named(moved)} by weight, as AWS does for some minutes while provisioned concurrency follows a change; if it lasts, clear the weights.`,
      ];
    const weight = routing.state === 'split' ? routing.weight : 0;
    return [
      'shifting',
      'info',
      `Shifting ${percent(weight)}`,
      `Traffic is being shifted, which is not drift: ${percent(weight)} to ${named(moved)}, ${percent(1 - weight)} to ${named(target)}; ${call}.`,
    ];
  }
  if (ran !== target)
    return routing.state !== 'unknown'
      ? [
          'drift',
          'bad',
          'Drift',
          `The alias points to ${named(target)}, but ${call}, and no weight sends traffic there.`,
        ]
      : [
          'cannot-tell',
          'warn',
          'Drift or shift',
          `The alias points to ${named(target)}, but ${call}; without release.routing this may be drift or a shift in progress.`,
        ];
  if (target === LATEST)
    return [
      'parity',
      'warn',
      'Alias on $LATEST',
      'The alias points to $LATEST: every upload is live at once, with no version to go back to.',
    ];
  return latestAhead(release, target)
    ? [
        'cosmetic',
        'info',
        '$LATEST is ahead',
        `The alias points to ${named(target)} and ${call}; only $LATEST is newer, which callers of the alias never see.`,
      ]
    : ['parity', 'ok', 'In parity', `The alias points to ${named(target)} and ${call}.`];
}

/**
 * The verdict on an alias: does the version that ran belong to what the alias says? Source: the catalogue's
 * Alias Drift Investigation; facts about aliases from the AWS Lambda Developer Guide.
 */
export function parity({ target, invoked, reported, backendParity, release }: ParityFacts): Parity {
  const aim = target || release?.stable;
  const ran = invoked || reported;
  const missing = [!aim && 'lambda_alias_version', !ran && 'lambda.invoked_version'].filter(Boolean);
  const judged = aim && ran;
  let [verdict, tone, label, sentence]: ParityResult =
    aim && ran
      ? judge(aim, ran, release)
      : [
          'unknown',
          'unknown',
          'Unknown',
          `The backend does not offer ${missing.join(' and ')}, so parity cannot be judged.`,
        ];
  // While traffic is split, a call to the other version is parity to one backend and none to another.
  const split = verdict === 'shifting' && aim !== ran;
  const disagrees = !!judged && !split && backendParity !== undefined && backendParity !== (aim === ran);
  if (disagrees) {
    tone = worst([tone, 'warn']);
    sentence += ` The backend itself says ${backendParity ? 'in parity' : 'not in parity'}, which these versions contradict.`;
  }
  if (judged && invoked && reported && invoked !== reported)
    sentence += ` The backend reports itself as ${named(reported)}, yet was invoked as ${named(invoked)}.`;
  return { verdict, tone, label, sentence, disagrees };
}
