/** What is typed into a card is for the card: no shortcut of the page fires. */
export const keepKeys = (event: KeyboardEvent): void => {
  const typing = event.target instanceof Element && event.target.matches('input, textarea, select');
  if (typing && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
};

/**
 * Sends a form to its listener of `submit`, without the browser's own submission, which a frame without `allow-forms`
 * swallows. What the form's fields themselves do not accept is refused in words.
 */
export function send(form: HTMLFormElement, submitter: HTMLElement | null = null): void {
  const invalid = [...form.elements].find((field) => !(field as HTMLInputElement).validity?.valid);
  if (invalid && !form.noValidate)
    void import('./refuse-invalid.ts').then(({ refuseInvalid }) => refuseInvalid(invalid));
  else form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter }));
}

/** Sends a form whose button was clicked; Enter in a line of text clicks it too. */
export const sendOnClick = (event: MouseEvent): void => {
  const button = event.target instanceof Element && event.target.closest('button');
  if (event.defaultPrevented || !button || button.type !== 'submit' || !button.form) return;
  event.preventDefault();
  send(button.form, button);
};
