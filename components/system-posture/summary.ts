import { toneOf } from '../../src/rules/anomalies.ts';
import { worst } from '../../src/rules/tone.ts';
import { plural } from '../../src/rules/words.ts';
import type { Anomaly, Unchecked } from '../../src/rules/anomalies.ts';
import type { AuthSurface } from '../../src/rules/auth.ts';
import type { Tone } from '../../src/rules/tone.ts';

/** What is to be said of the whole stack, at once. */
export interface Summary {
  tone: Tone;
  /** For the chip. */
  words: string;
  /** The worst finding, or that there is none. */
  sentence: string;
  /** The tone that the sentence is shown in: of an old answer it is judged no more. */
  shown: Tone;
  /** The evidence, and how much else there is. */
  more: string | undefined;
  /** What could not be looked at. */
  note: string | undefined;
}

/** The worst of the auth routes that are told to be missing, if any: no anomaly of the catalogue speaks of them. */
function missingAuth({
  routes,
  missing,
}: AuthSurface): (Pick<Summary, 'sentence'> & { tone: Tone }) | undefined {
  if (missing === 0) return undefined;
  const gone = routes.filter(({ words }) => words === 'missing');
  const names = gone.map(({ name }) => name).join(', ');
  return {
    tone: worst(gone.map(({ tone }) => tone)),
    sentence: `${missing === 1 ? 'An auth route is' : 'Auth routes are'} missing: ${names}`,
  };
}

const ranks: readonly Tone[] = ['unknown', 'ok', 'info', 'warn', 'bad'];
const outranks = (one: Tone, other: Tone): boolean => ranks.indexOf(one) > ranks.indexOf(other);

/**
 * Sums up what was found: one sentence for the worst of it, a calm one where there is nothing.
 * @param found worst first
 * @param stale whether the answer that all was found in is too old to be judged
 * @param failing whether later requests have failed: what was calm may be so no more
 */
export function summary(
  found: readonly Anomaly[],
  unchecked: Unchecked,
  auth: AuthSurface,
  stale: boolean,
  failing: boolean,
): Summary {
  const [anomaly] = found;
  const routes = missingAuth(auth);
  const first = anomaly && { tone: toneOf(anomaly.score), sentence: anomaly.title };
  const byAuth = routes && (!first || outranks(routes.tone, first.tone));
  const worstOne = byAuth ? routes : first;
  const others = found.length + (routes ? 1 : 0) - 1;

  const silent = auth.routes.some(({ tone }) => tone === 'unknown') ? ['auth routes'] : [];
  const needed = [...unchecked.needed, ...silent];
  const not = [...needed, ...unchecked.optional];
  const calm =
    not.length > 0
      ? `Nothing ${failing ? 'was' : 'is'} wrong in what ${failing ? 'was' : 'is'} told`
      : `All ${failing ? 'was' : 'is'} well`;
  const heard = failing && !stale && !worstOne ? ' when last heard of' : '';
  const tone = worst([
    worstOne?.tone ?? (unchecked.optional.length > 0 ? 'info' : 'ok'),
    ...(needed.length > 0 ? (['unknown'] as const) : []),
  ]);

  // That nothing answers is true now, however old the last answer is.
  const now = !stale || (!byAuth && anomaly?.id === 'status-failing');
  const more = [
    ...(anomaly && !byAuth ? [anomaly.evidence] : []),
    ...(others > 0 ? [`${plural(others, 'other finding')} besides.`] : []),
  ];
  return {
    tone,
    words: worstOne
      ? plural(others + 1, 'finding')
      : not.length > 0
        ? 'Nothing wrong found'
        : `All ${failing ? 'was' : 'is'} well`,
    sentence: `${now ? '' : 'Too old to judge. When last heard of: '}${worstOne?.sentence ?? calm}${heard}.`,
    shown: now ? tone : 'unknown',
    more: more.length > 0 ? more.join(' ') : undefined,
    note: not.length > 0 ? `Not checked, because the backend does not tell: ${not.join(', ')}.` : undefined,
  };
}
