import type { Declared } from '../api/field.ts';

/** The same fields, for a card that can do without them: what an operator keeps is shown without a backend, too. */
export const optional = <R extends Readonly<Record<string, Declared<unknown>>>>(reads: R): R =>
  // Each member stays what it is, but for a flag.
  Object.fromEntries(Object.entries(reads).map(([name, read]) => [name, { ...read, needed: false }])) as R;
