import { nodeResolve } from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import literals from 'rollup-plugin-html-literals';
import { BROWSERS, at, version } from '../tree.mjs';
import { minifyCss } from './css.mjs';
import { table } from './table.mjs';

/** What each plugin has made of each module, for all builds of a process: most modules are in several. */
const made = new Map();

/** The same plugin, which transforms nothing twice. */
const once = (plugin) => ({
  ...plugin,
  async transform(code, id) {
    const key = `${plugin.name} ${id}`;
    const before = made.get(key);
    if (before?.code === code) return before.result;
    const result = await plugin.transform.call(this, code, id);
    made.set(key, { code, result });
    return result;
  },
});

/** From TypeScript to what the browsers named in package.json read, small. */
export const compile = () => [
  table(),
  // What package.json says of side effects is of the package's files, not of the sources: the shell loads its cards by one.
  nodeResolve({ browser: true, ignoreSideEffectsForRoot: true }),
  once(
    literals({
      include: ['src/**', 'components/**'],
      failOnError: true,
      // One space stays where there was any: templates look the same in the tests and on the built site.
      options: { minifyOptions: { conservativeCollapse: true, minifyCSS: minifyCss } },
    }),
  ),
  once(
    esbuild({
      target: BROWSERS,
      tsconfig: at('tsconfig.json'),
      define: { __VERSION__: JSON.stringify(version) },
    }),
  ),
];
