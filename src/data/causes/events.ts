import { happened } from '../../domain/audit/audit-counts.ts';
import { silenceLimits } from '../../domain/audit/silence.ts';
import { silentEvents as judge } from '../../domain/findings/silent-events.ts';
import { auditReads } from '../audit-reads.ts';
import { cause, limitsIn } from './cause.ts';

/** Events that have stopped coming. */
export const events = cause({
  id: 'events',
  name: 'events',
  reads: { entries: auditReads.entries },
  everywhere: true,
  judge(data) {
    const { facts, now } = data;
    const times = (facts.entries ?? []).flatMap(({ timestamp: at }) =>
      at !== undefined && happened(at, now) ? at : [],
    );
    const last = times.length > 0 ? Math.max(...times) : undefined;
    return judge(last, now, limitsIn(data, 'silence', silenceLimits));
  },
});
