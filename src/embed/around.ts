import { originsIn } from '../api/origins.ts';

/**
 * The origins of the pages around this one, the nearest first; `undefined` where the browser hides them. Firefox names
 * none but the nearest, and that one only by the referrer.
 */
export function originsAround(): string[] | undefined {
  if (window === window.top) return [];
  if ('ancestorOrigins' in location) return [...location.ancestorOrigins];
  return originsIn([URL.parse(document.referrer)?.origin]).length > 0
    ? [new URL(document.referrer).origin]
    : undefined;
}

/**
 * Why the pages around this one may not show it; `undefined` where they may. A policy header says the same, but not every
 * static hosting can send one.
 * @param parents the origins that the site's configuration lists
 */
export function objectionTo(
  around: readonly string[] | undefined,
  parents: readonly string[],
): string | undefined {
  if (!around)
    return 'The page around this card hides its address. Its iframe needs referrerpolicy="origin".';
  const stranger = around.find((origin) => origin !== location.origin && !parents.includes(origin));
  return stranger === undefined
    ? undefined
    : `Pages of ${stranger === 'null' ? 'a sandbox without an origin' : stranger} may not show this card. The site’s mission-control.json lists those that may, under embed.parents.`;
}
