import { announce } from '../card/announce.ts';
import { hub } from '../data/hub.ts';
import { stamp } from '../domain/format/values.ts';
import { allPlaces } from './layout.ts';
import { base, cardsOf, element, isReplay } from './page.ts';
import { settings } from './settings.ts';
import { listenTones } from './tally.ts';

/** A pause that began less than this ago is told by its time alone, in ms. */
const SHORT_AGO = 12 * 3_600_000;

/** Asks every route of every card now; a route that several cards show is asked once. */
export const refresh = (): void => {
  for (const card of cardsOf()) void card.reload();
};

/** Whether automatic polling is paused, in every tab. */
export const isPaused = (): boolean => hub().pausedSince(base) !== undefined;
/** Pauses automatic polling in every tab, or lets it go on; a page that shows a recorded moment leaves it as it is. */
export const turnPause = (): void => {
  if (!isReplay()) hub().pause(base, !isPaused());
};
/** Polls in this tab though it is hidden or paused, or no longer. */
export const turnForced = (): void => {
  if (!isReplay()) hub().forced = !hub().forced;
};

/** How the page stands to what is live: a shape, a word, and a sentence. */
interface Mode {
  look: 'timeTravel' | 'live' | 'paused' | 'forced' | 'offline' | 'failing';
  shape: string;
  word: string;
  more: string;
}

/** Whether the cards that ask the backend have all been refused: then nothing here is live. */
function allFailing(): boolean {
  const asking = cardsOf().filter((card) =>
    ['live', 'failed', 'stale'].includes(card.getAttribute('phase') ?? ''),
  );
  return asking.length > 0 && asking.every((card) => card.getAttribute('phase') === 'failed');
}

function modeNow(): Mode {
  const since = hub().pausedSince(base);
  const { timeTravel } = hub();
  if (timeTravel)
    return {
      look: 'timeTravel',
      shape: '↺',
      word: `Past: ${stamp(timeTravel.at).slice(11, 16)} UTC`,
      more: `All cards show ${stamp(timeTravel.at)}, read-only. Polling goes on behind it.`,
    };
  if (!navigator.onLine)
    return { look: 'offline', shape: '⊘', word: 'Offline', more: 'This machine has no network.' };
  if (allFailing())
    return { look: 'failing', shape: '■', word: 'No answer', more: 'The backend answers none of the cards.' };
  if (hub().forced)
    return {
      look: 'forced',
      shape: '▣',
      word: 'Wall screen',
      more: 'This tab polls even while it is hidden or paused.',
    };
  if (since === undefined)
    return { look: 'live', shape: '◉', word: 'Live', more: 'Polling while this page is visible.' };
  const exact = stamp(since);
  // The day stands there where the time alone could be mistaken.
  const short =
    Date.now() - since < SHORT_AGO ? exact.replace(/^\S+ (\d+:\d+):\d+/, '$1') : exact.slice(0, 10);
  return {
    look: 'paused',
    shape: '❚❚',
    word: `Paused since ${short}`,
    more: `Paused in every tab since ${exact}. Refresh still works.`,
  };
}

/** Says in words what the buttons have set. */
function tellMode(): void {
  const mode = element('mode', HTMLElement);
  const { look, shape, word, more } = modeNow();
  if (mode.title !== more) {
    const sign = document.createElement('i');
    sign.textContent = shape;
    sign.ariaHidden = 'true';
    mode.replaceChildren(sign, ` ${word}`);
    // How the page began is no news.
    if (mode.title) announce(mode, `${word}. ${more}`);
    mode.className = look;
    mode.title = more;
  }
  const pause = element('pause', HTMLButtonElement);
  const label = isPaused() ? 'Play' : 'Pause';
  if (pause.textContent !== label) pause.textContent = label;
  element('rewind', HTMLButtonElement).setAttribute('aria-pressed', String(hub().timeTravel !== undefined));
  element('force', HTMLButtonElement).setAttribute('aria-pressed', String(hub().forced));
}

/** Takes up the settings that cards heed: the colours, the density and the polling interval. */
function takeUp(): void {
  const { theme, compact, interval } = settings.now;
  const root = document.documentElement;
  root.dataset['theme'] = theme;
  root.toggleAttribute('data-compact', compact);
  element('theme', HTMLSelectElement).value = theme;
  element('density', HTMLButtonElement).setAttribute('aria-pressed', String(compact));
  // Until somebody chooses, the page's own interval holds.
  const provider = element('provider', HTMLElement);
  const seconds = String(interval ?? provider.getAttribute('refresh') ?? 30);
  element('interval', HTMLSelectElement).value = seconds;
  if (interval && provider.getAttribute('refresh') !== seconds) provider.setAttribute('refresh', seconds);
  for (const { card } of allPlaces()) card.toggleAttribute('compact', compact);
}

/** Takes up the settings, before anything is shown. */
export function startSettings(): void {
  takeUp();
  settings.listen(takeUp);
}

/** Connects what sets the mode of the page, and tells which one it is in. */
export function startModes(): void {
  element('refresh', HTMLButtonElement).addEventListener('click', refresh);
  element('pause', HTMLButtonElement).addEventListener('click', turnPause);
  element('force', HTMLButtonElement).addEventListener('click', turnForced);
  for (const name of ['online', 'offline']) addEventListener(name, tellMode);
  hub().listenMode(tellMode);
  listenTones(tellMode);
  tellMode();
}
