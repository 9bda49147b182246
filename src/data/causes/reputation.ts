import { field } from '../../api/field.ts';
import { share } from '../../api/kinds.ts';
import { reputation as judge } from '../../domain/findings/reputation.ts';
import { bounceLimits, complaintLimits } from '../../domain/mail/reputation.ts';
import { cause, limitsIn } from './cause.ts';

/** The reputation of the SES account. */
export const reputation = cause({
  id: 'reputation',
  name: 'SES reputation',
  reads: {
    bounce: field('status.ses.bounce_rate?', share),
    complaint: field('status.ses.complaint_rate?', share),
  },
  everywhere: false,
  judge: (data) =>
    judge(data.facts, {
      bounce: limitsIn(data, 'bounce', bounceLimits),
      complaint: limitsIn(data, 'complaint', complaintLimits),
    }),
});
