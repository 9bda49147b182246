import { announce } from '../card/announce.ts';
import { element } from './page.ts';

/**
 * Says at the foot of the page what was done, aloud too. It stays until the next word or until it is closed: whoever
 * reads slowly can still undo.
 * @param undo takes back what was done
 */
export function say(label: string, undo?: () => void): void {
  const box = element('notice', HTMLElement);
  const text = element('notice-text', HTMLElement);
  const back = element('notice-undo', HTMLButtonElement);
  const close = () => (box.hidden = true);
  box.hidden = false;
  text.textContent = label;
  announce(text, label);
  back.hidden = !undo;
  back.onclick = () => {
    undo?.();
    text.textContent = 'Undone.';
    announce(text, 'Undone.');
    back.hidden = true;
    element('notice-close', HTMLButtonElement).focus();
  };
  element('notice-close', HTMLButtonElement).onclick = close;
}
