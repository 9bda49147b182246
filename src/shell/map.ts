import { html, nothing, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isSilent, listenLayout, seenPlaces, titleOf } from './layout.ts';
import { element } from './page.ts';
import { showSections } from './sections.ts';
import { COUNTED, listenTones, toneOf } from './tally.ts';
import type { TemplateResult } from 'lit';
import type { Place } from './layout.ts';

/** The one-line status that a card shows of itself, without its mark, which is told apart. */
const statusOf = ({ card }: Place): string =>
  [...(card.shadowRoot?.querySelector('[part=chip]')?.childNodes ?? [])]
    .map((node) => (node instanceof Text ? node.data : ''))
    .join('')
    .trim();

const toneName = (tone: string): string => COUNTED.find(([each]) => each === tone)?.[2] ?? 'no data';
const shapeOf = (tone: string): string => COUNTED.find(([each]) => each === tone)?.[1] ?? '○';

/** A card as a small square: its shape and colour, and in words its name and what it says. */
const tile = (place: Place, first: boolean): TemplateResult => {
  const tone = toneOf(place);
  return html`<a
    class="tile ${tone}"
    href="#${place.name}"
    tabindex=${first ? 0 : -1}
    aria-label="${titleOf(place)}: ${toneName(tone)}, ${statusOf(place)}"
    ><i aria-hidden="true">${shapeOf(tone)}</i></a
  >`;
};

/** How many cards of a section have each tone. */
function counts(places: readonly Place[]): TemplateResult[] {
  return COUNTED.flatMap(([tone, shape, one, many]) => {
    const n = places.filter((place) => toneOf(place) === tone).length;
    return n === 0
      ? []
      : [
          html`<span class=${tone}
            ><i aria-hidden="true">${shape}</i> ${n}<span class="unseen"> ${n === 1 ? one : many}</span></span
          >`,
        ];
  });
}

const RANK = ['bad', 'warn', 'unknown', 'ok', 'info'];

/** What a closed section says in one line: its two worst cards that say anything. */
function headline(places: readonly Place[]): TemplateResult | typeof nothing {
  const worst = places
    .filter((place) => toneOf(place) !== 'unknown')
    .toSorted((a, b) => RANK.indexOf(toneOf(a)) - RANK.indexOf(toneOf(b)))
    .slice(0, 3);
  if (worst.length === 0) return html`No data`;
  return html`${worst.map((place, n) => {
    const words = `${titleOf(place)}: ${statusOf(place)}`;
    return html`${n > 0 ? ' · ' : nothing}${/bad|warn/.test(toneOf(place)) ? html`<b>${words}</b>` : words}`;
  })}`;
}

/** The squares and the heads of the sections. A card that was raised keeps its square in the section that it is from. */
function draw(): void {
  const places = seenPlaces().filter((place) => !isSilent(place));
  for (const group of element('sections', HTMLElement).querySelectorAll<HTMLElement>('.group')) {
    const id = group.querySelector('a')?.hash.slice(1) ?? '';
    const own = places.filter(({ home }) => home === id);
    group.hidden = own.length === 0;
    const tiles = group.querySelector<HTMLElement>('.tiles');
    if (tiles)
      render(
        repeat(
          own,
          ({ name }) => name,
          (place, n) => tile(place, n === 0),
        ),
        tiles,
      );
  }
  for (const section of document.querySelectorAll<HTMLElement>('main section')) {
    const own = seenPlaces(section).filter((place) => !isSilent(place));
    const marks = section.querySelector<HTMLElement>(':scope > h2 .marks');
    const line = section.querySelector<HTMLElement>(':scope > h2 .line');
    if (marks) render(counts(own), marks);
    if (line) render(section.hasAttribute('data-closed') ? headline(own) : nothing, line);
  }
}

/** Arrow keys go from square to square; Tab passes the map in one step. */
function heed(event: KeyboardEvent): void {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const at = event.target;
  if (by === undefined || !(at instanceof HTMLElement) || !at.matches('.tile')) return;
  const tiles = [...document.querySelectorAll<HTMLElement>('#sections .tile')];
  event.preventDefault();
  tiles[(tiles.indexOf(at) + by + tiles.length) % tiles.length]?.focus();
}

/** Keeps the map of all cards true, and the heads of the sections with it. */
export function startMap(): void {
  let due = false;
  const later = (): void => {
    if (due) return;
    due = true;
    // Words of cards follow their tones by a frame.
    requestAnimationFrame(() => {
      due = false;
      showSections();
      draw();
    });
  };
  const map = element('sections', HTMLElement);
  map.addEventListener('keydown', heed);
  // What a square says is told anew when it is asked for: a card's words change without its tone.
  map.addEventListener('pointerenter', later);
  map.addEventListener('focusin', later);
  listenTones(later);
  listenLayout(later);
  later();
}
