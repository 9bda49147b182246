import { firstSeen } from '../../domain/incidents/blockers.ts';
import { inSandbox as judge } from '../../domain/findings/sandbox.ts';
import { anomalyReads } from '../anomaly-reads.ts';
import { cause } from './cause.ts';

/** SES or SNS in the sandbox. */
export const sandbox = cause({
  id: 'sandbox',
  name: 'sandbox mode',
  reads: { ses: anomalyReads.sesSandbox, sns: anomalyReads.snsSandbox },
  ids: ['sandbox'],
  everywhere: true,
  judge({ facts: { ses, sns }, logs, now }) {
    const seen = logs.blockers ?? [];
    return judge(ses, sns, { ses: firstSeen(seen, 'ses', now), sns: firstSeen(seen, 'sns', now) });
  },
});
