import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import literals from 'rollup-plugin-html-literals';
import { about } from './scripts/build/about.mjs';
import { chunks } from './scripts/build/chunks.mjs';
import { minifyCss } from './scripts/build/css.mjs';
import { later } from './scripts/build/later.mjs';
import { lean } from './scripts/build/lean.mjs';
import { site } from './scripts/build/site.mjs';
import { table } from './scripts/build/table.mjs';
import { at, cards, provider, version } from './scripts/tree.mjs';

/** From TypeScript to what a browser of 2022 reads, small. */
const compile = () => [
  table(),
  nodeResolve({ browser: true }),
  lean(),
  literals({
    include: ['src/**', 'components/**'],
    failOnError: true,
    // One space stays where there was any: templates look the same in the tests and on the built site.
    options: { minifyOptions: { conservativeCollapse: true, minifyCSS: minifyCss } },
  }),
  esbuild({
    target: 'es2022',
    tsconfig: at('tsconfig.json'),
    define: { __VERSION__: JSON.stringify(version) },
  }),
];

/** Names of properties stay as they are: two builds on one page share objects. */
const minify = terser({
  module: true,
  ecma: 2022,
  compress: { passes: 2 },
  format: { comments: false },
});

const empty = { name: 'empty-dist', buildStart: () => rm(at('dist'), { recursive: true, force: true }) };

/** Every card in one file, for pages with many of them. */
const allInOne = {
  input: 'all-cards',
  plugins: [empty, later(compile), compile()],
  output: { file: 'dist/cards/all.js', format: 'es', inlineDynamicImports: true, plugins: [minify] },
};

/** An entry under a stable name for each card, and what they share under names that change with it. */
const entries = {
  ...Object.fromEntries(cards().map(({ tag, file }) => [`cards/${tag}`, file])),
  ...Object.fromEntries(
    [
      ['cards/mc-provider', provider()],
      ['cards/autoload', 'src/shell/autoload.ts'],
      ['shell', 'src/shell/shell.ts'],
    ].filter(([, file]) => file !== undefined && existsSync(at(file))),
  ),
};

const parts = {
  input: entries,
  plugins: [compile(), site(), about()],
  output: {
    dir: 'dist',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'cards/chunks/[name]-[hash:6].js',
    manualChunks: chunks(),
    plugins: [minify],
  },
};

export default [allInOne, parts];
