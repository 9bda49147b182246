import { isObject } from '../api/kinds.ts';

/** What turns one JSON value into another; plain JSON itself. */
export type Patch =
  /** Another value. */
  | { is: unknown }
  /** An object of which some members changed, and some are gone. */
  | { in: Record<string, Patch>; gone?: string[] }
  /** A list: items of before from one place up to another, and items that are new. */
  | { list: ([from: number, to: number] | { is: unknown })[] };

/** How deep members are compared one by one; what lies deeper is written whole, and so nests no deeper than answers do. */
const DEEPEST = 4;

const textOf = (value: unknown): string => JSON.stringify(value) ?? '';

/** What of `to` is not in `from`; `undefined` where they tell the same. */
export function diff(from: unknown, to: unknown, depth = 0): Patch | undefined {
  if (Object.is(from, to)) return undefined;
  if (Array.isArray(from) && Array.isArray(to)) return diffList(from, to);
  if (!isObject(from) || !isObject(to) || depth === DEEPEST)
    return textOf(from) === textOf(to) ? undefined : { is: to };
  const changed = Object.entries(to).flatMap(([name, value]): [string, Patch][] => {
    const patch = Object.hasOwn(from, name) ? diff(from[name], value, depth + 1) : { is: value };
    return patch ? [[name, patch]] : [];
  });
  const gone = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  if (changed.length + gone.length === 0) return undefined;
  return { in: Object.fromEntries(changed), ...(gone.length > 0 && { gone }) };
}

function diffList(from: readonly unknown[], to: readonly unknown[]): Patch | undefined {
  const places = new Map(from.map((item, index) => [textOf(item), index]));
  const list: ([number, number] | { is: unknown })[] = [];
  for (const item of to) {
    const place = places.get(textOf(item));
    const run = list.at(-1);
    if (place === undefined) list.push({ is: item });
    else if (Array.isArray(run) && run[1] === place) run[1] += 1;
    else list.push([place, place + 1]);
  }
  if (from.length === to.length && list.length <= 1 && !list.some((each) => 'is' in each)) return undefined;
  return list.some((each) => Array.isArray(each)) ? { list } : { is: to };
}

/**
 * The value that a patch makes of another.
 * @throws {Error} where it is none, or does not fit
 */
export function patched(from: unknown, patch: unknown): unknown {
  if (!isObject(patch)) throw new Error('not a patch');
  const { is, in: inside, gone = [], list } = patch;
  if ('is' in patch) return is;
  if (Array.isArray(list) && Array.isArray(from)) {
    const items: unknown[] = from;
    return list.flatMap((each: unknown): unknown[] => {
      if (Array.isArray(each)) return items.slice(Number(each[0]), Number(each[1]));
      return isObject(each) ? [each['is']] : [];
    });
  }
  if (!isObject(inside) || !isObject(from) || !Array.isArray(gone))
    throw new Error('a patch that does not fit');
  const store = Object.entries(from).filter(([name]) => !gone.includes(name) && !Object.hasOwn(inside, name));
  const changed = Object.entries(inside).map(([name, each]): [string, unknown] => [
    name,
    patched(from[name], each),
  ]);
  return Object.fromEntries([...store, ...changed]);
}
