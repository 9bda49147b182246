/** The files that tell about the cards: reserve.css, importmap.json, custom-elements.json, sizes.json, contract/. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { at, files } from '../tree.mjs';
import { contractFiles } from './contract.mjs';
import { readHeights } from './heights.mjs';
import { analyse, shipped } from './manifest.mjs';
import { measure, print } from './sizes.mjs';
import { readSpecs } from './specs.mjs';

/**
 * Writes what a page, a bundler, an editor and a reviewer want to know about the cards. The one file of all
 * cards, and what it loads when used, are built before and lie in dist/ already.
 */
export function about() {
  let told;
  return {
    name: 'about-the-cards',
    buildStart() {
      told = Promise.all([readSpecs(), analyse()]);
      // Whoever waits below hears of a failure; until then it is not an unhandled one.
      told.catch(() => {});
    },
    async generateBundle(_, bundle) {
      const [specs, manifest] = await told;
      const before = await written();
      const sizes = measure(bundle, before);
      const tell = (name, value, folder = 'cards') =>
        this.emitFile({
          type: 'asset',
          fileName: `${folder}/${name}`,
          source: typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`,
        });
      tell('reserve.css', reserve(specs, await readHeights()));
      tell('importmap.json', importmap({ ...before, ...codeOf(bundle) }));
      tell('custom-elements.json', `${JSON.stringify(shipped(manifest))}\n`);
      tell('sizes.json', sizes);
      for (const [name, value] of Object.entries(await contractFiles(specs))) tell(name, value, 'contract');
      print(sizes);
    },
  };
}

/** What a card gets until `npm run heights` has measured it, in px. */
const UNMEASURED = { height: 160 };

/** A banner that has nothing to say takes no place. */
const SHOWN = ":not([phase='empty'])";

/** A card holds its place from before it is defined until it has something to show, so that nothing jumps. */
const reserve = (specs, heights) =>
  [...specs]
    .map(([tag, { section }]) => {
      const { height, narrow = height } = heights[tag] ?? UNMEASURED;
      const shown = section === 'banners' ? tag + SHOWN : tag;
      const high = (px) => `min-height:${px}px`;
      return `${shown}{display:grid;${high(height)}}@media(max-width:480px){${shown}{${high(narrow)}}}\n`;
    })
    .join('');

/** The code of the modules that were written before, by their paths from the root of the site. */
async function written() {
  const names = files('dist', '.js').map((path) => path.slice('dist/'.length));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(at('dist', name), 'utf8')])),
  );
}

/** The code of the modules that are about to be written. */
const codeOf = (bundle) =>
  Object.fromEntries(
    Object.values(bundle).flatMap(({ type, fileName, code }) => (type === 'chunk' ? [[fileName, code]] : [])),
  );

/**
 * An import map for hosts that pin what they load. Its addresses are relative to the folder of the cards.
 * @param code every module of the site, by its path
 * @returns {{imports: Record<string, string>, integrity: Record<string, string>}} integrity of every module of cards/
 */
function importmap(code) {
  const modules = Object.entries(code)
    .filter(([name]) => name.startsWith('cards/'))
    .map(([name, text]) => [name.slice('cards/'.length), text])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const integrity = (text) => `sha384-${createHash('sha384').update(text).digest('base64')}`;
  return {
    imports: Object.fromEntries(
      modules
        .filter(([name]) => !name.includes('/'))
        .map(([name]) => [`mission-control/${name}`, `./${name}`]),
    ),
    integrity: Object.fromEntries(modules.map(([name, text]) => [`./${name}`, integrity(text)])),
  };
}
