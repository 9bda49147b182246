import { html, nothing, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cardTitles } from '../card-titles.ts';
import type { TemplateResult } from 'lit';
import type { Group } from './groups.ts';

/** The element of each card that was ever shown: it keeps what it knows while it moves. */
const elements = new Map<string, HTMLElement>();

/** A card's element, made when it is first shown. */
export function cardElement(tag: string): HTMLElement {
  let element = elements.get(tag);
  if (!element) elements.set(tag, (element = document.createElement(tag)));
  return element;
}

/** What a card is called, loaded or not. */
export const titleOf = (tag: string): string =>
  cardTitles[tag]?.title ?? tag.replace(/^mc-/, '').replaceAll('-', ' ');

/** What can be done to a card while it is arranged. */
export interface Arranging {
  pinned: readonly string[];
  move: (tag: string, by: number) => void;
  pin: (tag: string, on: boolean) => void;
  remove: (tag: string) => void;
}

interface Item {
  key: string;
  draw: () => TemplateResult;
}

/**
 * Draws the groups. While the operator is in a card, only what it shows changes, not its place: whoever types or reads there
 * is not led away.
 */
export function drawPlaces(
  main: HTMLElement,
  groups: readonly Group[],
  compact: boolean,
  arranging: Arranging | undefined,
): void {
  const items = groups.flatMap((group): Item[] => [
    { key: `heading ${group.id}`, draw: () => heading(group) },
    ...group.cards.map((tag, index) => ({ key: tag, draw: () => place(tag, group, index, arranging) })),
  ]);
  for (const tag of groups.flatMap(({ cards }) => cards))
    cardElement(tag).toggleAttribute('compact', compact);
  const order = items.map(({ key }) => key).join();
  const within = main.contains(document.activeElement) && !arranging;
  if (within && order !== drawn) return void (late = () => drawPlaces(main, groups, compact, arranging));
  late = undefined;
  drawn = order;
  render(
    repeat(
      items,
      ({ key }) => key,
      ({ draw }) => draw(),
    ),
    main,
  );
}

/** The order that was drawn last, and what is to be drawn once the operator has left the card. */
let drawn = '';
let late: (() => void) | undefined;

/** Draws what had to wait, when the focus leaves the cards. */
export function drawWhenLeft(main: HTMLElement): void {
  main.addEventListener('focusout', () => setTimeout(() => late?.()));
}

const heading = ({ id, title, note }: Group): TemplateResult =>
  html`<h2 id=${`group-${id}`}>${title}${note ? html` <small>${note}</small>` : nothing}</h2>`;

const place = (
  tag: string,
  { id, cards }: Group,
  index: number,
  arranging: Arranging | undefined,
): TemplateResult =>
  html`<div class="place" id=${tag} tabindex="-1">
    ${arranging && (id === 'own' || id === 'pinned') ? tools(tag, cards, index, arranging) : nothing}${cardElement(tag)}
  </div>`;

function tools(
  tag: string,
  cards: readonly string[],
  index: number,
  { pinned, move, pin, remove }: Arranging,
): TemplateResult {
  const title = titleOf(tag);
  const isPinned = pinned.includes(tag);
  return html`<div class="tools" role="group" aria-label=${`Arrange ${title}`}>
    <button
      type="button"
      aria-label=${`${title} earlier`}
      ?disabled=${index === 0}
      @click=${() => move(tag, -1)}
    >
      ↑
    </button>
    <button
      type="button"
      aria-label=${`${title} later`}
      ?disabled=${index === cards.length - 1}
      @click=${() => move(tag, 1)}
    >
      ↓
    </button>
    <button
      type="button"
      aria-label=${`Pin ${title}`}
      aria-pressed=${isPinned}
      @click=${() => pin(tag, !isPinned)}
    >
      Pin
    </button>
    <button type="button" aria-label=${`Remove ${title}`} @click=${() => remove(tag)}>Remove</button>
  </div>`;
}

/** How long a card that was led to is marked, in ms. */
const MARKED_MS = 2500;

/** Brings a card into sight, marks it for a moment, and puts the focus there. */
export function goToPlace(tag: string): void {
  const found = document.getElementById(tag);
  if (!found) return;
  found.scrollIntoView({ block: 'start' });
  found.focus({ preventScroll: true });
  found.setAttribute('data-marked', '');
  setTimeout(() => found.removeAttribute('data-marked'), MARKED_MS);
}
