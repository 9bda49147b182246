import { open } from './sections.ts';
import { isSilent, listenLayout, seenPlaces, showOnce } from './layout.ts';
import { element } from './page.ts';
import type { Tone } from '../domain/judgement/tone.ts';
import type { Place } from './layout.ts';

/** The tones that are counted, worst first, with the words for one and for several. */
export const COUNTED = [
  ['bad', '■', 'critical', 'critical'],
  ['warn', '▲', 'warning', 'warnings'],
  ['unknown', '○', 'no data', 'no data'],
  ['ok', '●', 'OK', 'OK'],
  ['info', '◇', 'info', 'info'],
] as const satisfies readonly (readonly [Tone, string, string, string])[];

/** How long a card that was jumped to is marked, in ms. */
const MARKED = 2500;

/** The card that was jumped to last. */
let last: HTMLElement | undefined;

/** The tone of a card; before it is there, nothing is known. */
export const toneOf = ({ card }: Place): string => card.getAttribute('tone') ?? 'unknown';

/** The cards that count, in the order of the page. */
const counted = (root?: ParentNode): Place[] => seenPlaces(root).filter((place) => !isSilent(place));

let due = false;
const listeners = new Set<() => void>();

/** Calls back when tones may have changed, once for many changes. */
export const listenTones = (listener: () => void): void => void listeners.add(listener);

/** Counts anew, when all that happens now has happened. */
function recount(): void {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const listener of listeners) listener();
  });
}

/** Shows a card, below the bars that stay in sight, marks it for a moment, and puts the focus there. */
export function goTo(place: Place): void {
  showOnce(place);
  open(place);
  last = place.element;
  last.scrollIntoView({ block: 'start' });
  last.focus({ preventScroll: true });
  last.setAttribute('data-marked', '');
  setTimeout((marked: Element) => marked.removeAttribute('data-marked'), MARKED, last);
}

/** Goes to the next card of a tone, after the one that was jumped to last. */
function goToNext(tone: string): void {
  const all = counted();
  const from = all.findIndex((place) => place.element === last) + 1;
  const after = [...all.slice(from), ...all.slice(0, from)];
  const next = after.find((place) => toneOf(place) === tone);
  if (next) goTo(next);
}

/** The worst tone that asks for somebody among the cards of a section, and how many have it. */
export function worstOf(root: ParentNode): { shape: string; tone: Tone; label: string } | undefined {
  const tones = counted(root).map(toneOf);
  for (const [tone, shape, one, many] of COUNTED.slice(0, 2)) {
    const n = tones.filter((each) => each === tone).length;
    if (n > 0) return { shape, tone, label: `${n} ${n === 1 ? one : many}` };
  }
  return undefined;
}

/** Counts the cards by tone, in the bar at the top; each count leads to the next card of its tone. */
export function startTally(): void {
  const buttons = COUNTED.map(([tone, shape, one, many]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `count ${tone}`;
    const sign = document.createElement('i');
    sign.textContent = shape;
    sign.ariaHidden = 'true';
    const label = document.createElement('span');
    button.append(sign, label);
    button.addEventListener('click', () => goToNext(tone));
    return { button, label, tone, one, many };
  });
  element('tally', HTMLElement).replaceChildren(...buttons.map(({ button }) => button));
  listenTones(() => {
    const tones = counted().map(toneOf);
    for (const { button, label, tone, one, many } of buttons) {
      const n = tones.filter((each) => each === tone).length;
      const reported = `${n} ${n === 1 ? one : many}`;
      if (label.textContent === reported) continue;
      label.textContent = reported;
      button.classList.toggle('none', n === 0);
      button.title = n === 0 ? `No card: ${one}` : `Go to the next card: ${one}`;
    }
  });
  // Of a card whose tone stays, the phase may change: a backend that fails is told before it is too old.
  new MutationObserver(recount).observe(element('cards', HTMLElement), {
    subtree: true,
    attributeFilter: ['tone', 'phase'],
  });
  listenLayout(recount);
  recount();
}
