import { cardTitles } from '../card-titles.ts';
import type { Action } from '../../shell/page.ts';

/** What the search of the panel can do. */
export interface Searchable {
  titles: (tag: string) => string;
  open: (tag: string) => void;
  actions: readonly (readonly [title: string, run: () => void])[];
}

/** The search of the shell, loaded when it is first opened: cards that the panel shows, all others, actions and commands. */
export function openSearch({ titles, open, actions }: Searchable): void {
  void import('../../shell/palette.ts').then(({ openPalette }) =>
    openPalette(() => [
      ...actions.map(([title, run]): Action => ({ id: title, title, run })),
      // The search finds by itself what is on the page.
      ...Object.keys(cardTitles)
        .filter((tag) => !document.getElementById(tag))
        .map((tag): Action => ({ id: tag, title: `Open ${titles(tag)}`, run: () => open(tag) })),
    ]),
  );
}

/** What keys do in the panel when nobody types: as in the shell. */
export interface Keys {
  search: () => void;
  refresh: () => void;
  pause: () => void;
}

/** Connects the keys of the shell, and what the search leads to. */
export function listenKeys({ search, refresh, pause }: Keys): void {
  const keys: Readonly<Record<string, () => void>> = { '/': search, 'r': refresh, 'p': pause };
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, repeat, defaultPrevented } = event;
    if (defaultPrevented || repeat) return;
    const isSearch = key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey;
    const [at] = event.composedPath();
    const typing =
      at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select'));
    const act = isSearch ? search : ctrlKey || metaKey || altKey || typing ? undefined : keys[key];
    if (!act || (!isSearch && document.querySelector('dialog[open]'))) return;
    event.preventDefault();
    act();
  });
}
