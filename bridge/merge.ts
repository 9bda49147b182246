import { isObject } from '../src/api/kinds.ts';

/** Both objects in one, member by member; where both have a value, that of the second. */
export function merge<T extends object>(first: T, second: object): T {
  const both = new Map<string, unknown>(Object.entries(first));
  for (const [name, value] of Object.entries(second)) {
    const before = both.get(name);
    both.set(name, isObject(before) && isObject(value) ? merge(before, value) : value);
  }
  // Members are added; none is taken away.
  return Object.fromEntries(both) as T;
}

/** An object that has nothing but a value at the end of a path. */
export const nest = (path: readonly string[], value: unknown): object =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
