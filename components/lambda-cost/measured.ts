import { DAY, wholeSince } from '../../src/domain/audit/audit-counts.ts';
import type { Audit } from '../../src/domain/audit/audit-counts.ts';
import type { LatencySample } from '../../src/data/samples.ts';

/** What a month of calls is estimated from. */
export interface Measured {
  /** Audit entries within what the audit covers of the last day. */
  events: number;
  /** How much that is, in ms. */
  span: number;
  /** Scaled to 30 days; `undefined` where the audit covers nothing. */
  perMonth: number | undefined;
  /** The mean of the answers, in ms; `undefined` below the floor. */
  meanMs: number | undefined;
  samples: number;
}

/** A mean of fewer answers says little, so it is withheld. */
export const FLOOR = 20;

/**
 * Reads calls from the audit and durations from this browser's log; a failed or disturbed request has none.
 * @param auditAt when the audit was made, in ms since 1970 UTC: it knows of nothing later
 */
export function measured(
  audit: Audit,
  auditAt: number,
  log: readonly LatencySample[],
  now: number,
): Measured {
  const from = wholeSince(audit, auditAt) ?? auditAt - DAY;
  const span = auditAt - from;
  const events = audit.entries.filter(
    ({ timestamp }) => timestamp !== undefined && timestamp >= from && timestamp <= auditAt,
  ).length;
  const answers = log.filter(({ at, failure, disturbed }) => at > now - DAY && !failure && !disturbed);
  const sum = answers.reduce((total, { ms }) => total + ms, 0);
  return {
    events,
    span,
    // Of entries that tell no time there is no rate.
    perMonth:
      span > 0 && audit.entries.some(({ timestamp }) => timestamp !== undefined)
        ? (events * 30 * DAY) / span
        : undefined,
    meanMs: answers.length >= FLOOR ? sum / answers.length : undefined,
    samples: answers.length,
  };
}
