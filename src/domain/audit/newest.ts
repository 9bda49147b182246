/** What a rule needs of a line of the audit; `timestamp` in ms since 1970 UTC. */
interface Timed {
  timestamp?: number | undefined;
}

/** The newest entries, newest first; one without a time comes last. Those of one time keep the order of the answer. */
export const newest = <E extends Timed>(entries: readonly E[], most: number): E[] =>
  [...entries].sort((a, b) => (b.timestamp ?? -Infinity) - (a.timestamp ?? -Infinity) || 0).slice(0, most);
