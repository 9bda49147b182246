import { refuse } from './refuse.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const nameOf = (field: Field): string =>
  (field.ariaLabel ?? field.labels?.[0]?.textContent ?? field.name).replace(/\s+/g, ' ').trim();

/** What a field does not accept about what it holds. */
function whyInvalid(field: Field): string {
  const { validity, validationMessage } = field;
  if (validity.valueMissing) return 'it is empty';
  if (!(field instanceof HTMLInputElement) || field.type !== 'number') return validationMessage;
  const { min, max } = field;
  const range =
    min && max ? `from ${min} to ${max}` : min ? `of at least ${min}` : max ? `of at most ${max}` : '';
  return `a number ${range} is needed`.replace('  ', ' ');
}

/** Refuses, in words, what a field by its own constraints does not accept. */
export function refuseInvalid(field: Element): void {
  // Only fields have a validity.
  const invalid = field as Field;
  refuse(invalid, `Not sent. ${nameOf(invalid)}: ${whyInvalid(invalid)}.`);
}
