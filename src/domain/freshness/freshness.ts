import type { Tone } from '../judgement/tone.ts';

/**
 * The ages (ms) from which data is `warn` and `bad`, for a refresh interval in ms. `bad` is the stale limit.
 * Source: the catalogue's Data Freshness Scoreboard. An interval that makes no sense counts as 30 s.
 */
export function freshnessLimits(interval: number): { warn: number; bad: number } {
  const every = interval > 0 && interval < Infinity ? interval : 30_000;
  return { warn: Math.max(60_000, 2 * every), bad: Math.max(120_000, 4 * every) };
}

/** The tone of data by its age (ms); an age equal to a limit is in the worse class. */
export function freshness(age: number | undefined, interval: number): Tone {
  if (age === undefined || Number.isNaN(age)) return 'unknown';
  const { warn, bad } = freshnessLimits(interval);
  return age >= bad ? 'bad' : age >= warn ? 'warn' : 'ok';
}
