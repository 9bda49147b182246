import { rawAt } from '../../src/api/field.ts';
import { fields } from '../../src/api/fields.ts';
import { read } from '../../src/api/kinds.ts';
import type { Field, ValueOf } from '../../src/api/fields.ts';

/** Reads one field from its route's answer; `undefined` says that the backend does not offer it. */
export function readField<F extends Field>(field: F, answer: unknown): ValueOf<F> | undefined {
  let node: unknown = fields;
  for (const name of field.split('.')) node = (node as Record<string, unknown>)[name];
  return read(node, rawAt(field, answer)) as ValueOf<F> | undefined;
}
