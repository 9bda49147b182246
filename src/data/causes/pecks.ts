import { peckLimits, pecks as report } from '../../domain/fleet/pecks.ts';
import { peckFailures as judge } from '../../domain/findings/pecks.ts';
import { anomalyReads } from '../anomaly-reads.ts';
import { cause, limitsIn } from './cause.ts';

/** Pecks that fail. */
export const pecks = cause({
  id: 'pecks',
  name: 'pecks',
  reads: { pecks: anomalyReads.pecks },
  ids: ['pecks-failing', 'pecks-some'],
  everywhere: true,
  judge(data) {
    const limits = limitsIn(data, 'pecks', peckLimits);
    return judge(report(data.facts.pecks ?? {}, data.logs.pecks ?? [], data.now, limits), limits);
  },
});
