import type { Answer } from '../api/fields.ts';
import { worst } from './tone.ts';
import type { Tone } from './tone.ts';
import { percent } from './words.ts';

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
  words: string;
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
  const { latest } = release ?? {};
  const published = release?.versions?.find((one) => one.version === version);
  const told = (['code_sha256', 'config_sha256'] as const).filter(
    (hash) => latest?.[hash] && published?.[hash],
  );
  return told.length > 0 ? told.some((hash) => latest?.[hash] !== published?.[hash]) : undefined;
}

/**
 * Additional weights that move traffic away from the version an alias names: `[version, weight]`.
 * `undefined` where the backend does not tell the routing, which is not the same as none.
 */
export const shifts = (release: Release | undefined, target: string): [string, number][] | undefined =>
  release?.routing &&
  Object.entries(release.routing).filter(([version, weight]) => weight > 0 && version !== target);

type Finding = [verdict: Verdict, tone: Tone, words: string, sentence: string];

function judge(target: string, ran: string, release: Release | undefined): Finding {
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
  const moving = shifts(release, target);
  const among = moving?.some(([version]) => version === ran);
  if (moving?.length && (among || ran === target)) {
    const full = moving.find(([, weight]) => weight === 1);
    // AWS itself sets weight 1 while provisioned concurrency follows a version change.
    if (full)
      return [
        'shifting',
        'info',
        'Settling',
        `All traffic goes to ${named(full[0])} by weight, as AWS does for some minutes while provisioned concurrency follows a change; if it lasts, clear the weights.`,
      ];
    const split = moving.map(([version, weight]) => `${percent(weight)} to ${named(version)}`).join(', ');
    const rest = moving.reduce((left, [, weight]) => left - weight, 1);
    return [
      'shifting',
      'info',
      'Shifting ' + percent(1 - rest),
      `Traffic is being shifted, which is not drift: ${split}, ${percent(rest)} to ${named(target)}; ${call}.`,
    ];
  }
  if (ran !== target)
    return moving
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
  let [verdict, tone, words, sentence]: Finding =
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
  return { verdict, tone, words, sentence, disagrees };
}
