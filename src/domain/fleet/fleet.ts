import type { Tone } from '../judgement/tone.ts';
import { count, plural } from '../format/values.ts';

type Maybe = number | undefined;

/** The counts of bonded agents, as `agents` tells them. */
export interface FleetCounts {
  alive?: Maybe;
  slow?: Maybe;
  dead?: Maybe;
  total_bonded?: Maybe;
}

export interface Fleet {
  tone: Tone;
  /** For a chip. */
  label: string;
  /** Alive, slow and dead together; `undefined` where one of them is not offered. */
  counted: Maybe;
  total: Maybe;
  /** For a stacked bar: shares of the larger of total and sum, so that agents nobody counted leave a gap. */
  parts: { state: 'alive' | 'slow' | 'dead'; tone: Tone; count: Maybe; share: Maybe }[];
  /** A sentence where the counts do not add up to the total. */
  mismatch: string | undefined;
}

/**
 * The state of the agent fleet: any dead agent is bad, any slow one a warning, and so are counts that do not
 * add up. Source: the catalogue's Agent Fleet; the backend judges the pulses.
 */
export function fleet({ alive, slow, dead, total_bonded: total }: FleetCounts): Fleet {
  const counted =
    alive !== undefined && slow !== undefined && dead !== undefined ? alive + slow + dead : undefined;
  // Of agents that nobody counted there are no shares: what is missing is not none.
  const whole =
    counted === undefined && total === undefined
      ? undefined
      : Math.max(total ?? 0, (alive ?? 0) + (slow ?? 0) + (dead ?? 0));
  const mismatch =
    counted !== undefined && total !== undefined && counted !== total
      ? `The counts add up to ${count(counted)}, but ${plural(total, 'agent is', 'agents are')} bonded.`
      : undefined;
  const part = (state: 'alive' | 'slow' | 'dead', tone: Tone, n: Maybe) => ({
    state,
    tone,
    count: n,
    share: n !== undefined && whole ? n / whole : undefined,
  });
  const [tone, label]: [Tone, string] = dead
    ? ['bad', counted === dead && !mismatch ? 'Whole fleet dead' : `${count(dead)} dead`]
    : slow
      ? ['warn', `${count(slow)} slow`]
      : counted === undefined
        ? ['unknown', 'Not fully told']
        : mismatch
          ? ['warn', 'Does not add up']
          : counted
            ? ['ok', 'All alive']
            : ['info', 'No agents bonded'];
  return {
    tone,
    label,
    counted,
    total,
    parts: [part('alive', 'ok', alive), part('slow', 'warn', slow), part('dead', 'bad', dead)],
    mismatch,
  };
}

/** The counts that are known, in words: `34 alive, 1 slow, 2 dead`. */
export const fleetWords = (counts: FleetCounts): string =>
  (['alive', 'slow', 'dead'] as const)
    .flatMap((state) => (counts[state] === undefined ? [] : `${count(counts[state])} ${state}`))
    .join(', ');
