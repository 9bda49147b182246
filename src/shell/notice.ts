import { element } from './page.ts';

/**
 * Says at the foot of the page what was done, aloud too. It stays until the next word or until it is closed: whoever
 * reads slowly can still undo.
 * @param undo takes back what was done
 */
export function say(words: string, undo?: () => void): void {
  const box = element('notice', HTMLElement);
  const text = element('notice-text', HTMLElement);
  const back = element('notice-undo', HTMLButtonElement);
  const close = () => (box.hidden = true);
  box.hidden = false;
  // A sentence that is said twice is a change too.
  text.textContent = '';
  text.textContent = words;
  back.hidden = !undo;
  back.onclick = () => {
    undo?.();
    text.textContent = 'Undone.';
    back.hidden = true;
    element('notice-close', HTMLButtonElement).focus();
  };
  element('notice-close', HTMLButtonElement).onclick = close;
}
