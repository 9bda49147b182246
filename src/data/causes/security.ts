import { field } from '../../api/field.ts';
import { flag, oneOf } from '../../api/kinds.ts';
import { weakGuards as judge } from '../../domain/findings/security.ts';
import { cause } from './cause.ts';

/** Multi-factor sign-in and SPF. */
export const security = cause({
  id: 'security',
  name: 'MFA and SPF',
  reads: {
    mfa: field('status.auth.mfa?', oneOf('ON', 'OPTIONAL', 'OFF')),
    spf: field('status.ses.spf?', flag),
  },
  everywhere: false,
  judge: ({ facts }) => judge(facts),
});
