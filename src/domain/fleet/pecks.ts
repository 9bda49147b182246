import type { Tone } from '../judgement/tone.ts';
import { count, plural } from '../format/values.ts';

type Maybe = number | undefined;

const causes = ['denied', 'expired', 'callback_error'] as const;
/** Why a peck request failed. */
export type Cause = (typeof causes)[number];
type Causes = { [C in Cause]?: Maybe };

/** The running totals, as `peck_protocol` tells them. */
export interface PeckTotals {
  running?: Maybe;
  succeeded?: Maybe;
  failed?: Maybe;
  failure_breakdown?: Causes | undefined;
}

/** One entry of the log `pecks`: the running totals at a time (ms since 1970 UTC). */
export interface PeckSample extends Causes {
  at: number;
  succeeded: number;
  failed: number;
}

/** Outcomes and their shares (0 to 1); shares are `undefined` without an outcome. */
export interface PeckOutcomes {
  succeeded: number;
  failed: number;
  outcomes: number;
  successShare: Maybe;
  failureShare: Maybe;
}

/** The change over the last hour, from the log. */
export interface PeckHour extends PeckOutcomes {
  /** The time of the first sample counted from, ms since 1970 UTC; never more than an hour back. */
  from: number;
  samples: number;
  /** Change per cause; `undefined` where a sample lacks it or the counter fell. */
  causes: Record<Cause, Maybe>;
}

export interface PeckReport {
  tone: Tone;
  /** The failure share that the tone is judged by. */
  failureShare: Maybe;
  basis: 'hour' | 'total';
  /** What the tone is judged by, in words. */
  label: string;
  running: Maybe;
  total: PeckOutcomes | undefined;
  hour: PeckHour | undefined;
  /** The three causes, each with its share of the failures where it is known. */
  causes: { cause: Cause; count: Maybe; share: Maybe }[];
  /** Failures that no offered cause explains; negative where the causes exceed the failures. */
  unexplained: { count: number; share: Maybe } | undefined;
  /** A sentence on what does not add up, if anything. */
  note: string | undefined;
}

/** Failure shares from which to warn and to alarm, and how many outcomes an hour needs to be judged. */
export const peckLimits = { warn: 0.1, bad: 0.3, floor: 20 };

const HOUR = 3_600_000;
const share = (part: Maybe, whole: Maybe): Maybe =>
  part !== undefined && whole !== undefined && whole > 0 ? part / whole : undefined;

function outcomes(succeeded: number, failed: number): PeckOutcomes {
  const all = succeeded + failed;
  return {
    succeeded,
    failed,
    outcomes: all,
    successShare: share(succeeded, all),
    failureShare: share(failed, all),
  };
}

/**
 * The change of the running totals over the hour before `now` (ms). A counter that falls starts a new
 * segment: that step is left out, so a rate is never negative. `undefined` below two samples.
 */
export function lastHour(log: readonly PeckSample[], now: number): PeckHour | undefined {
  const seen = log.filter(({ at }) => at >= now - HOUR && at <= now).sort((a, b) => a.at - b.at);
  let [before] = seen;
  if (!before || seen.length < 2) return;
  const from = before.at;
  let succeeded = 0;
  let failed = 0;
  const by: Record<Cause, Maybe> = { denied: 0, expired: 0, callback_error: 0 };
  for (const next of seen.slice(1)) {
    if (next.succeeded >= before.succeeded && next.failed >= before.failed) {
      succeeded += next.succeeded - before.succeeded;
      failed += next.failed - before.failed;
      for (const cause of causes) {
        const step = (next[cause] ?? NaN) - (before[cause] ?? NaN);
        const sum = by[cause];
        by[cause] = step >= 0 && sum !== undefined ? sum + step : undefined;
      }
    }
    before = next;
  }
  return { ...outcomes(succeeded, failed), from, samples: seen.length, causes: by };
}

/**
 * The report on the peck protocol at `now` (ms since 1970 UTC). Judged by the last hour where it holds
 * enough outcomes, else by the running totals. Source: the catalogue's Peck Failure Analysis and Anomalies.
 */
export function pecks(
  totals: PeckTotals,
  log: readonly PeckSample[],
  now: number,
  { warn, bad, floor } = peckLimits,
): PeckReport {
  const { succeeded, failed, running, failure_breakdown: breakdown } = totals;
  const total = succeeded !== undefined && failed !== undefined ? outcomes(succeeded, failed) : undefined;
  const hour = lastHour(log, now);
  const recent = hour !== undefined && hour.outcomes >= floor;
  const judged = recent ? hour : total;
  const rate = judged?.failureShare;

  const parts = causes.map((cause) => {
    const n = breakdown?.[cause];
    return { cause, count: n, share: share(n, failed) };
  });
  const reported = parts.flatMap((part) => part.count ?? []);
  const rest =
    failed !== undefined && reported.length ? failed - reported.reduce((a, b) => a + b) : undefined;

  return {
    tone: !judged
      ? 'unknown'
      : rate === undefined
        ? 'info'
        : rate >= bad
          ? 'bad'
          : rate >= warn
            ? 'warn'
            : 'ok',
    failureShare: rate,
    basis: recent ? 'hour' : 'total',
    label: recent
      ? `last hour, ${plural(hour.outcomes, 'outcome')}`
      : `running total, ${hour ? `${hour.outcomes > 0 ? `only ${plural(hour.outcomes, 'outcome')}` : 'no outcome'} in the last hour` : 'the last hour is not known'}`,
    running,
    total,
    hour,
    causes: parts,
    unexplained: rest === undefined ? undefined : { count: rest, share: share(rest, failed) },
    note: !rest
      ? undefined
      : rest < 0
        ? `The causes name ${count(-rest)} more than the ${plural(failed, 'failure')}: the figures do not add up.`
        : `No cause that the backend names explains ${plural(rest, 'failure')}.`,
  };
}
