import { quota as judge } from '../../domain/findings/quota.ts';
import { quotaLimits } from '../../domain/mail/quota.ts';
import { anomalyReads } from '../anomaly-reads.ts';
import { cause, limitsIn } from './cause.ts';

/** The SES quota that fills up. */
export const quota = cause({
  id: 'quota',
  name: 'SES quota',
  reads: { daily: anomalyReads.quota, sent: anomalyReads.sent },
  ids: ['quota-critical', 'quota-high'],
  everywhere: false,
  judge: (data) => judge(data.facts.sent, data.facts.daily, limitsIn(data, 'quota', quotaLimits)),
});
