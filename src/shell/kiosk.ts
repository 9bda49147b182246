import { hub } from '../data/hub.ts';
import { seenPlaces } from './layout.ts';
import { element } from './page.ts';
import { listenTones } from './tally.ts';

/** The word in the address that asks for the view for a wall. */
const WORD = 'kiosk';

/** So long the page waits for its cards before it shows them in the order of what they found, in ms. */
const CARDS_TIMEOUT_MS = 2000;

const address = () => new URL(location.href);

/** Whether the page is shown for a wall. */
export const isKiosk = (): boolean => document.documentElement.hasAttribute('data-kiosk');

/** Shows the page for a wall, where nobody stands: no controls, larger, always polling, findings first. Or no longer. */
export function kiosk(on: boolean): void {
  const url = address();
  if (on) url.searchParams.set(WORD, '');
  else url.searchParams.delete(WORD);
  // `?kiosk` reads better than `?kiosk=`.
  history.replaceState(history.state, '', url.href.replace(/([?&]kiosk)=(?=&|#|$)/, '$1'));
  document.documentElement.toggleAttribute('data-kiosk', on);
  hub().forced = on;
  if (!on) element('menu-button', HTMLButtonElement).focus();
}

/** Shows the page once every card knows what it found, so that none changes its place before the eyes of anybody. */
function settle(): void {
  const root = document.documentElement;
  const show = () => root.setAttribute('data-settled', '');
  listenTones(() => {
    const waits = seenPlaces().some(({ card }) => [null, 'loading'].includes(card.getAttribute('phase')));
    if (!waits) show();
  });
  setTimeout(show, CARDS_TIMEOUT_MS);
}

/** Takes up what the address says, and the ways out. */
export function startKiosk(): void {
  settle();
  element('leave', HTMLButtonElement).addEventListener('click', () => kiosk(false));
  addEventListener('keydown', (event) => {
    if (
      event.key === 'Escape' &&
      !event.defaultPrevented &&
      isKiosk() &&
      !document.querySelector('dialog[open]')
    )
      kiosk(false);
  });
  if (address().searchParams.has(WORD)) kiosk(true);
}
