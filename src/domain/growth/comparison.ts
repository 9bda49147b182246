/** A value that can be told in a word. */
export type Scalar = string | number | boolean | null;

/** A field that moved; `undefined` where it was or is not told. */
export interface Moved {
  name: string;
  was: Scalar | undefined;
  is: Scalar | undefined;
}

/** The direction of a change, by its sign. */
export type Direction = 'up' | 'down' | 'none';

export const directionOf = (moved: number): Direction => (moved > 0 ? 'up' : moved < 0 ? 'down' : 'none');

const isScalar = (value: unknown): value is Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** What a member is called: in a list by its name, where it has one, else by its place. */
const called = (key: string, inner: unknown): string =>
  typeof inner === 'object' && inner && 'name' in inner && typeof inner.name === 'string' ? inner.name : key;

/** Every scalar in a value by its path; a list of scalars is one. */
function flat(value: unknown, path: string, into: Map<string, Scalar>): Map<string, Scalar> {
  if (value === undefined) return into;
  if (isScalar(value)) return into.set(path, value);
  const inList = Array.isArray(value);
  if (inList && value.every(isScalar)) return into.set(path, value.join(', '));
  for (const [key, inner] of Object.entries(value))
    flat(inner, `${path}.${inList ? called(key, inner) : key}`, into);
  return into;
}

/** Every scalar that a value holds, by its path. @param path the name of the whole */
export const scalars = (value: unknown, path: string): Map<string, Scalar> => flat(value, path, new Map());

/** The fields of a value that moved, in one flat list. @param path the name of the whole */
export function movesOf(was: unknown, is: unknown, path: string): Moved[] {
  const before = scalars(was, path);
  const after = scalars(is, path);
  const names = [...new Set([...after.keys(), ...before.keys()])];
  return names
    .map((name) => ({ name, was: before.get(name), is: after.get(name) }))
    .filter((move) => !Object.is(move.was, move.is))
    .filter(({ name }) => !names.some((other) => other.startsWith(`${name}.`)));
}

interface Shot {
  last?: { at: number };
  before?: { at: number };
}

/** The longest time between the two answers of any of the routes, in ms; `undefined` where none has two. */
export function spanOf(routes: readonly (Shot | undefined)[]): number | undefined {
  const spans = routes.flatMap((route) =>
    route?.last && route.before ? route.last.at - route.before.at : [],
  );
  return spans.length > 0 ? Math.max(...spans) : undefined;
}
