/**
 * The live half of a card: watching and asking, and the words for what goes wrong with that. It is loaded beside the
 * picture of what is remembered, so that it delays no paint, and once for all cards of a page.
 */
export { Observer } from '../data/observer.ts';
export { notes } from './data-notes.ts';
export type { Place } from '../data/observer.ts';
