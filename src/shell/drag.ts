import { placeAround, row } from './layout.ts';
import type { Place } from './layout.ts';

/** How near to the edge of the window a dragged card makes the page scroll, in px, and how far each time. */
const EDGE = 60;
const STEP = 16;

/** Where a card would land: before another one of its section, or behind the last. */
interface Landing {
  over: Place;
  before: Place | undefined;
}

/** Where a card would land at this point of the window; `undefined` where it would stay. */
function landing(place: Place, x: number, y: number): Landing | undefined {
  const found = document.elementsFromPoint(x, y).flatMap((each) => placeAround(each) ?? [])[0];
  const beside = row(place);
  if (!found || found === place || !beside.includes(found)) return undefined;
  const { left, top, width, height } = found.element.getBoundingClientRect();
  // In a row of several the sides count, else top and bottom.
  const alone = width > 0.8 * (found.element.parentElement?.clientWidth ?? width);
  const behind = alone ? y > top + height / 2 : x > left + width / 2;
  const next = beside[beside.indexOf(found) + 1];
  return { over: found, before: behind ? next : found };
}

/**
 * Follows a pointer that has taken a card by its handle. Nothing moves before the card is let go: a line shows where it
 * will land. Escape, or a pointer that is lost, leaves it where it was.
 * @param landed called where the card is to be put
 */
export function drag(start: PointerEvent, place: Place, landed: (before: Place | undefined) => void): void {
  if (start.button !== 0) return;
  start.preventDefault();
  let at: Landing | undefined;
  const mark = (next: Landing | undefined) => {
    at?.over.element.removeAttribute('data-drop');
    at = next;
    at?.over.element.setAttribute('data-drop', at.before === at.over ? 'before' : 'behind');
  };
  const stop = new AbortController();
  const { signal } = stop;
  const end = (put: boolean) => {
    const last = at;
    mark(undefined);
    place.element.removeAttribute('data-dragged');
    stop.abort();
    if (put && last) landed(last.before);
  };
  place.element.setAttribute('data-dragged', '');
  const same = (event: PointerEvent) => event.pointerId === start.pointerId;
  document.addEventListener(
    'pointermove',
    (event) => {
      if (!same(event)) return;
      const { clientX, clientY } = event;
      if (clientY < EDGE) scrollBy(0, -STEP);
      else if (clientY > innerHeight - EDGE) scrollBy(0, STEP);
      mark(landing(place, clientX, clientY));
    },
    { signal },
  );
  document.addEventListener('pointerup', (event) => same(event) && end(true), { signal });
  document.addEventListener('pointercancel', (event) => same(event) && end(false), { signal });
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.stopImmediatePropagation();
      end(false);
    },
    { signal, capture: true },
  );
}
