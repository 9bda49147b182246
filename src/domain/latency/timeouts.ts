import { quantile } from './latency.ts';
import { REQUESTS_FLOOR, coveredBy, recentRequests, spanOf } from '../availability/recent-requests.ts';
import { grade, worst } from '../judgement/tone.ts';
import type { Request } from '../availability/outages.ts';
import type { Counted } from '../availability/recent-requests.ts';
import type { Tone } from '../judgement/tone.ts';

/** The shares of the function's timeout from which the p95 is a medium and a high risk. Source: the catalogue. */
export const timeoutLimits = { warn: 2 / 3, bad: 5 / 6 };

/** After so many ms a card's request is given up. */
export const GIVEN_UP = 10_000;

/** How near the function comes to its timeout. */
export interface TimeoutRisk extends Counted {
  tone: Tone;
  /** For a chip or a row. */
  label: string;
  /** In ms; withheld below the floor. */
  p95: number | undefined;
  /** The p95 was itself given up, so that it is at least this. */
  atLeast: boolean;
  /** The p95 as a share of the timeout. */
  share: number | undefined;
  /** Requests that timed out. */
  timedOut: number;
}

const RISKS: Record<Tone, string> = {
  ok: 'Low risk',
  warn: 'Medium risk',
  bad: 'High risk',
  info: 'Risk unknown',
  unknown: 'Risk unknown',
};

const timedOutOf = ({ failure, status }: Request): boolean =>
  failure === 'timeout' || (failure === 'http' && status === 504);

/**
 * The p95 of the last 24 h against the function's timeout (s). A request that timed out counts as at least the time after
 * which it was given up; of one that failed otherwise no duration is known. Where the p95 is such a least value, it cannot
 * show that the risk is low.
 */
export function timeoutRisk(
  log: readonly Request[],
  timeout: number | undefined,
  now: number,
  interval: number,
  limits = timeoutLimits,
): TimeoutRisk {
  const seen = recentRequests(log, now).filter((each) => !each.failure || timedOutOf(each));
  const late = seen.filter(timedOutOf);
  const durations = seen.map((each) => (timedOutOf(each) ? Math.max(each.ms, GIVEN_UP) : each.ms));
  const p95 = seen.length >= REQUESTS_FLOOR ? quantile(durations, 0.95) : undefined;
  const share = p95 !== undefined && timeout ? p95 / (timeout * 1000) : undefined;
  const atLeast = p95 !== undefined && late.length > 0 && p95 >= GIVEN_UP;
  const graded = grade(share, limits);
  const tone = atLeast ? worst([graded, 'unknown']) : graded;
  return {
    tone,
    label: p95 === undefined ? 'Collecting' : !timeout ? 'Timeout not told' : RISKS[tone],
    requests: seen.length,
    span: spanOf(seen, now),
    covered: coveredBy(seen, now, interval),
    p95,
    atLeast,
    share,
    timedOut: late.length,
  };
}
