import { logSamples } from './samples.ts';
import type { LatencySample } from '../../../src/data/samples.ts';
import type { Stage } from './stage.ts';

/** One request that ended so many seconds before the test began. */
export type Logged = Omit<LatencySample, 'at'> & { ago: number };

/** Writes requests, oldest first, into this browser's log, as its polls would have. */
export const logRequests = (stage: Stage, requests: readonly Logged[]): Promise<void> =>
  logSamples(
    stage,
    'sd_latency_log',
    requests.map((request) => ({ ...request, ago: request.ago / 60 })),
  );
