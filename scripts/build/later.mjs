import { resolve, dirname } from 'node:path';
import { rollup } from 'rollup';
import { at } from '../tree.mjs';

const LATER = '\0later:';

/** What few pages come to use and a page need not pay for at its start: each is a library and our lines about it. */
const heavy = [at('src/card/chart-lib.ts'), at('src/card/markdown.ts')];

/**
 * Keeps a part that is loaded when used asleep where all is one file: its code is there, and runs when it is first asked
 * for. Rollup by itself would run it at the start.
 * @param {() => import('rollup').Plugin[]} compile the plugins that make it what a browser reads
 */
export const later = (compile) => ({
  name: 'later',
  resolveDynamicImport(specifier, importer) {
    if (typeof specifier !== 'string') return null;
    const file = resolve(dirname(importer), specifier);
    return heavy.includes(file) ? LATER + file : null;
  },
  async load(id) {
    if (!id.startsWith(LATER)) return null;
    const bundle = await rollup({ input: id.slice(LATER.length), external: 'lit', plugins: compile() });
    const { output } = await bundle.generate({ format: 'iife', name: 'part', globals: { lit: 'lit' } });
    await bundle.close();
    // A module that has a `then` is asked for its value by whoever awaits it.
    return `import * as lit from 'lit';
let made;
const make = () => { ${output[0].code} return part; };
export const then = (resolve) => resolve((made ??= make()));`;
  },
});
