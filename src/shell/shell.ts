import './autoload.ts';
import '../card/provider.ts';
import { hub } from '../data/hub.ts';
import { stamp } from '../rules/words.ts';
import { Card } from '../card/card.ts';

/** Where the choice of theme is kept. */
const THEME = 'mission-control/theme';

const base = location.origin;

function element<E extends HTMLElement>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no #${id}.`);
  return found;
}

const mode = element('mode', HTMLElement);
const pause = element('pause', HTMLButtonElement);
const force = element('force', HTMLButtonElement);
const theme = element('theme', HTMLSelectElement);

/** Says in words what the buttons have set. */
function tellMode(): void {
  const since = hub().pausedSince(base);
  pause.setAttribute('aria-pressed', String(since !== undefined));
  force.setAttribute('aria-pressed', String(hub().forced));
  mode.textContent = hub().forced
    ? 'Wall screen: this tab polls even while it is hidden or paused.'
    : since === undefined
      ? 'Live: polling while this page is visible.'
      : `Paused in every tab since ${stamp(since)}. Refresh still works.`;
}

pause.addEventListener('click', () => hub().pause(base, hub().pausedSince(base) === undefined));
force.addEventListener('click', () => (hub().forced = !hub().forced));
element('refresh', HTMLButtonElement).addEventListener('click', () => {
  for (const card of document.querySelectorAll('*')) if (card instanceof Card) void card.reload();
});
hub().listenMode(tellMode);
tellMode();

function setTheme(name: string): void {
  document.documentElement.dataset['theme'] = name;
  try {
    localStorage.setItem(THEME, name);
  } catch {
    // A browser that refuses storage keeps the choice for this page only.
  }
}

theme.addEventListener('change', () => setTheme(theme.value));
try {
  theme.value = localStorage.getItem(THEME) ?? 'auto';
} catch {
  // As above.
}
setTheme(theme.value);
