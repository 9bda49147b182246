import { isPlain, line } from './quote.ts';

/** How a route is asked: as in the table of routes of the API. */
export interface Ask {
  method: 'GET' | 'POST';
  /** Below the base, with its leading slash. */
  path: string;
}

/**
 * The curl line that asks one route of a base, with the status and headers shown. `undefined` for a base that
 * is not an http(s) URL. A token never stands in it: with `token` it is taken from the shell's `$TOKEN`.
 * Names and passwords within the base are left out.
 */
export function curl(
  base: string | undefined,
  { method, path }: Ask,
  { token = false } = {},
): string | undefined {
  if (!base || !/^https?:\/\/[^/]/i.test(base)) return;
  const url = base.replace(/\/\/[^/?#]*@/, '//').replace(/\/+$/, '') + path;
  if (!isPlain(url)) return;
  return (
    line([
      'curl',
      '-sSi',
      // Without it curl takes braces and brackets for a list of URLs.
      ...(/[[\]{}]/.test(url) ? ['-g'] : []),
      url,
      ...(method === 'POST' ? ['-H', 'Content-Type: application/json', '-d', '{}'] : []),
    ]) + (token ? ' -H "Authorization: Bearer $TOKEN"' : '')
  );
}

/** The curl line of each route, by its name; empty where the base is not an http(s) URL. */
export const curls = (
  base: string | undefined,
  routes: Readonly<Record<string, Ask>>,
  options?: { token?: boolean },
): { route: string; line: string }[] =>
  Object.entries(routes).flatMap(([route, ask]) => {
    const text = curl(base, ask, options);
    return text ? [{ route, line: text }] : [];
  });
