import { hub } from '../../../src/data/hub.ts';
import { START } from './stage.ts';
import type { LogName, Logs } from '../../../src/data/samples.ts';
import type { Stage } from './stage.ts';

const HOUR = 3_600_000;

/** A sample of a log that was taken so many minutes before the test began. */
export type Taken<L extends LogName> = Omit<Logs[L], 'at'> & { ago: number };

/** Writes samples, oldest first, into one of this browser's logs, as its polls would have. */
export async function logSamples<L extends LogName>(
  stage: Stage,
  log: L,
  samples: readonly Taken<L>[],
): Promise<void> {
  const hours = new Map<number, unknown[]>();
  for (const { ago, ...sample } of samples) {
    const at = START - ago * 60_000;
    const hour = Math.floor(at / HOUR);
    hours.set(hour, [...(hours.get(hour) ?? []), { ...sample, at }]);
  }
  for (const [hour, chunk] of hours) hub().store.put(`1/${stage.base}/log/${log}/${hour}`, chunk);
  await stage.pass(100);
}
