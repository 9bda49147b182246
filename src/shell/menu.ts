import { keeping, openPack, rewind, search, turnCompact } from './actions.ts';
import { arrange, isArranging, listenArranging, resetLayout } from './arrange.ts';
import { kiosk } from './kiosk.ts';
import { refresh, turnPause } from './modes.ts';
import { element } from './page.ts';
import { isEverythingOpen, openEverything } from './sections.ts';
import { INTERVALS, THEMES, settings } from './settings.ts';

const on = (id: string, act: () => void): void =>
  element(id, HTMLButtonElement).addEventListener('click', act);

/** Does something that leads away from the menu: it closes first, so that the focus can go on. */
const leaving = (act: () => void) => (): void => {
  element('menu', HTMLElement).hidePopover();
  act();
};

/** Whether keys are for what is typed in: a field of the page, or of a card. */
function isTyping(event: KeyboardEvent): boolean {
  const [at] = event.composedPath();
  return (
    at instanceof HTMLElement &&
    (at.isContentEditable || at.matches('input:not([type=range]), textarea, select'))
  );
}

/** What a key does on the page, when nobody types and no dialog is open. */
const KEYS: Readonly<Record<string, () => void>> = { 'r': refresh, 'p': turnPause, 't': rewind, '/': search };

function heed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat) return;
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey) {
    event.preventDefault();
    return search();
  }
  const act = KEYS[key];
  if (!act || ctrlKey || metaKey || altKey || isTyping(event) || document.querySelector('dialog[open]'))
    return;
  event.preventDefault();
  act();
}

/** Connects the buttons of the bar and of the menu, and the keys. */
export function startMenu(): void {
  on('rewind', rewind);
  on('search', search);
  on('arrange', leaving(arrange));
  on('density', turnCompact);
  on('everything', () => {
    openEverything();
    element('everything', HTMLButtonElement).setAttribute('aria-pressed', String(isEverythingOpen()));
  });
  on('keeping', leaving(keeping));
  on('open-pack', leaving(openPack));
  on('reset', leaving(resetLayout));
  on(
    'kiosk',
    leaving(() => kiosk(true)),
  );
  listenArranging(() =>
    element('arrange', HTMLButtonElement).setAttribute('aria-pressed', String(isArranging())),
  );
  const theme = element('theme', HTMLSelectElement);
  theme.addEventListener('change', () => {
    const chosen = THEMES.find((each) => each === theme.value);
    if (chosen) settings.change(() => ({ theme: chosen }));
  });
  const interval = element('interval', HTMLSelectElement);
  interval.addEventListener('change', () => {
    const chosen = INTERVALS.find((each) => String(each) === interval.value);
    settings.change(() => ({ interval: chosen }));
  });
  const menu = element('menu', HTMLElement);
  const button = element('menu-button', HTMLButtonElement);
  menu.addEventListener('toggle', () =>
    button.setAttribute('aria-expanded', String(menu.matches(':popover-open'))),
  );
  addEventListener('keydown', heed);
}
