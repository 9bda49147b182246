import { html, nothing, render } from 'lit';
import { copied } from '../card/copy.ts';
import { drag } from './drag.ts';
import { ALERTS, allPlaces, hide, listenLayout, pin, placeOf, put, reset, row, titleOf } from './layout.ts';
import { say } from './notice.ts';
import { element } from './page.ts';
import { settings } from './settings.ts';
import type { TemplateResult } from 'lit';
import type { Place } from './layout.ts';

/** Keys on the handle that bring a card forward or back. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  Home: -Infinity,
  End: Infinity,
};

let on = false;
const boxes = new Map<Place, HTMLElement>();
const listeners = new Set<() => void>();

/** Whether cards can be arranged now. */
export const isArranging = (): boolean => on;
/** Calls back when arranging begins or ends. */
export const listenArranging = (listener: () => void): void => void listeners.add(listener);

/** Begins or ends arranging: each card has its tools, and the hidden ones are listed. */
export function arrange(wanted = !on): void {
  on = wanted;
  document.documentElement.toggleAttribute('data-arranging', on);
  draw();
  for (const listener of listeners) listener();
}

/** Sets everything back, with a way to undo it. */
export function resetLayout(): void {
  const undo = reset();
  say('The layout is as it came.', undo);
}

/** Draws the tools of the cards and the list of hidden ones; takes them away when arranging has ended. */
function draw(): void {
  for (const place of allPlaces()) {
    if (!on || place.element.hidden || place.home === ALERTS) {
      boxes.get(place)?.remove();
      boxes.delete(place);
      continue;
    }
    let box = boxes.get(place);
    if (!box) {
      boxes.set(place, (box = document.createElement('div')));
      place.element.prepend(box);
    }
    render(tools(place), box);
  }
  const tray = element('tray', HTMLElement);
  tray.hidden = !on;
  render(on ? hiddenCards() : nothing, tray);
}

function tools(place: Place): TemplateResult {
  const title = titleOf(place);
  const beside = row(place);
  const at = beside.indexOf(place);
  const raised = place.element.parentElement?.id === 'raised';
  const pinned = settings.now.pinned.includes(place.name);
  const step = (by: number) => () => moveBy(place, by);
  return html`<div class="tools" role="group" aria-label="Arrange ${title}">
    <button
      type="button"
      class="handle"
      title="Drag, or use the arrow keys"
      aria-label="Move ${title}: drag, or use the arrow keys"
      ?disabled=${raised}
      @pointerdown=${(event: PointerEvent) => drag(event, place, (before) => moveTo(place, before))}
      @keydown=${(event: KeyboardEvent) => {
        const by = STEPS[event.key];
        if (by === undefined) return;
        event.preventDefault();
        moveBy(place, by);
      }}
    >
      <span aria-hidden="true">⠿</span>
    </button>
    <button
      type="button"
      aria-label="${title} earlier"
      aria-disabled=${raised || at === 0}
      @click=${step(-1)}
    >
      Earlier
    </button>
    <button
      type="button"
      aria-label="${title} later"
      aria-disabled=${raised || at === beside.length - 1}
      @click=${step(1)}
    >
      Later
    </button>
    <button
      type="button"
      aria-label="Pin ${title} to the top"
      aria-pressed=${pinned}
      @click=${() => turn(place, !pinned)}
    >
      Pin
    </button>
    <button type="button" aria-label="Hide ${title}" ?disabled=${raised} @click=${() => putAway(place)}>
      Hide
    </button>
    <button type="button" aria-label="Copy the link to ${title}" @click=${() => void copyLink(place)}>
      Link
    </button>
  </div>`;
}

function hiddenCards(): TemplateResult {
  const hidden = settings.now.hidden.flatMap((name) => placeOf(name) ?? []);
  return html`<h2>Arrange the page</h2>
    <p>
      Drag a card by its handle, or use the buttons; with the focus on a handle the arrow keys move the card.
      Escape ends it. ${settings.notStored || 'The layout is kept in this browser.'}
    </p>
    <p class="row">
      <button type="button" class="main" @click=${() => arrange(false)}>Done</button>
      <button type="button" @click=${resetLayout}>Reset layout</button>
    </p>
    <h3>Hidden</h3>
    ${
      hidden.length === 0
        ? html`<p>No card is hidden.</p>`
        : html`<ul class="row">
            ${hidden.map(
              (place) =>
                html`<li>
                  ${titleOf(place)}
                  <button type="button" aria-label="Show ${titleOf(place)}" @click=${() => bringBack(place)}>
                    Show
                  </button>
                </li>`,
            )}
          </ul>`
    }`;
}

/** Moves a card by so many places among those beside it. */
function moveBy(place: Place, by: number): void {
  const beside = row(place);
  const from = beside.indexOf(place);
  const to = Math.min(beside.length - 1, Math.max(0, from + by));
  if (to !== from) moveTo(place, to > from ? beside[to + 1] : beside[to]);
}

function moveTo(place: Place, before: Place | undefined): void {
  const focused = keepFocus();
  if (!put(place, before)) return;
  focused();
  place.element.scrollIntoView({ block: 'nearest' });
  say(`${titleOf(place)} moved ${before ? `before ${titleOf(before)}` : 'to the end of its section'}.`);
}

function turn(place: Place, pinned: boolean): void {
  const focused = keepFocus();
  pin(place, pinned);
  focused();
  place.element.scrollIntoView({ block: 'nearest' });
  say(`${titleOf(place)} ${pinned ? 'is pinned to the top' : 'is back in its section'}.`);
}

function putAway(place: Place): void {
  const beside = row(place);
  const at = beside.indexOf(place);
  hide(place, true);
  // The focus goes on to the neighbour, so that several can be put away in a row.
  const next = beside[at + 1] ?? beside[at - 1];
  (next ? boxes.get(next) : element('tray', HTMLElement))?.querySelector<HTMLElement>('button')?.focus();
  say(`${titleOf(place)} is hidden.`, () => hide(place, false));
}

function bringBack(place: Place): void {
  hide(place, false);
  boxes.get(place)?.querySelector<HTMLElement>('button')?.focus();
  say(`${titleOf(place)} is shown again.`);
}

async function copyLink({ name }: Place): Promise<void> {
  const url = new URL(location.href);
  url.hash = name;
  const done = await copied(url.href);
  say(done ? `Copied: ${url.href}` : `This browser refuses to copy. The address is ${url.href}`);
}

/** Remembers what has the focus; an older browser loses it when an element moves. @returns how to give it back */
function keepFocus(): () => void {
  const focused = document.activeElement;
  return () => {
    if (focused instanceof HTMLElement && document.activeElement !== focused) focused.focus();
  };
}

addEventListener('keydown', (event) => {
  // What is open has the key first.
  if (!on || event.key !== 'Escape' || event.defaultPrevented) return;
  if (document.querySelector('dialog[open], :popover-open')) return;
  arrange(false);
  element('menu-button', HTMLButtonElement).focus({ preventScroll: true });
});
listenLayout(() => on && draw());
