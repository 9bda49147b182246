/** The calls of a window, as CloudWatch counts them; times in ms since 1970 UTC. */
export interface CallWindow {
  from: number;
  to: number;
  invocations: number;
}

/** Calls within a span, estimated where windows overlap. */
export interface Calls {
  calls: number;
  /** How much of the span any window covers, in ms. */
  covered: number;
}

/**
 * The calls between two times, by windows that overlap or leave gaps: of each window only what lies after the ones
 * before it counts, at the window's own rate. `undefined` where no window covers any of the span.
 */
export function callsBetween(windows: readonly CallWindow[], from: number, to: number): Calls | undefined {
  let reached = from;
  const sum: Calls = { calls: 0, covered: 0 };
  for (const window of windows.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const start = Math.max(window.from, reached);
    const end = Math.min(window.to, to);
    if (!(window.to > window.from) || end <= start) continue;
    sum.calls += (window.invocations * (end - start)) / (window.to - window.from);
    sum.covered += end - start;
    reached = end;
  }
  return sum.covered > 0 ? { ...sum, calls: Math.round(sum.calls) } : undefined;
}
