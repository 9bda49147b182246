import { shown } from '../tree.mjs';

const CARD = /^components\//;
/** What a declaration tells the build alone, on lines of their own: a page has it as `reserve.css`. */
const FOR_THE_BUILD = /^ {2}(?:height|narrow): \d+,\n/gm;

/** Takes out of what is shipped what only the build reads; lines that are gone leave their breaks. */
export const lean = () => ({
  name: 'lean-declarations',
  transform: (code, id) =>
    CARD.test(shown(id)) ? { code: code.replace(FOR_THE_BUILD, '\n'), map: null } : null,
});
