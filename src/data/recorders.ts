import { field } from '../api/field.ts';
import { count } from '../api/kinds.ts';
import type { Route } from '../api/fields.ts';
import type { Attempt } from '../api/client.ts';
import type { FailureKind } from '../api/failure.ts';
import type { Cap, Sample } from '../store/logs.ts';

/** One request that this browser sent. */
export interface LatencySample extends Sample {
  route: Route;
  /** Time to the response's headers, or to the failure, in ms. */
  ms: number;
  /** How it failed; absent where it did not. */
  failure?: FailureKind;
  /** HTTP status of a refusal. */
  status?: number;
  /** Sent while the tab was hidden or had just woken: kept, but not counted. */
  disturbed?: true;
}

/** The running totals of the approval workflow at one poll. */
export interface PeckSample extends Sample {
  succeeded: number;
  failed: number;
  denied?: number;
  expired?: number;
  callback_error?: number;
}

/** The samples of each log, by its name. */
export interface Logs {
  sd_latency_log: LatencySample;
  pecks: PeckSample;
}

export type LogName = keyof Logs;

/** What a poll tells the recorders. */
export interface Polling {
  route: Route;
  attempt: Attempt;
  disturbed: boolean;
}

interface Recorder<L extends LogName> {
  log: L;
  cap: Cap;
  /** The sample that a poll leaves, without its time; `undefined` where it leaves none. */
  from: (polling: Polling) => Omit<Logs[L], 'at'> | undefined;
}

/** The catalogue's cap for polled figures: 7 days or 20,000 samples. */
const POLLED: Cap = { age: 7 * 86_400_000, count: 20_000 };

const latency: Recorder<'sd_latency_log'> = {
  log: 'sd_latency_log',
  cap: POLLED,
  from: ({ route, attempt: { ms, failure }, disturbed }) => ({
    route,
    ms,
    ...(failure && { failure: failure.kind }),
    ...(failure?.status && { status: failure.status }),
    ...(disturbed && { disturbed }),
  }),
};

const peckTotals = field('status.peck_protocol', {
  succeeded: count,
  failed: count,
  failure_breakdown: { denied: count, expired: count, callback_error: count },
});

const pecks: Recorder<'pecks'> = {
  log: 'pecks',
  cap: POLLED,
  from: ({ route, attempt: { reply } }) => {
    if (route !== 'status' || !reply) return undefined;
    const { succeeded, failed, failure_breakdown } = peckTotals.from(reply.json) ?? {};
    return succeeded === undefined || failed === undefined
      ? undefined
      : { succeeded, failed, ...failure_breakdown };
  },
};

/** Every log that grows by itself, written by the tab that polls, whatever cards are loaded. */
export const recorders = [latency, pecks];
