import { announce } from './announce.ts';

/** Something that an operator types into or chooses from. */
type FormField = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The sentences that stand in forms now, by the fields that they are about. */
const refusals = new WeakMap<FormField, HTMLElement>();
let count = 0;

/**
 * Refuses what a field holds: marks it invalid, says why below the form and aloud, and gives it the focus. The next
 * key in it, or the next try, takes that back.
 * @param sentence what was not done, and what is needed
 */
export function refuse(field: FormField, sentence: string): void {
  const note = refusals.get(field) ?? attach(field);
  note.textContent = sentence;
  field.focus();
  announce(field, sentence);
}

/** Puts an empty note below a form and ties it to the field. */
function attach(field: FormField): HTMLElement {
  const described = field.getAttribute('aria-describedby');
  const note = field.ownerDocument.createElement('small');
  note.id = `refusal-${(count += 1)}`;
  note.className = 'refusal bad';
  (field.form ?? field.parentElement)?.append(note);
  refusals.set(field, note);
  field.ariaInvalid = 'true';
  field.setAttribute('aria-describedby', [described, note.id].filter(Boolean).join(' '));
  const end = (): void => {
    if (refusals.get(field) !== note) return;
    note.remove();
    refusals.delete(field);
    field.ariaInvalid = null;
    if (described) field.setAttribute('aria-describedby', described);
    else field.removeAttribute('aria-describedby');
  };
  field.addEventListener('input', end, { once: true });
  field.form?.addEventListener('submit', end, { once: true, capture: true });
  return note;
}
