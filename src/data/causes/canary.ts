import { failingCanary as judge } from '../../domain/findings/canary.ts';
import { drives } from '../../domain/release/deployment.ts';
import { alarmsRead } from '../alarm-reads.ts';
import { aliasReads } from '../alias-reads.ts';
import { canaryLimitsOf, trialOf } from '../canary-reads.ts';
import { releaseReads } from '../release-reads.ts';
import { cause } from './cause.ts';

/** A canary that has to be rolled back. */
export const canary = cause({
  id: 'canary',
  name: 'canary',
  reads: { ...releaseReads, target: aliasReads.target, alarms: alarmsRead },
  files: ['deploy_log'],
  everywhere: false,
  judge(data) {
    const trial = trialOf(data);
    const { release } = data.facts;
    const { deployment, traffic } = release ?? {};
    const by = new Map(Object.entries(traffic?.by_version ?? {}));
    return judge({
      trial,
      figures: by.get(trial.canary ?? ''),
      stable: by.get(trial.stable ?? ''),
      limits: canaryLimitsOf(data.site).limits,
      since: drives(deployment, trial.canary) ? deployment.shift_started_at : undefined,
    });
  },
});
