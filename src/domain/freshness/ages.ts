import { grade } from '../judgement/tone.ts';
import type { Tone } from '../judgement/tone.ts';

/** Something that ages; its limits are ages in ms. */
export interface Dated {
  name: string;
  /** When it was made, in ms since 1970 UTC; `undefined` where there is none yet. */
  at: number | undefined;
  limits: { warn: number; bad: number };
}

/** Things with the tone of their age at a time, in ms since 1970 UTC; one from the future is as new as can be. */
export const agesAt = <D extends Dated>(things: readonly D[], now: number): (D & { tone: Tone })[] =>
  things.map((each) => ({
    ...each,
    tone: grade(each.at === undefined ? undefined : Math.max(0, now - each.at), each.limits),
  }));

/** The worst of some ages in words, by name. @param none what is said of a thing that there is none of */
export function agesWords(ages: readonly { name: string; tone: Tone }[], none: string): string {
  for (const [tone, label] of [
    ['bad', 'too old'],
    ['warn', 'getting old'],
    ['unknown', none],
  ] as const) {
    const names = ages.flatMap((each) => (each.tone === tone ? each.name : []));
    if (names.length > 0) return `${names.join(', ')} ${label}`;
  }
  return 'All fresh';
}

/** When anything was heard last: by what was true then, the verdict on data that is too old is told. */
export const heardLast = (things: readonly Dated[]): number =>
  Math.max(...things.flatMap(({ at }) => at ?? []));

/** When the tone of an age changes next by time alone; `Infinity` where none will. */
export const agesChangeAt = (things: readonly Dated[], now: number): number =>
  Math.min(
    ...things
      .flatMap(({ at, limits }) => (at === undefined ? [] : [at + limits.warn, at + limits.bad]))
      .filter((turn) => turn > now),
  );
