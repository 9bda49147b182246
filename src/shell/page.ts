import { Card } from '../card/card.ts';

/** The base that the cards of a page ask, where none of them has its own: the provider's, else the page's origin. */
export const providedBase = (): string =>
  document.querySelector('mc-provider')?.getAttribute('api-base') ?? base;

/** The base that the shell's cards and its own buttons act on: the page's origin. */
export const base = location.origin;

/** An element that the page must have. */
export function element<E extends HTMLElement>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no #${id}.`);
  return found;
}

/** The cards of the page that are defined, in the order of the page. */
export const cardsOf = (root: ParentNode = document): Card[] =>
  [...root.querySelectorAll('*')].filter((each) => each instanceof Card);

/** What a card is called on the page: the id of its place and of its deep link, such as `mc-alias-drift`. */
export const nameOf = (card: Element): string => card.getAttribute('state-key') || card.localName;

/** Whether the page's address asks for a recorded moment: then nothing on it is live. */
export const isReplay = (): boolean => /[?&](?:pack|at)=/.test(location.search);

/** Something that the operator can do, on a button, in the menu and in the palette alike. */
export interface Action {
  id: string;
  title: string;
  /** Keys that do it, as they are shown. */
  keys?: string;
  run: () => void;
}
