import type { Judged } from './finding.ts';

/** What guards sign-in and mail; each member `undefined` where it is not sent. */
export interface Guards {
  mfa: 'ON' | 'OPTIONAL' | 'OFF' | undefined;
  spf: boolean | undefined;
}

/** Multi-factor sign-in that is not required, and a sender domain that fails SPF. */
export function weakGuards({ mfa, spf }: Guards): Judged {
  const found = [
    ...(spf === false ? [{ what: 'SPF of the sender domain fails', bad: true }] : []),
    ...(mfa === 'OFF' ? [{ what: 'MFA is off', bad: true }] : []),
    ...(mfa === 'OPTIONAL' ? [{ what: 'MFA is optional', bad: false }] : []),
  ];
  const bad = found.some((each) => each.bad);
  const [first] = found.filter((each) => each.bad === bad);
  if (!first) return mfa === undefined || spf === undefined ? 'unknown' : 'fine';
  return {
    id: bad ? 'guards-missing' : 'guards-weak',
    title: 'Sign-in or mail is weakly guarded',
    score: bad ? 43 : 15,
    cause: 'security',
    tone: bad ? 'bad' : 'warn',
    headline: first.what,
    evidence: `${found.map(({ what }) => what).join('; ')}.`,
    scope: 'Accounts and mail',
    notices: spf === false ? 'Mail may land in spam.' : 'Nothing.',
    impact: 'Accounts or the sender’s name can be abused.',
    next: spf === false ? 'Publish the SPF record of the sender domain.' : 'Require MFA in the user pool.',
    card: 'mc-security-posture',
  };
}
