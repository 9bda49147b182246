/** For so long after it, in ms, what was removed can be brought back with one click. */
const BROUGHT_BACK_WITHIN = 3_600_000;

/** A stamped event; `at` in ms since 1970 UTC. */
interface Stamped {
  at: number;
  type: string;
}

/**
 * When something that was removed cannot be brought back any more, in ms since 1970 UTC; `undefined` where it is too late
 * at `now`, or nothing was removed.
 */
export function removalEndsAt(removal: Pick<Stamped, 'at'> | undefined, now = -Infinity): number | undefined {
  const until = removal && removal.at + BROUGHT_BACK_WITHIN;
  return until !== undefined && now < until ? until : undefined;
}

/**
 * The last of these events (oldest first) that removed something, while that can be brought back: nothing was since, and it
 * is not too long ago. So it can be after a reload, and in another tab.
 * @param now in ms since 1970 UTC
 * @param removes what such an event is called
 */
export function lastRemoval<E extends Stamped, const T extends E['type']>(
  events: readonly E[],
  now: number,
  removes: T,
): Extract<E, { type: T }> | undefined {
  const isRemoval = (event: E): event is Extract<E, { type: T }> => event.type === removes;
  const last = events.findLast((event) => isRemoval(event) || event.type === 'restore');
  return last && isRemoval(last) && removalEndsAt(last, now) ? last : undefined;
}
