import { callsBetween } from '../../src/domain/runtime/invocations.ts';
import { growth, utcDays } from '../../src/domain/growth/growth.ts';
import { untimed, wholeSince } from '../../src/domain/audit/audit-counts.ts';
import type { Audit } from '../../src/domain/audit/audit-counts.ts';
import type { Calls } from '../../src/domain/runtime/invocations.ts';
import type { InvocationSample, TotalsSample } from '../../src/data/samples.ts';

/** A sample this near to midnight tells what the day began with, in ms. */
const NEAR = 5 * 60_000;

/** What today has brought; times in ms since 1970 UTC. */
export interface Today {
  now: number;
  /** When the day began, 00:00 UTC. */
  midnight: number;
  /** The first sample that is counted from. */
  since: number | undefined;
  /** Whether that is near enough to midnight to speak of the whole day. */
  whole: boolean;
  grown: { name: string; by: number | undefined }[];
  /** `undefined` where no audit of today has come. */
  events: number | undefined;
  /** How many entries of the audit have no usable time. */
  untimed: number;
  /** Since when the audit is whole, where that is not the whole day. */
  eventsSince: number | undefined;
  calls: Calls | undefined;
}

const NAMES = {
  eggs: 'New eggs',
  ducklings: 'New ducklings',
  certificates: 'Certificates',
  peck_requests: 'Peck attempts',
} as const;

/**
 * Counts the day until `now` from the tables as they are and as the log saw them.
 * @param tables absent where nothing of today has told them
 * @param audit absent likewise
 */
export function today(
  tables: Readonly<Record<string, number>> | undefined,
  audit: Audit | undefined,
  totals: readonly TotalsSample[],
  windows: readonly InvocationSample[],
  now: number,
): Today {
  const [midnight = now] = utcDays(now, 1);
  const from = totals.findLast(({ at }) => at <= midnight && at >= midnight - NEAR)?.at ?? midnight;
  const present: TotalsSample = { at: now };
  for (const name of ['eggs', 'ducklings', 'peck_requests'] as const)
    if (tables?.[name] !== undefined) present[name] = tables[name];
  if (tables?.['birth_certificates'] !== undefined) present.certificates = tables['birth_certificates'];
  const earlier = totals.filter(({ at }) => at >= from && at < now);
  // Without a sample the day is counted from now on.
  const day = tables ? [earlier[0] ?? present, ...earlier.slice(1), present] : earlier;
  const since = day[0]?.at;
  const eventsSince = audit && wholeSince(audit, now, now - midnight);
  return {
    now,
    midnight,
    since,
    whole: since !== undefined && since <= midnight + NEAR,
    // `Object.keys` forgets the names of the keys.
    grown: (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((name) => ({
      name: NAMES[name],
      by: growth(day, (sample) => sample[name], from, now)?.by,
    })),
    events: audit?.entries.filter(
      ({ timestamp }) => timestamp !== undefined && timestamp >= midnight && timestamp <= now,
    ).length,
    untimed: audit ? untimed(audit.entries, now) : 0,
    eventsSince,
    calls: callsBetween(windows, midnight, now),
  };
}
