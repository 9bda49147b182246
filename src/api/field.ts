import { isObject, read } from './kinds.ts';
import { wrongType } from './misfit.ts';
import type { Field, Polled, ValueOf } from './fields.ts';
import type { Misfit } from './misfit.ts';
import type { Shape } from './kinds.ts';

/** A field that a card declares: its name in the contract, and how its value is read. */
export interface Declared<T> {
  field: Field;
  /** The route that answers it. */
  route: Polled;
  /** False for one that the card can do without. */
  needed: boolean;
  /** Reads the value from its route's answer; `undefined` where it was not sent, or is a misfit. */
  from: (answer: unknown) => T | undefined;
  /** What came in its place and cannot be read, each by its path in the answer: `release.routing.43`. */
  misfits: (answer: unknown) => readonly Misfit[];
}

/** A field's value in one answer, and what of it cannot be read. */
interface Reading<T> {
  value: T | undefined;
  misfits: readonly Misfit[];
}

const NOTHING: Reading<never> = { value: undefined, misfits: [] };

/** The raw value that stands at a field's place in a route's answer, whatever it is. */
export function rawAt(field: Field, answer: unknown): unknown {
  let raw = answer;
  for (const name of field.split('.').slice(1))
    raw = (raw as Record<string, unknown> | null | undefined)?.[name];
  return raw;
}

/** What stands on the way to a field and is no object, so that the field cannot be there. */
function blockedBy(path: readonly string[], answer: unknown): Misfit[] {
  let raw = answer;
  for (const [depth, name] of path.entries()) {
    if (!isObject(raw))
      return raw === undefined ? [] : [{ ...wrongType(raw, 'object'), path: path.slice(0, depth).join('.') }];
    raw = raw[name];
  }
  return [];
}

/**
 * Declares a field of the contract, by its name and the kind of its value. A `?` after the name marks one that the card
 * can do without. The compiler holds the name and the type of the value to the table in `fields.ts`, the contract suite
 * the kind; the table itself stays out of the page, which so carries only what its cards read. Of a field that has
 * members, those that are named are read; a member that is missing is for the card to tell.
 */
export function field<F extends Field, N>(
  name: F | `${F}?`,
  node: ValueOf<F> extends Shape<N> ? N : never,
): Declared<Shape<N>> {
  const needed = !name.endsWith('?');
  // What is left after the mark is a field, by the type of `name`.
  const plain = (needed ? name : name.slice(0, -1)) as Field;
  // A field's name begins with its route by construction, which the types cannot follow through `split`.
  const [route, ...path] = plain.split('.') as [Polled, ...string[]];
  // An answer is read once, however many cards and renders ask for the field.
  const known = new WeakMap<object, Reading<Shape<N>>>();
  const reading = (answer: unknown): Reading<Shape<N>> => {
    if (!isObject(answer)) return NOTHING;
    let found = known.get(answer);
    if (!found) {
      const misfits = blockedBy(path, answer);
      const value = read<N>(node, rawAt(plain, answer), (misfit) =>
        misfits.push({ ...misfit, path: path.join('.') + misfit.path }),
      );
      known.set(answer, (found = { value, misfits }));
    }
    return found;
  };
  return {
    field: plain,
    route,
    needed,
    from: (answer) => reading(answer).value,
    misfits: (answer) => reading(answer).misfits,
  };
}
