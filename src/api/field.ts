import { isObject, read } from './kinds.ts';
import type { Field, Polled, ValueOf } from './fields.ts';
import type { Shape } from './kinds.ts';

/** A field that a card declares: its name in the contract, and how its value is read. */
export interface Declared<T> {
  field: Field;
  /** The route that answers it. */
  route: Polled;
  /** False for one that the card can do without. */
  needed: boolean;
  /** Reads the value from its route's answer; `undefined` says that the backend does not offer it. */
  from: (answer: unknown) => T | undefined;
}

/** The raw value that stands at a field's place in a route's answer, whatever it is. */
export function rawAt(field: Field, answer: unknown): unknown {
  let raw = answer;
  for (const name of field.split('.').slice(1))
    raw = (raw as Record<string, unknown> | null | undefined)?.[name];
  return raw;
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
  // An answer is read once, however many cards and renders ask for the field.
  const known = new WeakMap<object, Shape<N> | undefined>();
  return {
    field: plain,
    // A field's name begins with its route by construction, which the types cannot follow through `split`.
    route: plain.split('.', 1)[0] as Polled,
    needed,
    from(answer) {
      if (!isObject(answer)) return undefined;
      if (!known.has(answer)) known.set(answer, read<N>(node, rawAt(plain, answer)));
      return known.get(answer);
    },
  };
}
