import { authSurface } from '../auth/auth.ts';
import type { AuthFlags } from '../auth/auth.ts';
import type { Judged } from './finding.ts';

/** Auth routes that are not configured. */
export function missingAuth(flags: AuthFlags): Judged {
  const { routes, missing } = authSurface(flags);
  const gone = routes.filter(({ label }) => label === 'missing');
  const bad = gone.some(({ tone }) => tone === 'bad');
  if (missing === 0) return routes.some(({ tone }) => tone === 'unknown') ? 'unknown' : 'fine';
  const names = gone.map(({ name }) => name).join(', ');
  return {
    id: bad ? 'auth-vital' : 'auth-missing',
    title: 'Auth routes missing',
    score: bad ? 65 : 42,
    cause: 'auth',
    tone: bad ? 'bad' : 'warn',
    headline: `${missing} of ${routes.length} auth routes missing: ${names}`,
    evidence: `Not configured: ${names}.`,
    scope: bad ? 'Everybody who signs up' : 'Users of these routes',
    notices: bad ? 'New users cannot sign up or verify.' : 'A step of signing in or out fails.',
    impact: bad ? 'Nobody new comes in.' : 'Some steps fail; sign-up works.',
    next: 'Deploy the missing routes, or roll back the deploy that lost them.',
    card: 'mc-auth-status',
  };
}
