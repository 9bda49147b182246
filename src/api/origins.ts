/**
 * The web origins in a list that a person wrote, each once, as a browser spells them: `https://wiki.example.com`. An
 * address with a path, a pattern, or what is none at all is left out.
 */
export const originsIn = (list: readonly unknown[]): string[] => [
  ...new Set(
    list.flatMap((each) => {
      // Node 20 has no `URL.parse`.
      const url = typeof each === 'string' && URL.canParse(each) ? new URL(each) : undefined;
      if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) return [];
      // A star or a semicolon would be more than a host to a policy that it is written into.
      return /^[a-z\d.:[\]-]+$/.test(url.host) ? [url.origin] : [];
    }),
  ),
];
