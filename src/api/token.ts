/** A token, and whose it is: the name of a user or a tenant, which stays the same while tokens come and go. */
export interface ScopedToken {
  token: string;
  /** What is kept and what tabs share is kept and shared within it; without one, nothing is. */
  scope?: string;
}

/**
 * Gives the token for an origin, asked anew for each request. A token is put into one header and kept nowhere. A bare text
 * is a token without a scope.
 */
export type TokenGiver = (origin: string) => string | ScopedToken | Promise<string | ScopedToken>;

/** A page gave no token that could be sent. */
export class NoToken extends Error {
  /** @param isBad whether there was one, with characters that a header must not hold */
  constructor(readonly isBad = false) {
    super();
  }
}

/** What a giver gave, taken apart. A page's script is not held to our types. */
export function tokenIn(given: unknown): { token?: string; scope?: string } {
  const { token, scope } = (typeof given === 'object' && given ? given : { token: given }) as Record<
    string,
    unknown
  >;
  return {
    ...(typeof token === 'string' && token && { token }),
    ...(typeof scope === 'string' && scope && !/\p{Surrogate}/u.test(scope) && { scope }),
  };
}

/** The headers that carry a token. @throws {NoToken} where it cannot be sent */
export function authorization(token: string | undefined): { authorization: string } {
  if (!token) throw new NoToken();
  // A token has no spaces (RFC 6750), so nothing that a header would break at or trim.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new NoToken(true);
  return { authorization: `Bearer ${token}` };
}
