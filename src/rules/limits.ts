/**
 * Limits with those that the site's configuration sets instead: `thresholds: {"latency_warn": 500}` sets `warn` of the
 * limits named `latency`. What it does not set stays as it is.
 */
export const limitsFrom = <L extends Record<string, number>>(
  thresholds: Readonly<Record<string, number>> | undefined,
  name: string,
  defaults: L,
): L =>
  // Each member keeps its name and stays a number.
  Object.fromEntries(
    Object.entries(defaults).map(([member, value]) => [member, thresholds?.[`${name}_${member}`] ?? value]),
  ) as L;
