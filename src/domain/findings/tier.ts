import type { Tone } from '../judgement/tone.ts';

/** How fast somebody has to act: see {@link timeToAct}. */
export type Tier = 'P0' | 'P1' | 'P2' | 'P3';

/** The tier that a score falls into. */
export const tierOf = (score: number): Tier =>
  score >= 90 ? 'P0' : score >= 70 ? 'P1' : score >= 40 ? 'P2' : 'P3';

/** Within which time somebody has to act, in words. */
export const timeToAct: Record<Tier, string> = { P0: '15 min', P1: '1 h', P2: '4 h', P3: '24 h' };

const MINUTE = 60_000;
/** The same in ms. */
export const timeToActMs: Record<Tier, number> = {
  P0: 15 * MINUTE,
  P1: 60 * MINUTE,
  P2: 240 * MINUTE,
  P3: 1440 * MINUTE,
};

/** The tones of the tiers, for incidents that an operator has sorted; what may wait for a day is no warning. */
export const tierTones: Record<Tier, Tone> = { P0: 'bad', P1: 'bad', P2: 'warn', P3: 'info' };
