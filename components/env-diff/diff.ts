/** The names of the environment at a time, in ms since 1970 UTC. */
export interface EnvSample {
  at: number;
  names: readonly string[];
}

/** How the environment differs from its baseline. Times in ms since 1970 UTC. */
export interface EnvDiff {
  names: string[];
  /** What the baseline does not have, and what only it has. */
  added: string[];
  removed: string[];
  /** When the baseline was taken; `undefined` where there is none yet. */
  since: number | undefined;
  /** Whether an operator set it; else it is the oldest sample of the log. */
  byHand: boolean;
  /** When a change was seen last; `undefined` where the log tells of none. */
  changedAt: number | undefined;
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
const differ = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other));

/**
 * Compares the present names with the baseline: the one that an operator set last, else the oldest sample of the log. One
 * that has no names is a baseline too.
 * @param log oldest first
 */
export function envDiff(
  present: readonly string[],
  log: readonly EnvSample[],
  set: EnvSample | undefined,
): EnvDiff {
  const baseline = set ?? log[0];
  const names = sorted(present);
  const before = new Set(baseline?.names ?? present);
  const now = new Set(names);
  const change = log.findLastIndex(({ names: then }, index) => {
    const last = log[index - 1];
    return last !== undefined && differ(last.names, then);
  });
  return {
    names,
    added: names.filter((name) => !before.has(name)),
    removed: sorted([...before]).filter((name) => !now.has(name)),
    since: baseline?.at,
    byHand: set !== undefined,
    changedAt: log[change]?.at,
  };
}
