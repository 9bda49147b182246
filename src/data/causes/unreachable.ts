import { routes as table } from '../../api/routes.ts';
import { failureLimits } from '../../domain/availability/failure-limits.ts';
import { unreachable as judge } from '../../domain/findings/unreachable.ts';
import { anomalyLimits } from '../../domain/findings/severity.ts';
import { cause, limitsIn } from './cause.ts';

/** The backend, by the routes that the data knows of. */
export const unreachable = cause({
  id: 'unreachable',
  name: 'reachability',
  reads: {},
  everywhere: true,
  judge(data) {
    const { routes, now, interval, logs } = data;
    // A route that is down elsewhere on the page is down here, unless findings have a limit of their own.
    const { bad: failures } = limitsIn(data, 'failures', failureLimits);
    const { failures: limit } = limitsIn(data, 'anomaly', { ...anomalyLimits, failures });
    const pathOf = (route: keyof typeof table) => table[route].path;
    return judge({ routes, now, interval, log: logs.sd_latency_log ?? [], pathOf, limit });
  },
});
