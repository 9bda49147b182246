import { isLoopback } from './loopback.ts';
import { maskText } from './mask.ts';

/**
 * What keeps an API from being read, in sentences that say what to do: one rule for the cards and for
 * `mission-control check`. Nothing here asks anything.
 */

/** A host at the beginning of a text, as people write one without its scheme. */
const HOST = /^(localhost|\d+(?:\.\d+){3}|(?:[a-z\d-]+\.)+[a-z]{2,})(?::\d+)?(?=\/|$)/i;

/** The routes that an API is asked for stand below its base; one of them, or their prefix, at its end is too much. */
const ROUTE = /\/beak(\/(metrics|system\/status|audit))?\/?$/;

/** The address that a text without a scheme probably stands for. */
export function withScheme(text: string): string | undefined {
  const host = HOST.exec(text)?.[1];
  return host && `${isLoopback(host) ? 'http' : 'https'}://${text}`;
}

/** A base that names the routes too, without them. */
export const withoutRoute = (base: string): string | undefined =>
  ROUTE.test(base) ? base.replace(ROUTE, '') : undefined;

/**
 * What is wrong with the base that was asked, if that can be seen.
 * @param own the origin of the page that asked
 */
export function baseFault(base: string, own: string): string | undefined {
  const meant = base.startsWith(`${own}/`) ? withScheme(base.slice(own.length + 1)) : undefined;
  if (meant) return `api-base looks like a host without its scheme: write ${meant}.`;
  const short = withoutRoute(base);
  return short === undefined
    ? undefined
    : `api-base ends in a route, which the cards add themselves: write ${short || own}.`;
}

/** Whether a page on https is kept from reading a base. */
export function isMixed(base: string): boolean {
  const { protocol, hostname } = new URL(base);
  return protocol !== 'https:' && !isLoopback(hostname);
}

export const MIXED = 'http: a page on https cannot read it. Give the API an https address.';

/** A web page that came in place of JSON. */
export interface WebPage {
  signIn: boolean;
  /** What it is, for a sentence: `a sign-in page (“Acme Login”)`. */
  what: string;
}

const SIGN_IN = /type\s*=\s*["']?password|\b(sign|log)[ -]?(in|on)\b|\b(saml|oauth|single sign-on)\b/i;
/** The longest title that is shown, in characters. */
const LONGEST_TITLE = 80;

/** The web page that a body is; `undefined` where it is none. @param type its `Content-Type` */
export function webPage(body: string, type: string | null): WebPage | undefined {
  if (!/html/i.test(type ?? '') && !/^\s*<(!doctype|html)/i.test(body)) return undefined;
  const title = /<title[^>]*>([^<]*)/i.exec(body)?.[1]?.replace(/\s+/g, ' ').trim();
  const signIn = SIGN_IN.test(body);
  const named = title ? ` (“${maskText(title).slice(0, LONGEST_TITLE)}”)` : '';
  return { signIn, what: `a ${signIn ? 'sign-in' : 'web'} page${named}` };
}

/** A status that asks for a sign-in, or refuses the one that there is. */
export const isSignIn = (status: number | undefined): boolean => status === 401 || status === 403;

/** Why a preflight fails. @param headers those that it must allow */
export const preflightFault = (headers: readonly string[]): string =>
  `Access-Control-Allow-Headers lacks ${headers.join(', ')}`;

/** Why a page of an origin may not read an answer. */
export const corsFault = (origin: string): string => `Access-Control-Allow-Origin does not allow ${origin}`;
