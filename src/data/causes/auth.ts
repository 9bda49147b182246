import { field } from '../../api/field.ts';
import { flag } from '../../api/kinds.ts';
import { missingAuth as judge } from '../../domain/findings/auth.ts';
import { cause } from './cause.ts';

/** The auth routes, each read once for the cause and for the cards that show them. */
export const authReads = {
  signup: field('status.auth.signup', flag),
  verify: field('status.auth.verify', flag),
  signout: field('status.auth.signout', flag),
  phone_verify: field('status.auth.phone_verify', flag),
  forgot_reset: field('status.auth.forgot_reset', flag),
} as const;

/** Auth routes that are missing. */
export const auth = cause({
  id: 'auth',
  name: 'auth routes',
  reads: authReads,
  everywhere: true,
  judge: ({ facts }) => judge(facts),
});
