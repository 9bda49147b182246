/** From how many ms a route's answer is slow, and from how many too slow. */
export const latencyLimits = { warn: 400, bad: 1000 };

/** From how many ms an answer is slow enough to have been a cold start, and from how many it very likely was one. */
export const coldStartLimits = { slow: 800, verySlow: 3000 };

/**
 * The q-quantile (0 to 1) by nearest rank: the smallest value that at least a share q of all does not exceed.
 * It is always a value that was really seen, in the unit of the values; `undefined` without any.
 */
export function quantile(values: readonly number[], q: number): number | undefined {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  // 0.07 × 100 is 7.000000000000001, which must still be rank 7.
  const rank = Math.ceil(q * sorted.length - 1e-9);
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1];
}
