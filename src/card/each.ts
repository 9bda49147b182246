import { repeat } from 'lit/directives/repeat.js';
import type { TemplateResult } from 'lit';
import type { Shown } from './shown.ts';

const isTemplate = (shown: unknown): shown is TemplateResult =>
  typeof shown === 'object' && shown !== null && 'values' in shown;

/** What something shown says, as far as it can be told without drawing it: good enough to know it again. */
export const keyOf = (shown: unknown): string =>
  isTemplate(shown)
    ? shown.values.map(keyOf).join(' ')
    : Array.isArray(shown)
      ? shown.map(keyOf).join(' ')
      : ['string', 'number'].includes(typeof shown)
        ? String(shown)
        : '';

/**
 * A list whose items keep their elements for as long as their key is there, wherever they move: a control under the
 * operator's finger is never made into another one.
 * @param what what an item is, as text; of two that are the same the second is the second each time
 */
export function each<T>(
  list: readonly T[],
  what: (item: T) => string,
  template: (item: T, index: number) => Shown,
): unknown {
  const seen = new Map<string, number>();
  const key = (item: T): string => {
    const name = what(item);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return `${nth} ${name}`;
  };
  return repeat(list, key, template);
}
