import { isArranging, listenArranging } from './arrange.ts';
import { activePlaces, allPlaces, listenLayout, titleOf } from './layout.ts';
import { settings } from './settings.ts';
import type { Place } from './layout.ts';

/** What in the address names the sections that are open: `?open=release,latency`, or `all`, with every card. */
const WORD = 'open';

/** Sections that are never closed: what asks for somebody, and what is seen at a glance. */
const ALWAYS_OPEN = new Set(['alerts', 'raised', 'pinned', 'signals', 'active', 'trends', 'rail']);

/** Cards, and sections that a link led to, which the operator has opened on this visit. */
const opened = new Set<string>();
const reached = new Set<string>();

/** On a small screen only the operator opens sections. */
const SMALL = matchMedia('(max-width: 760px)');

let everything = false;

const toneOf = ({ card }: Place): string => card.getAttribute('tone') ?? 'unknown';

/** A card is a line until it is opened: the one that proves a problem stands whole above the sections. */
const isRow = ({ name, element }: Place): boolean =>
  !everything && !isArranging() && !ALWAYS_OPEN.has(element.parentElement?.id ?? '') && !opened.has(name);

/** Whether a section is open: as the operator wants it, else where the card of something critical is at home. */
function isOpen(section: HTMLElement): boolean {
  if (everything || isArranging() || ALWAYS_OPEN.has(section.id) || reached.has(section.id)) return true;
  const wanted = settings.now.sections[section.id];
  if (wanted) return wanted === 'open';
  if (SMALL.matches) return false;
  return activePlaces().some((place) => place.home === section.id && toneOf(place) === 'bad');
}

const all = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('main section')];

/** The line that a card is, with what opens it. */
function opener(place: Place): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'opener';
  button.addEventListener('click', () => {
    if (!opened.delete(place.name)) opened.add(place.name);
    showRows();
  });
  place.element.append(button);
  return button;
}

const openers = new Map<Place, HTMLButtonElement>();

/** Brings lines and open cards to where they should be. */
function showRows(): void {
  for (const place of allPlaces()) {
    const { element } = place;
    const row = isRow(place);
    const fixed = everything || isArranging() || ALWAYS_OPEN.has(element.parentElement?.id ?? '');
    let button = openers.get(place);
    if (!button && !fixed) openers.set(place, (button = opener(place)));
    if (element.hasAttribute('data-row') !== row) element.toggleAttribute('data-row', row);
    if (!button) continue;
    button.hidden = fixed;
    const label = `${row ? 'Open' : 'Close'} ${titleOf(place)}`;
    if (button.ariaExpanded !== String(!row)) button.ariaExpanded = String(!row);
    // A card has its title only once it is defined.
    if (button.ariaLabel !== label) button.ariaLabel = label;
  }
}

/** Brings every section to where it should be. */
function show(): void {
  for (const section of all()) {
    const open = isOpen(section);
    if (section.hasAttribute('data-closed') === open) section.toggleAttribute('data-closed', !open);
    section.querySelector(':scope > h2 > button')?.setAttribute('aria-expanded', String(open));
  }
  showRows();
}

/** Keeps in the address which sections the operator has opened, so that a copied link shows the same. */
function tellAddress(): void {
  const url = new URL(location.href);
  const names = Object.entries(settings.now.sections).flatMap(([id, is]) => (is === 'open' ? [id] : []));
  if (names.length > 0) url.searchParams.set(WORD, names.join(','));
  else url.searchParams.delete(WORD);
  // A comma reads better than its code.
  history.replaceState(history.state, '', url.href.replaceAll('%2C', ','));
}

/** Opens or closes a section, as the operator wants it from now on. */
function turn(section: HTMLElement): void {
  const open = section.hasAttribute('data-closed');
  everything = false;
  reached.delete(section.id);
  settings.change(({ sections }) => ({ sections: { ...sections, [section.id]: open ? 'open' : 'closed' } }));
  tellAddress();
}

/** Opens a card and the section that it stands in, for this visit. */
export function open({ name, element }: Place): void {
  opened.add(name);
  const section = element.closest('section');
  if (section) reached.add(section.id);
  show();
}

/** Opens every section and every card, or lets them follow the findings again. */
export function openEverything(on = !everything): void {
  everything = on;
  show();
}

/** Whether everything is open. */
export const isEverythingOpen = (): boolean => everything;

/** The head of a section: a button that opens and closes it. */
function head(section: HTMLElement): void {
  const heading = section.querySelector<HTMLElement>(':scope > h2');
  if (!heading || ALWAYS_OPEN.has(section.id)) return;
  const button = document.createElement('button');
  button.type = 'button';
  const label = document.createElement('span');
  label.textContent = heading.textContent;
  const marks = document.createElement('span');
  marks.className = 'marks';
  const line = document.createElement('span');
  line.className = 'line';
  button.append(label, marks, line);
  button.addEventListener('click', () => turn(section));
  heading.replaceChildren(button);
}

/** Takes up which sections are open: by the address, else as they were left, else by what was found. */
export function startSections(): void {
  for (const section of all()) head(section);
  const given = new URL(location.href).searchParams.get(WORD);
  everything = given === 'all';
  if (given && !everything) {
    const named = given.split(',').filter((id) => all().some((section) => section.id === id));
    settings.change(({ sections }) => ({
      sections: { ...sections, ...Object.fromEntries(named.map((id) => [id, 'open' as const])) },
    }));
  }
  show();
  settings.listen(show);
  listenLayout(show);
  listenArranging(show);
}

/** Brings sections and lines to what was found. */
export { show as showSections };
