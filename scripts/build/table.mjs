import { dirname, resolve } from 'node:path';
import { PROVIDER, at, cards, shown } from '../tree.mjs';

/** The module that defines every card, and the one that only exports their classes; in no folder either. */
export const ALL = 'src/shell/all-cards.ts';
export const INDEX = 'src/index.ts';

/** The tags and the modules that define them, the provider among them. */
const entries = () => [
  ...cards().map(({ tag, entry }) => ({ tag, entry })),
  { tag: 'mc-provider', entry: PROVIDER },
];

/** The source of src/shell/cards.ts with a literal `import()` for every tag, so that bundlers can follow. */
export const tableOfCards = () =>
  `export const cards = {${entries()
    .map(({ tag, entry }) => `\n  '${tag}': () => import('../../${entry}'),`)
    .join('')}\n};\n`;

/**
 * The module that defines a card, at the one place where classes and tags meet; its provider may stand around it.
 * @param path where it would lie, such as `components/bond-age/define.ts`
 * @param query what is asked for with it, such as `?copy=2`; then the card's own module is asked for with it too
 * @returns {string | undefined} nothing for any other path
 */
export function definitionAt(path, query = '') {
  const card = cards().find(({ entry }) => entry === path);
  return (
    card &&
    `import '../../${PROVIDER}';
import { define } from '../../src/card/define.ts';
import { ${card.Class} } from './${card.name}.ts${query}';
define('${card.tag}', ${card.Class});
export { ${card.Class} };
`
  );
}

/** The source of a module that is in no folder; nothing for any other path. */
function made(path) {
  if (path === 'src/shell/cards.ts') return tableOfCards();
  if (path === ALL)
    return entries()
      .map(({ entry }) => `import '../../${entry}';\n`)
      .join('');
  if (path === INDEX)
    return [
      ...cards().map(({ Class, file }) => `export { ${Class} } from '../${file}';\n`),
      "export { McProvider } from './card/provider.ts';\nexport { define } from './card/define.ts';\n",
    ].join('');
  return definitionAt(path);
}

/** Fills the empty table of src/shell/cards.ts from the folders, and answers the modules that are in none. */
export const table = () => ({
  name: 'table-of-cards',
  resolveId(id, importer) {
    const file = importer === undefined ? at(id) : resolve(dirname(importer), id);
    return made(shown(file)) === undefined ? null : file;
  },
  load: (id) => made(shown(id)),
});
