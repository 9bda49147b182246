import { at, cards, provider } from '../tree.mjs';

const ALL = '\0all-cards';

/** The tags and the modules that define them, the provider among them. */
const modules = () => [
  ...cards().map(({ tag, file }) => ({ tag, file })),
  ...[provider()].flatMap((file) => (file === undefined ? [] : [{ tag: 'mc-provider', file }])),
];

/** The source of src/shell/cards.ts with a literal `import()` for every tag, so that bundlers can follow. */
export const tableOfCards = () =>
  `export const cards = {${modules()
    .map(({ tag, file }) => `\n  '${tag}': () => import('../../${file}'),`)
    .join('')}\n};\n`;

/** Fills the empty table of src/shell/cards.ts from the folders, and answers the module of all cards. */
export const table = () => ({
  name: 'table-of-cards',
  resolveId: (id) => (id === 'all-cards' ? ALL : null),
  load(id) {
    if (id === ALL)
      return modules()
        .map(({ file }) => `import ${JSON.stringify(at(file))};`)
        .join('\n');
    return id === at('src/shell/cards.ts') ? tableOfCards() : null;
  },
});
