/**
 * The kinds of value that the Beak API sends. A kind reads one raw JSON value and answers the value,
 * or `undefined` where the raw one is missing or not of this kind: the caller then says *not offered*.
 */
export type Kind<T> = (raw: unknown) => T | undefined;

/** What a table of kinds answers: each member that was there and of its kind, and no other. */
export type Shape<N> = N extends Kind<infer T> ? T : { [K in keyof N]?: Shape<N[K]> };

/** A JSON object, as far as one can be told from the rest. */
export const isObject = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** Any text, the empty one included. */
export const text: Kind<string> = (raw) => (typeof raw === 'string' ? raw : undefined);

/** `true` or `false`; 0, 1 and "true" are not flags. */
export const flag: Kind<boolean> = (raw) => (typeof raw === 'boolean' ? raw : undefined);

/** Any finite number. */
export const number: Kind<number> = (raw) =>
  typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined;

/** A finite number that is not below zero: a size, a duration, a rate, money. */
export const amount: Kind<number> = (raw) => {
  const value = number(raw);
  return value !== undefined && value >= 0 ? value : undefined;
};

/** A non-negative whole number: something that was counted. */
export const count: Kind<number> = (raw) =>
  typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 ? raw : undefined;

/** A share from 0 to 1. */
export const share: Kind<number> = (raw) => {
  const value = amount(raw);
  return value !== undefined && value <= 1 ? value : undefined;
};

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** An ISO 8601 time with its zone, as milliseconds since 1970-01-01 UTC. */
export const time: Kind<number> = (raw) => {
  const at = typeof raw === 'string' && ISO.test(raw) ? Date.parse(raw) : NaN;
  return Number.isNaN(at) ? undefined : at;
};

/** One of the given words. */
export const oneOf =
  <const W extends string>(...words: W[]): Kind<W> =>
  (raw) =>
    words.find((word) => word === raw);

/** The value of a kind, or `null` where the backend says that there is none yet. */
export const orNull =
  <N>(node: N): Kind<Shape<N> | null> =>
  (raw) =>
    raw === null ? null : read(node, raw);

/** A list; an entry that does not fit is left out and costs only itself. */
export const list =
  <N>(node: N): Kind<Shape<N>[]> =>
  (raw) =>
    Array.isArray(raw)
      ? raw.flatMap((entry: unknown) => {
          const value = read(node, entry);
          return value === undefined ? [] : [value];
        })
      : undefined;

/** An object with names of the backend's own, such as tables; a member that does not fit is left out. */
export const map =
  <N>(node: N): Kind<Record<string, Shape<N>>> =>
  (raw) => {
    if (!isObject(raw)) return undefined;
    const values: [string, Shape<N>][] = [];
    for (const [name, entry] of Object.entries(raw)) {
      const value = read(node, entry);
      if (value !== undefined) values.push([name, value]);
    }
    return Object.fromEntries(values);
  };

/** Reads a raw value by a kind, or member by member by a table of kinds. */
export function read<N>(node: N, raw: unknown): Shape<N> | undefined {
  // The table's type says which kind stands at each place; at run time a kind is known by being a function.
  if (typeof node === 'function') return (node as unknown as Kind<Shape<N>>)(raw);
  if (!isObject(raw)) return undefined;
  const value: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(node as Record<string, unknown>)) {
    const member = read(inner, raw[name]);
    if (member !== undefined) value[name] = member;
  }
  return value as Shape<N>;
}
