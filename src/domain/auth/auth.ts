import { checkResult } from '../judgement/check-result.ts';
import { worst } from '../judgement/tone.ts';
import type { CheckResult } from '../judgement/check-result.ts';
import type { Tone } from '../judgement/tone.ts';

/** The five auth routes, by the names of their fields. */
const ROUTES = {
  signup: 'Sign-up',
  verify: 'Verify',
  signout: 'Sign-out',
  phone_verify: 'Phone verify',
  forgot_reset: 'Forgot and reset',
};

/** Which auth routes are wired; each `undefined` where it is not offered. */
export type AuthFlags = { [R in keyof typeof ROUTES]?: boolean | undefined };

/** The auth surface: each route, how many of them are wired, and the tone of all. */
export interface AuthSurface {
  tone: Tone;
  routes: CheckResult[];
  wired: number;
  /** How many are told to be missing. */
  missing: number;
}

/** Without these nobody can come in: a missing one is bad, another only a warning. */
const VITAL = new Set(['signup', 'verify']);

/** Judges the auth surface. Source: the catalogue's Auth Status. */
export function authSurface(flags: AuthFlags): AuthSurface {
  // `Object.entries` forgets the names of the keys.
  const names = Object.entries(ROUTES) as [keyof AuthFlags, string][];
  const routes = names.map(([route, name]) =>
    checkResult(name, flags[route], ['ok', 'wired'], [VITAL.has(route) ? 'bad' : 'warn', 'missing']),
  );
  return {
    tone: worst(routes.map(({ tone }) => tone)),
    routes,
    wired: names.filter(([route]) => flags[route] === true).length,
    missing: names.filter(([route]) => flags[route] === false).length,
  };
}
