import { drives } from '../release/deployment.ts';
import { duration } from '../format/values.ts';
import type { Answer } from '../../api/fields.ts';
import type { Deployment } from '../release/deployment.ts';

type Traffic = NonNullable<NonNullable<Answer<'status'>['release']>['traffic']>;

/** CloudWatch counts by the minute, so a window may begin so far from the shift, in ms. */
const ROUNDING = 60_000;
/** Clocks differ so far, in ms: an end beyond that lies in the future. */
const AHEAD = 60_000;
/** Figures whose window ended longer ago, in ms, are not of the canary as it is. */
const OLD = 15 * 60_000;

/** What a window is held against. */
export interface Shift {
  /** Server time, in ms since 1970 UTC. */
  now: number;
  deployment: Deployment | null | undefined;
  /** The version on trial. */
  version: string;
}

/**
 * Why the figures of a window are not those of this shift, in words; `undefined` where they are. The window has to cover
 * the whole shift: one that slides counts the same bad luck again and again, and its looks never end. When the shift
 * began is known of a deployment; else the contract holds, by which the window begins with it.
 */
export function windowFault({ from, to }: Traffic, { now, deployment, version }: Shift): string | undefined {
  if (from === undefined || to === undefined)
    return `release.traffic.${from === undefined ? 'from' : 'to'} is not provided, so the window is not known`;
  if (to <= from) return 'the window of the figures ends before it begins';
  if (to > now + AHEAD) return 'the window of the figures lies in the future';
  if (now - to > OLD) return `the window of the figures ended ${duration(now - to)} ago`;
  if (!drives(deployment, version)) return undefined;
  const began = deployment.shift_started_at;
  // No shift begins before its deployment.
  if (began === undefined)
    return deployment.started_at !== undefined && from < deployment.started_at - ROUNDING
      ? 'the figures reach back before the deployment began'
      : undefined;
  if (from < began - ROUNDING) return 'the figures reach back before the shift began';
  if (from > began + ROUNDING) return 'window shorter than the canary';
  return undefined;
}
