import { silence } from '../availability/outages.ts';

/** What one poll found; see the log `missionControlAnomalyLog`. */
interface Look {
  at: number;
  found: readonly { id: string }[];
  unanswered?: true;
}

/**
 * Since when something has been found by every poll that looked for it, in ms since 1970 UTC; `undefined` where the last
 * one did not find it. Where nobody looked for long, it is not said to have lasted.
 * @param log oldest first
 * @param ids what it may be called, as it gets better or worse
 * @param interval the polling interval, in ms
 */
export function standingSince(
  log: readonly Look[],
  ids: readonly string[],
  now: number,
  interval: number,
): number | undefined {
  const patience = silence(interval);
  let since: number | undefined;
  for (const { at, found, unanswered } of log.filter((each) => each.at <= now).reverse()) {
    if (!unanswered && !found.some(({ id }) => ids.includes(id))) break;
    if ((since ?? now) - at >= patience) break;
    if (!unanswered) since = at;
  }
  return since;
}
