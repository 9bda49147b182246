/** The other half of a card that shows a recorded moment: finding it, and saying that it is one. */
export { recall } from '../data/recall.ts';
export { notes } from './data-notes.ts';
