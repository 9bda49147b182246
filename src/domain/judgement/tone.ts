/** How something is to be taken; `info` has nothing to judge, `unknown` cannot be judged. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'unknown';

const ranks: readonly Tone[] = ['info', 'ok', 'unknown', 'warn', 'bad'];

/**
 * The tone of several judgements together. What is not known outranks what is fine, so that one good part
 * never hides a silent one; without any the answer is `unknown`.
 */
export const worst = (tones: readonly Tone[]): Tone =>
  ranks.findLast((rank) => tones.includes(rank)) ?? 'unknown';

/** The tone of a size by its limits, where more is worse; one equal to a limit is in the worse class. */
export const grade = (
  size: number | undefined,
  { warn, bad }: { readonly warn: number; readonly bad: number },
): Tone =>
  size === undefined || !(size >= 0) ? 'unknown' : size >= bad ? 'bad' : size >= warn ? 'warn' : 'ok';
