import { missingFrom, momentOf, phaseOf, stalesAt } from '../data/moment.ts';
import { routesOf } from '../data/spec.ts';
import type { Known, Moment, Phase } from '../data/moment.ts';
import type { Spec } from '../data/spec.ts';
import type { Tone } from '../rules/tone.ts';

/** What every view says of itself, beside what its body shows. */
export interface View {
  tone: Tone;
  /** For the chip. */
  words: string;
  /** True where there is nothing to show, and that is not a failure. */
  empty?: boolean;
  /** When this view changes by time alone, in server time (ms since 1970 UTC). */
  turnsAt?: number | undefined;
}

/** What a card shows of itself at one time: its view, and what the state of its data makes of that. */
export interface Picture<V extends View> {
  phase: Phase;
  tone: Tone;
  words: string;
  /** Absent while nothing is known that it could show. */
  view?: V;
  /** When the picture changes by time alone, in server time. */
  turnsAt: number;
}

const unknown = (phase: Phase, words: string): Picture<never> => ({
  phase,
  tone: 'unknown',
  words,
  turnsAt: Infinity,
});

/** Before anything was looked up. */
export const LOADING = unknown('loading', 'Loading…');

/** A card whose attributes or pack cannot be used. */
export const UNUSABLE = unknown('failed', 'Not set up');

/**
 * The picture of what is known. Past the stale limit the tone is `unknown`, whatever the view judges, and the old
 * verdict stays as words: a green chip restored three days later would be a lie.
 */
export function pictureOf<S extends Spec, V extends View>(
  spec: S,
  known: Known,
  own: string,
  look: (moment: Moment<S>) => V,
): Picture<V> {
  const routes = routesOf(spec);
  const phase = phaseOf(spec, known, false);
  const reads = Object.values(spec.reads ?? {});
  const { needed, optional } = missingFrom(spec, known);
  if (reads[0] && !routes.some((route) => known.routes[route]?.last)) {
    if (phase === 'loading') return LOADING;
    // What an operator keeps is there without a backend too, on a card that can do without every field.
    if (reads.some((read) => read.needed)) return unknown(phase, 'No data');
  }
  if (needed[0] && needed.length + optional.length === reads.length) return unknown(phase, 'Not offered');

  const view = look(momentOf(spec, known, own));
  const limit = stalesAt(spec, known);
  const stale = known.now >= limit;
  return {
    phase: phaseOf(spec, known, view.empty ?? false),
    // What was not told cannot be fine.
    tone: stale || (needed[0] && view.tone === 'ok') ? 'unknown' : view.tone,
    words: stale ? `Too old · was: ${view.words}` : view.words,
    view,
    turnsAt: Math.min(view.turnsAt ?? Infinity, stale ? Infinity : limit),
  };
}
