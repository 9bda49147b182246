/** For so long after it, in ms, what was removed can be brought back with one click. */
const BROUGHT_BACK_WITHIN = 3_600_000;

/** A stamped deed; `at` in ms since 1970 UTC. */
interface Stamped {
  at: number;
  did: string;
}

/**
 * When something that was removed cannot be brought back any more, in ms since 1970 UTC; `undefined` where it is too late
 * at `now`, or nothing was removed.
 */
export function removalTurnsAt(
  removal: Pick<Stamped, 'at'> | undefined,
  now = -Infinity,
): number | undefined {
  const until = removal && removal.at + BROUGHT_BACK_WITHIN;
  return until !== undefined && now < until ? until : undefined;
}

/**
 * The last of these deeds (oldest first) that removed something, while that can be brought back: nothing was since, and it
 * is not too long ago. So it can be after a reload, and in another tab.
 * @param now in ms since 1970 UTC
 * @param removes what such a deed is called
 */
export function lastRemoval<D extends Stamped>(
  deeds: readonly D[],
  now: number,
  removes = 'remove',
): D | undefined {
  const last = deeds.findLast(({ did }) => did === removes || did === 'restore');
  return last?.did === removes && removalTurnsAt(last, now) ? last : undefined;
}
