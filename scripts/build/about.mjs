/** The files that tell about the cards: reserve.css, importmap.json, custom-elements.json, sizes.json. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { at } from '../tree.mjs';
import { analyse } from './manifest.mjs';
import { measure, print } from './sizes.mjs';
import { readSpecs } from './specs.mjs';

/**
 * Writes what a page, a bundler, an editor and a reviewer want to know about the cards. The one file of all
 * cards is built before and lies in dist/ already.
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
      const all = await readFile(at('dist/cards/all.js')).catch(() => undefined);
      const sizes = measure(bundle, all);
      const tell = (name, value) =>
        this.emitFile({
          type: 'asset',
          fileName: `cards/${name}`,
          source: typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`,
        });
      tell('reserve.css', reserve(specs));
      tell('importmap.json', importmap(bundle, all));
      tell('custom-elements.json', manifest);
      tell('sizes.json', sizes);
      print(sizes);
    },
  };
}

/** A banner that has nothing to say takes no place. */
const SHOWN = ":not([phase='empty'])";

/** A card holds its place from before it is defined until it has something to show, so that nothing jumps. */
const reserve = (specs) =>
  [...specs]
    .map(([tag, { height, narrow = height, section }]) => {
      const shown = section === 'banners' ? tag + SHOWN : tag;
      const high = (px) => `min-height:${px}px;contain-intrinsic-height:auto ${px}px`;
      return `${shown}{display:grid;${high(height)}}@media(max-width:480px){${shown}{${high(narrow)}}}\n`;
    })
    .join('');

/**
 * An import map for hosts that pin what they load. Its addresses are relative to the folder of the cards.
 * @returns {{imports: Record<string, string>, integrity: Record<string, string>}} integrity of every module
 */
function importmap(bundle, all) {
  const modules = Object.values(bundle)
    .filter((chunk) => chunk.type === 'chunk' && chunk.fileName.startsWith('cards/'))
    .map((chunk) => [chunk.fileName.slice('cards/'.length), chunk.code]);
  if (all) modules.push(['all.js', all]);
  modules.sort(([a], [b]) => (a < b ? -1 : 1));
  const integrity = (code) => `sha384-${createHash('sha384').update(code).digest('base64')}`;
  return {
    imports: Object.fromEntries(
      modules
        .filter(([name]) => !name.includes('/'))
        .map(([name]) => [`mission-control/${name}`, `./${name}`]),
    ),
    integrity: Object.fromEntries(modules.map(([name, code]) => [`./${name}`, integrity(code)])),
  };
}
