import { field } from '../../api/field.ts';
import { integer, orNull, time } from '../../api/kinds.ts';
import { certAgeLimits, pipeline } from '../../domain/fleet/certs.ts';
import { lateCerts as judge } from '../../domain/findings/late-certs.ts';
import { cause, limitsIn } from './cause.ts';

/** Certificates that are not issued any more. */
export const certs = cause({
  id: 'certs',
  name: 'certificates',
  reads: {
    last: field('metrics.last_cert_issued_at?', orNull(time)),
    tables: field('status.database', { ducklings: integer, birth_certificates: integer }),
  },
  everywhere: false,
  judge(data) {
    const { last, tables } = data.facts;
    const limits = limitsIn(data, 'cert_days', certAgeLimits);
    return judge(last, pipeline(tables ?? {}).backlog, data.now, limits);
  },
});
