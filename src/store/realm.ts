/**
 * Whose data: a base alone, or a base as seen by one user or tenant (a realm, as HTTP calls what one sign-in opens). What is
 * stored, locked and shared between tabs is so by realm, and what one realm has is never shown in another.
 */
export const realmOf = (base: string, scope?: string): string =>
  scope === undefined ? base : `@${encodeURIComponent(scope)}/${base}`;

let passing = 0;

/** A realm of its own that ends with the page: nothing of it is stored or told to other tabs. */
export const passingRealm = (base: string): string => `~${++passing}/${base}`;

export const isPassing = (realm: string): boolean => realm.startsWith('~');

const PARTS = /^(?:[@~][^/]*\/)?(.*)$/s;

/** The base of a realm. */
export const baseIn = (realm: string): string => PARTS.exec(realm)?.[1] ?? realm;

/** A realm in words. */
export function realmInWords(realm: string): string {
  const scope = /^@([^/]*)\//.exec(realm)?.[1];
  if (scope === undefined) return realm;
  try {
    return `${baseIn(realm)} (${decodeURIComponent(scope)})`;
  } catch {
    // An import may bring what no build has written.
    return realm;
  }
}
