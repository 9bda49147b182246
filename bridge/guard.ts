import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { say } from './ask.ts';
import type { Ask, Reply } from './ask.ts';
import type { Config } from './config.ts';
import { isObject } from '../src/api/kinds.ts';

/** Who asks, as was verified; or the answer to who is not let in. */
export type Admitted = { caller: Caller } | { refused: Reply };

/** Somebody whose name was verified. */
export interface Caller {
  /** The names that the allow-list of operators may have them by. */
  names: string[];
}

/** Lets people in. */
export interface Guard {
  read(ask: Ask): Promise<Admitted>;
  /** Like `read`, and the caller must be one of the operators. */
  write(ask: Ask): Promise<Admitted>;
}

/** Only signatures by a key that the issuer alone has. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const refuse = (status: 401 | 403, message: string, challenge = ''): { refused: Reply } => ({
  refused: say(status, { message }, status === 401 ? { 'WWW-Authenticate': `Bearer${challenge}` } : {}),
});

/** The keys of an issuer, found by its own description (OpenID Connect Discovery 1.0, 4). */
function keysOf(issuer: string, get: typeof fetch): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const response = await get(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    });
    const raw: unknown = response.ok ? await response.json() : undefined;
    if (!isObject(raw) || raw['issuer'] !== issuer || typeof raw['jwks_uri'] !== 'string')
      throw new Error('The issuer does not describe itself.');
    return createRemoteJWKSet(new URL(raw['jwks_uri']));
  };
  return async (header, token) => {
    // A failure is not kept: the next request tries again.
    found ??= discover().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return (await found)(header, token);
  };
}

/** The names in a token that an operator may be listed by. A mail address counts only where it was verified. */
function namesIn({ sub, email, email_verified: verified, username }: JWTPayload): string[] {
  return [sub, verified === true ? email : undefined, username].filter((name) => typeof name === 'string');
}

/** Why a token is not accepted, for who sent it. */
function whyNot(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired: sign in again.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token is not for this: wrong ${error.claim}.`;
  if (error instanceof errors.JOSEError) return 'The token could not be verified.';
  return 'The keys of the token’s issuer could not be read.';
}

/**
 * Verifies who asks, by a JWT of the configured issuer or by what AWS has verified by IAM.
 * @param get for tests
 */
export function makeGuard(config: Config, get: typeof fetch = fetch): Guard {
  const { issuer, audience, iam, operators = [] } = config.auth ?? {};
  const keys = issuer === undefined ? undefined : keysOf(issuer, get);

  const verify = async (ask: Ask): Promise<Admitted> => {
    if (iam && ask.iam !== undefined) return { caller: { names: [ask.iam] } };
    if (!keys || issuer === undefined || audience === undefined)
      return refuse(
        403,
        iam
          ? 'Only calls that are signed for IAM are answered.'
          : 'Nobody is let in: set auth, or public, in bridge.json.',
      );
    const token = /^Bearer ([\w.-]+)$/i.exec(ask.headers['authorization'] ?? '')?.[1];
    if (token === undefined) return refuse(401, 'Sign in: a bearer token is needed.');
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: 5,
      });
      // Access tokens of Cognito have no audience, and name their client instead.
      const meant = [payload.aud ?? payload['client_id']].flat();
      if (!meant.includes(audience))
        return refuse(401, 'The token is not for this: wrong aud.', ' error="invalid_token"');
      return { caller: { names: namesIn(payload) } };
    } catch (error) {
      return refuse(401, whyNot(error), ' error="invalid_token"');
    }
  };

  return {
    // What all may see needs no name.
    read: (ask) => (config.public ? Promise.resolve({ caller: { names: [] } }) : verify(ask)),
    async write(ask) {
      const admitted = await verify(ask);
      if ('refused' in admitted) return admitted;
      if (admitted.caller.names.some((name) => operators.includes(name))) return admitted;
      return refuse(403, 'You are not authorised to change the alias: auth.operators does not list you.');
    },
  };
}
