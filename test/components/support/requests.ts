import { hub } from '../../../src/data/hub.ts';
import { START } from './stage.ts';
import type { LatencySample } from '../../../src/data/samples.ts';
import type { Stage } from './stage.ts';

const HOUR = 3_600_000;

/** One request that ended so many seconds before the test began. */
export type Logged = Omit<LatencySample, 'at'> & { ago: number };

/** Writes requests, oldest first, into this browser's log, as its polls would have. */
export async function logRequests(stage: Stage, requests: readonly Logged[]): Promise<void> {
  const hours = new Map<number, LatencySample[]>();
  for (const { ago, ...request } of requests) {
    const at = START - ago * 1000;
    const hour = Math.floor(at / HOUR);
    hours.set(hour, [...(hours.get(hour) ?? []), { ...request, at }]);
  }
  for (const [hour, samples] of hours) hub().kept.put(`1/${stage.base}/log/sd_latency_log/${hour}`, samples);
  await stage.pass(100);
}
