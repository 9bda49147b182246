import { isArranging } from './arrange.ts';
import { isKiosk } from './kiosk.ts';
import { element } from './page.ts';

/** Makes a bar on top of the page, for a moment that is not now. What stays in sight below it begins where it ends. */
export function raiseBar(id: string, label: string): HTMLElement {
  const bar = document.createElement('section');
  bar.id = id;
  bar.className = 'moment';
  bar.ariaLabel = label;
  element('provider', HTMLElement).prepend(bar);
  const measure = () => {
    const bars = [...document.querySelectorAll<HTMLElement>('.moment')];
    const height = bars.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0);
    document.documentElement.style.setProperty('--replay', `${height}px`);
  };
  measure();
  new ResizeObserver(measure).observe(bar);
  return bar;
}

/** Whether something else is open that Escape closes, or somebody types anywhere but in the bar. */
function isTaken(event: KeyboardEvent): boolean {
  const [at] = event.composedPath();
  return (
    document.querySelector('dialog[open], :popover-open') !== null ||
    isKiosk() ||
    isArranging() ||
    (at instanceof HTMLElement &&
      !at.closest('.moment') &&
      (at.isContentEditable || at.matches('input, textarea, select')))
  );
}

/** Calls back on Escape, unless it was for something else. @returns how to stop */
export function listenEscape(act: () => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let taken = false;
  // What is open is looked at before anybody closes it, and what was done with the key after everybody had it.
  addEventListener('keydown', (event) => (taken = isTaken(event)), { capture: true, signal });
  addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !taken) act();
    },
    { signal },
  );
  return () => ending.abort();
}
