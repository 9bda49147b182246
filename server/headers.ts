import { originsIn } from '../src/api/origins.ts';
import file from './headers.json' with { type: 'json' };

interface Rule {
  /** A path, or the beginning of one before a star. */
  path: string;
  /** Directives of the Content-Security-Policy. */
  policy?: Readonly<Record<string, string | undefined>>;
  headers?: Readonly<Record<string, string | undefined>>;
}

/** What a hosting puts in the places of the rules. */
export interface Hosting {
  /** Origins that cards may ask beside the site's own. */
  api: readonly string[];
  /** Origins of the pages that may frame `/embed/`, as a person wrote them; what is no origin is left out. */
  parents: readonly unknown[];
}

const matches = (path: string, pattern: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

/** The paths that have rules of their own, from the general to the particular. */
export const headerPaths: readonly string[] = file.rules.map(({ path }) => path);

/** The response headers of a file of the site, by `headers.json`: the real hosting reads the same rules. */
export function headersFor(path: string, { api, parents }: Hosting): Record<string, string> {
  const rules: Rule[] = file.rules.filter((rule) => matches(path, rule.path));
  const fill = (text: string): string =>
    text.replace('{api}', api.join(' ')).replace('{embed.parents}', originsIn(parents).join(' ')).trim();
  const policy: Record<string, string> = Object.assign({}, ...rules.map((rule) => rule.policy));
  return Object.assign({}, ...rules.map(({ headers }) => headers), {
    'Content-Security-Policy': Object.entries(policy)
      .map(([directive, value]) => `${directive} ${fill(value)}`)
      .join('; '),
  }) as Record<string, string>;
}

/**
 * How the site is hosted here. `connect-src` names every loopback port, which a real hosting does not: here a page may
 * read a second Beak on another port, to show two origins side by side.
 */
export const LOOPBACK_APIS = ['http://127.0.0.1:*', 'http://localhost:*'];
