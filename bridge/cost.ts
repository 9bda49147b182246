import type { Collection } from './collection.ts';
import type { Slot } from './slot.ts';

/** USD for each metric that GetMetricData is asked for (CloudWatch pricing, us-east-1, 2026-11). All else is free. */
const USD_PER_METRIC = 0.01 / 1000;
const MONTH_MS = 30 * 24 * 3_600_000;

/**
 * What AWS bills for a month in which somebody looks all the time, in USD: by what the last reading of each part has
 * asked for, and how often it is read. A part that all functions share counts once.
 */
export function monthlyUsd(collections: Iterable<Collection>): number {
  const slots = new Set<Slot>([...collections].flatMap((collection) => collection.slots));
  let metrics = 0;
  for (const { asked, collector } of slots)
    metrics += (asked.get('cloudwatch:GetMetricData')?.units ?? 0) * (MONTH_MS / collector.everyMs);
  return metrics * USD_PER_METRIC;
}
