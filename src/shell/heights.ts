import { isObject } from '../api/kinds.ts';
import { allPlaces, listenLayout, seenPlaces } from './layout.ts';
import { settings } from './settings.ts';

/** Where the heights of the last visit are kept in localStorage. */
const HEIGHTS = 'mission-control/heights';

/** The heights of one arrangement at one width, by the names of the cards, in px. */
interface Heights {
  of: string;
  heights: Record<string, unknown>;
}

/** What the heights depend on: they are of use only where it is the same again. */
const arrangement = (): string =>
  JSON.stringify([
    document.documentElement.clientWidth,
    settings.now.compact,
    document.documentElement.hasAttribute('data-kiosk'),
    seenPlaces().map(({ name }) => name),
  ]);

const set = (element: HTMLElement, height: string): void =>
  element.style.setProperty('min-block-size', height);

/** Keeps no room any more. */
function free(): void {
  for (const { element } of allPlaces()) set(element, '');
}

/** Remembers how high each card is by itself, with no room kept for it. */
function remember(): void {
  const were = allPlaces().map(({ element }) => [element, element.style.minBlockSize] as const);
  free();
  const heights = Object.fromEntries(
    seenPlaces().map(({ name, element }) => [name, element.getBoundingClientRect().height]),
  );
  for (const [element, height] of were) set(element, height);
  try {
    localStorage.setItem(HEIGHTS, JSON.stringify({ of: arrangement(), heights } satisfies Heights));
  } catch {
    // The next visit keeps what room the cards declare.
  }
}

/** Keeps the room that each card had at the end of the last visit, so that nothing moves while they fill. */
function keepRoom(): void {
  let raw: unknown;
  try {
    raw = JSON.parse(localStorage.getItem(HEIGHTS) ?? '');
  } catch {
    // Nothing is known, or it was cut off.
  }
  if (!isObject(raw) || raw['of'] !== arrangement() || !isObject(raw['heights'])) return;
  for (const { name, element } of seenPlaces()) {
    const height = raw['heights'][name];
    if (typeof height === 'number' && height > 0 && height < 5000) set(element, `${height}px`);
  }
}

/** Keeps room from visit to visit. */
export function startHeights(): void {
  keepRoom();
  addEventListener('resize', free);
  listenLayout(free);
  // A page in the background may never be told that it ends.
  document.addEventListener('visibilitychange', () => document.hidden && remember());
  addEventListener('pagehide', remember);
}
