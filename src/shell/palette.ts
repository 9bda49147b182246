import { html, nothing, render } from 'lit';
import { SELECTED, copied } from '../card/copy.ts';
import { mark } from '../card/parts.ts';
import { plural } from '../domain/format/values.ts';
import { findableCards, findableCommands, search } from './findable.ts';
import type { TemplateResult } from 'lit';
import type { Findable } from './findable.ts';
import type { Action } from './page.ts';

/** How many options Page Up and Page Down pass. */
const PAGE = 8;

const GROUPS = { Cards: 'Cards', Actions: 'Actions', Commands: 'Commands to copy' } as const;

let dialog: HTMLDialogElement | undefined;
let actions: () => Action[] = () => [];
let query = '';
let found: Findable[] = [];
let active = 0;
/** What was done last, until the next key. */
let result = '';
/** A command that the operator must copy by hand. */
let byHand = '';

/** Opens the palette, or brings the focus back to its field. @param given what the shell can do, asked at each search */
export function openPalette(given: () => Action[]): void {
  actions = given;
  dialog ??= make();
  if (!dialog.open) {
    look('');
    const text = field();
    if (text) text.value = '';
    dialog.showModal();
  }
  field()?.select();
}

function make(): HTMLDialogElement {
  const made = document.createElement('dialog');
  made.id = 'palette';
  made.setAttribute('aria-label', 'Search and commands');
  made.addEventListener('keydown', onKey);
  // A press that began inside, as when a text is selected, may end outside.
  let pressed: EventTarget | null = null;
  made.addEventListener('pointerdown', ({ target }) => (pressed = target));
  made.addEventListener('click', ({ target }) => {
    const option = optionOf(target);
    if (option >= 0) choose(option);
    else if (target === made && pressed === made) made.close();
  });
  made.addEventListener('pointermove', ({ target }) => {
    const option = optionOf(target);
    if (option < 0 || option === active) return;
    active = option;
    draw();
  });
  // The field keeps the focus while options are pressed.
  made.addEventListener('mousedown', (event) => {
    if (optionOf(event.target) >= 0) event.preventDefault();
  });
  document.body.append(made);
  return made;
}

const field = (): HTMLInputElement | null | undefined => dialog?.querySelector('input');

/** The number of the option that something belongs to, or -1. */
function optionOf(target: EventTarget | null): number {
  const option = target instanceof Element ? target.closest('[role=option]') : null;
  return option ? [...(dialog?.querySelectorAll('[role=option]') ?? [])].indexOf(option) : -1;
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // What is typed here is no shortcut of the page.
  event.stopPropagation();
  if (event.target !== field() || event.isComposing || event.shiftKey) return;
  const last = found.length - 1;
  const to: Readonly<Record<string, number>> = {
    ArrowDown: active < last ? active + 1 : 0,
    ArrowUp: active > 0 ? active - 1 : last,
    PageDown: Math.min(last, active + PAGE),
    PageUp: Math.max(0, active - PAGE),
    Home: 0,
    End: last,
    Enter: active,
  };
  const option = to[event.key];
  if (option === undefined) return;
  event.preventDefault();
  if (event.key === 'Enter') choose(option);
  else point(Math.max(0, option));
}

/** Makes an option the active one, in sight. */
function point(option: number): void {
  active = option;
  result = byHand = '';
  draw();
  dialog?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
}

/** Does what an option is for. What is done on the page is done when the palette is gone and the focus where it was. */
function choose(option: number): void {
  const item = found[option];
  if (!item) return;
  active = option;
  if (item.group === 'Commands') return void copy(item.title);
  dialog?.close();
  item.run?.();
  if (item.name !== undefined) jump(item.name);
}

function jump(name: string): void {
  const url = new URL(location.href);
  url.hash = name;
  // A hash that is there already would move nothing.
  if (url.href === location.href) history.replaceState(history.state, '', url.pathname + url.search);
  location.hash = '#' + name;
}

/** Copies a command; without the clipboard API it is shown selected, with the keys that copy it. */
async function copy(line: string): Promise<void> {
  const done = await copied(line);
  result = done ? `Copied: ${line}` : SELECTED;
  byHand = done ? '' : line;
  draw();
  dialog?.querySelector('textarea')?.select();
}

/** Shows what is found, anew: cards and commands change while the palette is open. */
function look(text: string): void {
  query = text.trim();
  const cards = findableCards();
  const able = actions()
    // The shell may offer the jump to a card as an action too.
    .filter(({ id }) => !cards.some(({ name }) => name === id))
    .map(({ title, keys = '', run }): Findable => ({
      group: 'Actions',
      title,
      beside: keys,
      also: '',
      run,
    }));
  found = search(query, [...cards, ...able, ...findableCommands()]);
  point(0);
}

function draw(): void {
  if (dialog) render(palette(), dialog);
}

function palette(): TemplateResult {
  const groups = [...new Set(found.map(({ group }) => group))];
  return html`<div class="frame">
    <div class="ask">
      <input
        type="text"
        role="combobox"
        aria-label="Search cards, actions and commands"
        aria-autocomplete="list"
        aria-expanded=${found.length > 0 ? 'true' : 'false'}
        aria-controls="palette-list"
        aria-activedescendant=${found.length > 0 ? `palette-${active}` : nothing}
        placeholder="Card or command"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        @input=${(event: InputEvent) => event.target instanceof HTMLInputElement && look(event.target.value)}
      />
      <button type="button" @click=${() => dialog?.close()}>Close</button>
    </div>
    <div id="palette-list" class="list" role="listbox" aria-label="Results" ?hidden=${found.length === 0}>
      ${groups.map(
        (name) =>
          html`<div role="group" aria-labelledby="palette-${name}">
            <div class="group" id="palette-${name}" role="presentation">${GROUPS[name]}</div>
            ${found.map((item, index) => (item.group === name ? option(item, index) : nothing))}
          </div>`,
      )}
    </div>
    ${found.length === 0 ? hint() : nothing} ${byHand ? selected() : nothing}
    <p class="told" role="status">${result || plural(found.length, 'result')}</p>
  </div>`;
}

const option = ({ group, title, beside, below, tone }: Findable, index: number): TemplateResult =>
  html`<div
    id="palette-${index}"
    class="option"
    role="option"
    aria-selected=${index === active ? 'true' : 'false'}
  >
    <span class=${group === 'Commands' ? 'line' : 'title'}
      >${tone ? html`${mark(tone)} ` : nothing}${title}</span
    >
    ${beside ? html`<span class=${group === 'Actions' ? 'keys' : 'beside'}>${beside}</span>` : nothing}
    ${below ? html`<span class="below">${below}</span>` : nothing}
  </div>`;

const hint = (): TemplateResult =>
  html`<p class="none">
    Nothing here matches “${query}”. Try fewer letters, or a word of a card’s title, tag or section.
  </p>`;

/** The command that could not be copied, for the operator's own hand. */
const selected = (): TemplateResult =>
  html`<textarea readonly rows="3" aria-label="The command, selected" .value=${byHand}></textarea>`;
