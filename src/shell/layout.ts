import { Card } from '../card/card.ts';
import { cards } from './cards.ts';
import { nameOf } from './page.ts';
import { settings } from './settings.ts';
import type { Settings } from './settings.ts';

/** What incident mode may name, and what the operator has pinned, stand in sections of their own. */
const RAISED = 'raised';
const PINNED = 'pinned';
/** The cards of what was found stand there for as long as it lasts. */
const ACTIVE = 'active';
/** Banners that show up by themselves stay above everything. */
export const ALERTS = 'alerts';

/** A card and the ground that it stands on, which the page moves, hides and marks. */
export interface Place {
  readonly name: string;
  readonly element: HTMLElement;
  readonly card: HTMLElement;
  /** The id of the section that it comes from. */
  readonly home: string;
}

const places = new Map<string, Place>();
const byElement = new WeakMap<Element, Place>();
/** Hidden cards that a link has shown, for this visit. */
const shown = new Set<string>();
const listeners = new Set<() => void>();
/** The cards of the findings that stand, the worst first. */
let active: readonly string[] = [];

/** Every place of the page, in no order. */
export const allPlaces = (): Place[] => [...places.values()];
/** The places of what was found, the worst first. */
export const activePlaces = (): Place[] => active.flatMap((name) => places.get(name) ?? []);
/** The place of a card of this name. */
export const placeOf = (name: string): Place | undefined => places.get(name);
/** The place that an element stands in. */
export const placeAround = (element: Element): Place | undefined => {
  const around = element.closest('.place');
  return around ? byElement.get(around) : undefined;
};
/** The places that are seen, in the order of the page. */
export const seenPlaces = (root: ParentNode = document): Place[] =>
  [...root.querySelectorAll('.place:not([hidden])')].flatMap((element) => placeAround(element) ?? []);

/** Whether a card is there only to speak up, and has nothing to say: it is neither counted nor jumped to. */
export const isSilent = ({ card, element }: Place): boolean =>
  !element.closest('[data-closed]') && !card.checkVisibility({ visibilityProperty: true });

/** What a card is called in words. */
export const titleOf = ({ card }: Place): string =>
  card.getAttribute('heading') ??
  (card instanceof Card ? card.spec.title : card.localName.replace(/^mc-/, '').replaceAll('-', ' '));

/** Calls back whenever cards were moved, hidden or shown. */
export const listenLayout = (listener: () => void): void => void listeners.add(listener);

/**
 * Cards in an order that was kept: those that are still there in that order, and each that has come since behind its
 * neighbour of before.
 * @param names the order of the page as it was written
 */
export function inOrder(names: readonly string[], arranged: readonly string[] = []): string[] {
  const order = arranged.filter((name) => names.includes(name));
  names.forEach((name, index) => {
    if (order.includes(name)) return;
    const before = names[index - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, name);
  });
  return order;
}

/** The sections of the page and the cards of each, as the settings want them; `homes` is the page as it was written. */
export function arranged(
  homes: ReadonlyMap<string, readonly string[]>,
  { order, pinned, raised }: Pick<Settings, 'order' | 'pinned' | 'raised'>,
  found: readonly string[] = [],
): Map<string, string[]> {
  const movable = [...homes].flatMap(([section, names]) => (section === ALERTS ? [] : names));
  const up = (raised?.cards ?? []).filter((name) => movable.includes(name));
  const pins = pinned.filter((name) => movable.includes(name) && !up.includes(name));
  const problems = found.filter(
    (name) => movable.includes(name) && !up.includes(name) && !pins.includes(name),
  );
  const away = new Set([...up, ...pins, ...problems]);
  return new Map([
    [RAISED, up],
    [PINNED, pins],
    [ACTIVE, problems],
    ...[...homes].map(([section, names]): [string, string[]] => [
      section,
      inOrder(names, order[section]).filter((name) => !away.has(name)),
    ]),
  ]);
}

/** Gives every card of the page its ground. Before this the page is not seen. */
export function placeCards(main: HTMLElement): void {
  for (const section of main.querySelectorAll<HTMLElement>('section'))
    for (const card of [...section.querySelectorAll<HTMLElement>(':scope > *')]) {
      if (!card.localName.includes('-')) continue;
      // A page may name cards of another version, which this one has not.
      card.hidden = !Object.hasOwn(cards, card.localName) && !customElements.get(card.localName);
      if (card.hidden) continue;
      const name = nameOf(card);
      // The first of two cards of one name has it.
      if (places.has(name)) continue;
      const element = document.createElement('div');
      element.className = `place ${card.className}`;
      element.tabIndex = -1;
      card.id = name;
      card.replaceWith(element);
      element.append(card, ...calm(card));
      const place: Place = { name, element, card, home: section.id };
      places.set(name, place);
      byElement.set(element, place);
    }
  apply();
  settings.listen(apply);
}

/** What the page says in the place of a card that has nothing to say. */
function calm(card: HTMLElement): HTMLElement[] {
  const label = card.dataset['calm'];
  if (!label) return [];
  const line = document.createElement('p');
  line.className = 'calm';
  line.textContent = label;
  return [line];
}

/** The page as it was written. */
function homes(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, home } of places.values()) found.set(home, [...(found.get(home) ?? []), name]);
  return found;
}

/** Moves an element so that it keeps its state, where the browser can. */
function move(parent: Element, element: HTMLElement, before: Element | null): void {
  // Older browsers have none, whatever the types say.
  if (typeof parent.moveBefore === 'function') parent.moveBefore(element, before);
  else parent.insertBefore(element, before);
}

/** Brings the page into the order of the settings; what is in its place already is left alone. */
function apply(): void {
  const { hidden, raised } = settings.now;
  for (const [id, names] of arranged(homes(), settings.now, active)) {
    const section = document.getElementById(id);
    if (!section) continue;
    let next = section.querySelector(':scope > .place');
    for (const name of names) {
      const element = places.get(name)?.element;
      if (!element) continue;
      if (element === next) next = following(next);
      else move(section, element, next);
    }
  }
  for (const { name, element } of places.values())
    element.hidden = hidden.includes(name) && !shown.has(name) && !raised?.cards.includes(name);
  tell();
}

/** Puts the cards of what was found on top, the worst first; those of what is over go back. */
export function raiseProblems(names: readonly string[]): void {
  if (names.join() === active.join()) return;
  active = names;
  apply();
}

function tell(): void {
  for (const section of document.querySelectorAll<HTMLElement>('main section'))
    section.hidden = !section.querySelector(':scope > .place:not([hidden])');
  for (const listener of listeners) listener();
}

const following = (element: Element): Element | null => {
  let next = element.nextElementSibling;
  while (next && !next.classList.contains('place')) next = next.nextElementSibling;
  return next;
};

/** Shows a hidden card for this visit. */
export function showOnce(place: Place): void {
  if (!place.element.hidden) return;
  shown.add(place.name);
  place.element.hidden = false;
  tell();
}

/** The cards that stand beside a place and can change places with it, itself included. */
export const row = (place: Place): Place[] => seenPlaces(place.element.parentElement ?? document);

/**
 * Puts a card before another one of its section, or at the end.
 * @returns whether anything moved
 */
export function put(place: Place, before: Place | undefined): boolean {
  const section = place.element.parentElement?.id ?? '';
  const was = arranged(homes(), settings.now, active).get(section) ?? [];
  const order = was.filter((name) => name !== place.name);
  order.splice(before ? order.indexOf(before.name) : order.length, 0, place.name);
  if (section === RAISED || section === ACTIVE || order.join() === was.join()) return false;
  settings.change((now) =>
    section === PINNED ? { pinned: order } : { order: { ...now.order, [section]: order } },
  );
  return true;
}

/** Pins a card to the top, or lets it go back to its place. */
export const pin = ({ name }: Place, on: boolean): void =>
  settings.change(({ pinned }) => ({
    pinned: on ? [...pinned.filter((each) => each !== name), name] : pinned.filter((each) => each !== name),
  }));

/** Hides a card, or shows it again. */
export function hide({ name }: Place, on: boolean): void {
  shown.delete(name);
  settings.change(({ hidden }) => ({
    hidden: on ? [...hidden.filter((each) => each !== name), name] : hidden.filter((each) => each !== name),
  }));
}

/** Sets the layout back to that of the page as it was written. @returns how to undo that */
export function reset(): () => void {
  const { order, pinned, hidden } = settings.now;
  shown.clear();
  settings.change(() => ({ order: {}, pinned: [], hidden: [] }));
  return () => settings.change(() => ({ order, pinned, hidden }));
}
