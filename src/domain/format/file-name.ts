/** The name of a file of a moment: `handoff-2026-03-21-0540Z.md`. @param now ms since 1970 UTC */
export const fileNameOf = (what: string, now: number, ending: 'json' | 'md'): string =>
  `${what}-${new Date(now).toISOString().slice(0, 16).replace('T', '-').replace(':', '')}Z.${ending}`;
