import { missingFrom, cardDataOf, phaseOf, recordProblems, stalesAt } from '../data/card-data.ts';
import { routesOf } from '../data/spec.ts';
import type { ApiState, CardData, Missing, Phase } from '../data/card-data.ts';
import type { Spec } from '../data/spec.ts';
import type { Tone } from '../domain/judgement/tone.ts';

/** What every view says of itself, beside what its body shows. */
export interface View {
  tone: Tone;
  /** For the chip. */
  label: string;
  /** True where there is nothing to show, and that is not a failure. */
  empty?: boolean;
  /** When this view changes by time alone, in server time (ms since 1970 UTC). */
  nextChangeAt?: number | undefined;
}

/** What a card shows of itself at one time: its view, and what the state of its data makes of that. */
export interface CardState<V extends View> {
  phase: Phase;
  tone: Tone;
  label: string;
  /** Absent while nothing is known that it could show. */
  view?: V;
  /** When the picture changes by time alone, in server time. */
  nextChangeAt: number;
  /** A sentence for each log of events that holds something which could not be read. */
  problems?: readonly string[];
  /** What is said in place of a value that is not there. */
  absence?: string;
}

const unknown = (phase: Phase, label: string): CardState<never> => ({
  phase,
  tone: 'unknown',
  label,
  nextChangeAt: Infinity,
});

/** Before anything was looked up. */
export const LOADING = unknown('loading', 'Loading…');

/** For the chip of a card that would be fine, were there not something in its data that cannot be read. */
const UNREADABLE = 'Unreadable data';

/** What is said in place of a value that is not there; where only some of them came, it is not known which one is meant. */
function absenceOf({ absent, misfits }: Missing): string {
  if (misfits.length === 0) return 'not offered';
  const invalid = misfits.filter((misfit) => misfit.invalid).length;
  if (absent.length > 0 || (invalid > 0 && invalid < misfits.length)) return 'no data';
  return invalid > 0 ? 'invalid' : 'wrong type';
}

/** A card whose attributes or pack cannot be used. */
export const UNUSABLE = unknown('failed', 'Not set up');

/**
 * The picture of what is known. Past the stale limit the tone is `unknown`, whatever the view judges, and the old
 * verdict stays as words: a green chip restored three days later would be a lie.
 */
export function cardStateOf<S extends Spec, V extends View>(
  spec: S,
  apiState: ApiState,
  stateKey: string,
  look: (data: CardData<S>) => V,
): CardState<V> {
  const routes = routesOf(spec);
  const phase = phaseOf(spec, apiState, false);
  const reads = Object.values(spec.reads ?? {});
  const missing = missingFrom(spec, apiState);
  const { needed, optional, misfits } = missing;
  if (reads[0] && !routes.some((route) => apiState.routes[route]?.last)) {
    if (phase === 'loading') return LOADING;
    // What an operator keeps is there without a backend too, on a card that can do without every field.
    if (reads.some((read) => read.needed)) return unknown(phase, 'No data');
  }
  if (needed[0] && needed.length + optional.length === reads.length)
    return unknown(phase, misfits[0] ? UNREADABLE : 'Not offered');

  const view = look(cardDataOf(spec, apiState, stateKey));
  const limit = stalesAt(spec, apiState);
  const stale = apiState.now >= limit;
  // What was not sent, or cannot be read, cannot be fine.
  const withheld = view.tone === 'ok' && (needed.length > 0 || misfits.length > 0);
  const label = withheld && misfits.length > 0 ? UNREADABLE : view.label;
  return {
    phase: phaseOf(spec, apiState, view.empty ?? false),
    tone: stale || withheld ? 'unknown' : spec.informs && /bad|warn/.test(view.tone) ? 'info' : view.tone,
    label: stale ? `Too old · was: ${label}` : label,
    view,
    nextChangeAt: Math.min(view.nextChangeAt ?? Infinity, stale ? Infinity : limit),
    problems: recordProblems(spec, apiState, stateKey),
    absence: absenceOf(missing),
  };
}
