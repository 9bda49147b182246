import { parseTime } from './parse-time.ts';
import { impossible, within, wrongType } from './misfit.ts';
import type { Report } from './misfit.ts';

/**
 * The kinds of value that the Beak API sends. A kind reads one raw JSON value and answers the value, or `undefined`
 * where there is none to be had; one that came all the same, and cannot be read, is reported as a misfit.
 */
export type Kind<T> = (raw: unknown, report?: Report) => T | undefined;

/** What a table of kinds answers: each member that was there and of its kind, and no other. */
export type Shape<N> = N extends Kind<infer T> ? T : { [K in keyof N]?: Shape<N[K]> };

/** A JSON object, as far as one can be told from the rest. */
export const isObject = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** What is not of the type at all: missing, or a misfit. */
function refused(raw: unknown, type: string, report: Report | undefined): undefined {
  if (raw !== undefined) report?.(wrongType(raw, type));
}

/** A kind of a JSON type, of which some values may be impossible. @param range what is possible, in words */
function ofType<R, T = R>(
  type: string,
  isType: (raw: unknown) => raw is R,
  range = '',
  // Without a range every value of the type is one.
  from: (raw: R) => T | undefined = (raw) => raw as unknown as T,
): Kind<T> {
  return (raw, report) => {
    if (!isType(raw)) return refused(raw, type, report);
    const value = from(raw);
    if (value === undefined) report?.(impossible(raw, range));
    return value;
  };
}

const isText = (raw: unknown): raw is string => typeof raw === 'string';
const isFlag = (raw: unknown): raw is boolean => typeof raw === 'boolean';
const isNumber = (raw: unknown): raw is number => typeof raw === 'number';
const numeric = (range: string, fits: (value: number) => boolean): Kind<number> =>
  ofType('number', isNumber, range, (raw) => (Number.isFinite(raw) && fits(raw) ? raw : undefined));

/** Any text, the empty one included. */
export const text: Kind<string> = ofType('text', isText);

/** `true` or `false`; 0, 1 and "true" are not flags. */
export const flag: Kind<boolean> = ofType('boolean', isFlag);

/** Any finite number. */
export const number: Kind<number> = numeric('finite', () => true);

/** A size, a duration, a rate or money: not below zero, and not beyond what can be counted. */
export const amount: Kind<number> = numeric(
  '0 to 9e15',
  (value) => value >= 0 && value <= Number.MAX_SAFE_INTEGER,
);

/** A non-negative whole number: something that was counted. */
export const integer: Kind<number> = numeric(
  'whole number, 0 or more',
  (value) => Number.isSafeInteger(value) && value >= 0,
);

/** A share from 0 to 1. */
export const share: Kind<number> = numeric('share 0 to 1', (value) => value >= 0 && value <= 1);

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** An ISO 8601 time with its zone, as milliseconds since 1970-01-01 UTC. */
export const time: Kind<number> = ofType('text', isText, 'ISO 8601 time with its zone', (raw) => {
  const at = ISO.test(raw) ? parseTime(raw) : NaN;
  return Number.isNaN(at) ? undefined : at;
});

/** A time in ms since 1970-01-01 UTC, which a date can tell. */
export const moment: Kind<number> = numeric(
  'time in ms since 1970',
  (value) => value >= 0 && value <= 8.64e15,
);

/** One of the given words. */
export const oneOf = <const W extends string>(...values: W[]): Kind<W> =>
  ofType('text', isText, values.join(' or '), (raw) => values.find((value) => value === raw));

/** The value of a kind, or `null` where the backend says that there is none yet. */
export const orNull =
  <N>(node: N): Kind<Shape<N> | null> =>
  (raw, report) =>
    raw === null ? null : read(node, raw, report);

/**
 * The value of an entry. One of a table that is no object stays as one of which nothing is known, so that a list is never
 * shorter than it came.
 */
function entryOf<N>(node: N, raw: unknown, report: Report | undefined): Shape<N> | undefined {
  const value = read(node, raw, report);
  // Every member of a table's shape may be absent.
  return value === undefined && typeof node !== 'function' ? ({} as Shape<N>) : value;
}

/** A list. An entry of a table stays whatever it is; another one that does not fit is left out and reported. */
export const list =
  <N>(node: N): Kind<Shape<N>[]> =>
  (raw, report) => {
    if (!Array.isArray(raw)) return refused(raw, 'list', report);
    return raw.flatMap((entry: unknown, index) => {
      const value = entryOf(node, entry, within(report, `[${index}]`));
      return value === undefined ? [] : [value];
    });
  };

/** An object with names of the backend's own, such as tables; its members are read as the entries of a list. */
export const map =
  <N>(node: N): Kind<Record<string, Shape<N>>> =>
  (raw, report) => {
    if (!isObject(raw)) return refused(raw, 'object', report);
    const values: [string, Shape<N>][] = [];
    for (const [name, entry] of Object.entries(raw)) {
      const value = entryOf(node, entry, within(report, `.${name}`));
      if (value !== undefined) values.push([name, value]);
    }
    return Object.fromEntries(values);
  };

const sizeOf = (each: unknown): number => (typeof each === 'object' && each ? Object.keys(each).length : 0);

/** A list or a map of which each entry can be read; where one cannot, nothing is known of the whole. */
export const whole =
  <T>(kind: Kind<T>): Kind<T> =>
  (raw, report) => {
    const value = kind(raw, report);
    return sizeOf(value) === sizeOf(raw) ? value : undefined;
  };

/** Reads a raw value by a kind, or member by member by a table of kinds. */
export function read<N>(node: N, raw: unknown, report?: Report): Shape<N> | undefined {
  // The table's type says which kind stands at each place; at run time a kind is known by being a function.
  if (typeof node === 'function') return (node as unknown as Kind<Shape<N>>)(raw, report);
  if (!isObject(raw)) return refused(raw, 'object', report);
  const value: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(node as Record<string, unknown>)) {
    const member = read(inner, raw[name], within(report, `.${name}`));
    if (member !== undefined) value[name] = member;
  }
  return value as Shape<N>;
}
