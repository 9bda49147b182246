import { ALL_CAUSES } from '../data/all-causes.ts';
import { madeAt } from '../data/card-data.ts';
import { declaring, judged } from '../data/findings-of.ts';
import { routesOf } from '../data/spec.ts';
import { freshnessLimits } from '../domain/freshness/freshness.ts';
import { headlineAt } from '../domain/findings/finding.ts';
import { isObject } from '../api/kinds.ts';
import type { Finding } from '../domain/findings/finding.ts';
import type { ApiState } from '../data/card-data.ts';
import type { Spec } from '../data/spec.ts';

/** What the badge goes by: all causes, as the page of the shell does. */
export const spec: Spec = {
  title: 'Findings',
  section: 'banners',
  size: 'small',
  ...declaring(ALL_CAUSES, {}),
};

/** The routes that are asked for it. */
export const watchedRoutes = routesOf(spec);

export type Level = 'ok' | 'warn' | 'bad' | 'unknown';

/** How an environment stands: plain data, which crosses from the background to pages and frames. */
export interface Verdict {
  level: Level;
  /** How many findings have that tone; how many at all where nothing can be judged. */
  count: number;
  /** The worst finding, or why nothing is known, in one sentence. */
  headline: string;
  /** What is found, the worst first, by what the log of findings calls it. */
  ids: readonly string[];
  /** The tag of the card that shows the worst. */
  card?: string;
  /** When the newest answer was made, in ms since 1970 UTC. */
  at?: number;
}

/** What stands there while nothing was ever asked. */
export const NOTHING_YET: Verdict = {
  level: 'unknown',
  count: 0,
  headline: 'No answer yet.',
  ids: [],
};

/**
 * How an environment stands by what is known of it. Out of reach, or too old, is unknown at once and however good it was;
 * what was found last is said in the past tense.
 */
export function verdictOf(state: ApiState): Verdict {
  const { findings } = judged(state, ALL_CAUSES);
  const seen = findings.filter(({ tone }) => tone !== 'info');
  const [worst] = seen;
  const { status } = state.routes;
  const last = status?.last;
  const common = {
    ids: seen.map(({ id }) => id),
    ...(worst && { card: worst.card }),
    ...(last && { at: madeAt(last) }),
  };
  const blind = whyBlind(state);
  if (blind)
    return {
      ...common,
      level: 'unknown',
      count: seen.length,
      headline: [blind, past(worst, state.now)].join(' ').trim(),
    };
  if (!worst) return { ...common, level: 'ok', count: 0, headline: 'No problem found.' };
  const level = worst.tone === 'bad' ? 'bad' : 'warn';
  const alike = seen.filter(({ tone }) => tone === worst.tone).length;
  return { ...common, level, count: alike, headline: `${headlineAt(worst, state.now)}.` };
}

/** Why nothing can be judged; empty where it can. */
function whyBlind({ routes: { status }, now, interval, pausedSince }: ApiState): string {
  const { last, failing } = status ?? {};
  if (failing) return failing.message;
  if (!last) return NOTHING_YET.headline;
  if (now - madeAt(last) < freshnessLimits(interval).bad) return '';
  return pausedSince === undefined
    ? 'The last answer is too old.'
    : 'Polling is paused, and the last answer is too old.';
}

const past = (worst: Finding | undefined, now: number): string =>
  worst && worst.cause !== 'unreachable'
    ? `Last known: ${headlineAt({ ...worst, asOf: worst.asOf ?? now }, now)}.`
    : '';

/** The verdict in anything that may have been kept or sent. */
export function verdictFrom(raw: unknown): Verdict | undefined {
  if (!isObject(raw)) return undefined;
  const { level, count, headline, ids, card, at } = raw;
  const known = (['ok', 'warn', 'bad', 'unknown'] as const).find((each) => each === level);
  if (!known || typeof count !== 'number' || typeof headline !== 'string' || !Array.isArray(ids))
    return undefined;
  return {
    level: known,
    count,
    headline,
    ids: ids.filter((id): id is string => typeof id === 'string'),
    ...(typeof card === 'string' && { card }),
    ...(typeof at === 'number' && { at }),
  };
}

const RANKS: readonly Level[] = ['ok', 'unknown', 'warn', 'bad'];

/** The worst level of several: what is not known outranks what is fine, and hides no finding. */
export const worstLevel = (levels: readonly Level[]): Level =>
  RANKS.findLast((level) => levels.includes(level)) ?? 'unknown';

/**
 * Whether an environment stands worse than when the operator was last told: at a worse level, or at the same with something
 * new. A backend that is out of reach is a finding like any other; an answer that is merely old is none.
 */
export function isWorse(now: Verdict, before: Verdict): boolean {
  const fresh = now.ids.some((id) => !before.ids.includes(id));
  if (now.level === 'unknown') return fresh && now.ids.includes('status-failing');
  if (now.level === 'ok') return false;
  const rank = (level: Level) => RANKS.indexOf(level);
  return fresh && rank(now.level) >= (before.level === 'unknown' ? 0 : rank(before.level));
}
