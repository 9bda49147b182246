import type { Kept } from './kept.ts';

/** How long the past is kept, in ms, and how far apart its snapshots lie at least. */
const KEPT_FOR = 24 * 3_600_000;
const APART = 60_000;
/** How often what is too old is looked for, in ms. */
const SWEPT_EVERY = 3_600_000;

const swept = new Map<string, number>();
const newest = new Map<string, number>();

/** The snapshots of a route's last 24 h lie below this, each under its time in ms since 1970 UTC. */
export const pastPrefix = (base: string, route: string): string => `1/${base}/past/${route}/`;

/** Keeps a snapshot for `at="…"`, at most one a minute, and lets go of what is older than a day. */
export async function keepPast(kept: Kept, prefix: string, snapshot: { at: number }): Promise<void> {
  const { at } = snapshot;
  if (at - (newest.get(prefix) ?? -Infinity) < APART) return;
  newest.set(prefix, at);
  kept.put(prefix + String(at), snapshot);
  if (at - (swept.get(prefix) ?? -Infinity) < SWEPT_EVERY) return;
  swept.set(prefix, at);
  for (const [key] of await kept.under(prefix))
    if (Number(key.slice(prefix.length)) < at - KEPT_FOR) kept.put(key, undefined);
}
