import { withScheme, withoutRoute } from '../api/diagnosis.ts';

/** A base as cards resolve one, or what is wrong with what was typed. */
export type BaseOrProblem = { base: string } | { problem: string };

/** The base that somebody typed, made whole as the cards make theirs. */
export function baseFrom(typed: string): BaseOrProblem {
  const text = typed.trim();
  const example = 'Write one such as https://api.example.com.';
  if (text === '') return { problem: `The API base is missing. ${example}` };
  const meant = withScheme(text);
  if (meant) return { problem: `“${text}” lacks its scheme. Write ${meant}.` };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    return { problem: `“${text.slice(0, 200)}” is no http(s) address. ${example}` };
  // Repeated nowhere: it may be a password.
  if (url.username || url.password)
    return {
      problem: 'The address holds a name or password. Write it without; a token has a field of its own.',
    };
  if (url.search || url.hash)
    return {
      problem: 'The address holds a query or a #. Write host and path alone; routes are put behind them.',
    };
  const base = (url.origin + url.pathname).replace(/\/+$/, '');
  const short = withoutRoute(base);
  return short === undefined ? { base } : { problem: `The address ends in a route. Write ${short}.` };
}

/** The hosts of a base, as a browser is asked for the permission to read them; a port cannot be named in Firefox. */
export function hostPattern(base: string): string {
  const { protocol, hostname } = new URL(base);
  return `${protocol}//${hostname}/*`;
}
