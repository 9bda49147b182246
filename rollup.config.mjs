import { rm } from 'node:fs/promises';
import terser from '@rollup/plugin-terser';
import { about } from './scripts/build/about.mjs';
import { apart, isApart } from './scripts/build/apart.mjs';
import { chunks } from './scripts/build/chunks.mjs';
import { compile } from './scripts/build/compile.mjs';
import { extension } from './scripts/build/extension.mjs';
import { notice, notices } from './scripts/build/notices.mjs';
import { site } from './scripts/build/site.mjs';
import { ALL } from './scripts/build/table.mjs';
import { PROVIDER, at, cards } from './scripts/tree.mjs';

/** Names of properties stay as they are: two builds on one page share objects. */
const minify = terser({
  module: true,
  ecma: 2022,
  compress: { passes: 2 },
  format: { comments: false },
});

const empty = { name: 'empty-dist', buildStart: () => rm(at('dist'), { recursive: true, force: true }) };

/** What all that is written has in common. */
const output = {
  dir: 'dist',
  format: 'es',
  entryFileNames: '[name].js',
  chunkFileNames: 'cards/chunks/[name]-[hash:8].js',
  plugins: [minify, notice()],
};

/** Every card in one file, for pages with many of them; only the charts are beside it. */
const allInOne = {
  input: { 'cards/all': ALL },
  plugins: [empty, apart(), compile()],
  output: { ...output, manualChunks: (id) => (isApart(id) ? undefined : 'cards/all') },
};

/** An entry under a stable name for each card, and what they share under names that change with it. */
const entries = {
  ...Object.fromEntries(cards().map(({ tag, entry }) => [`cards/${tag}`, entry])),
  'cards/mc-provider': PROVIDER,
  'cards/autoload': 'src/shell/autoload.ts',
  'shell': 'src/shell/shell.ts',
  'embed/embed': 'src/embed/embed.ts',
};

const parts = {
  input: entries,
  plugins: [compile(), site(), notices(), about()],
  output: { ...output, manualChunks: chunks() },
};

/** What a host may copy as a single file. */
const alone = { input: { 'embed/parent': 'src/embed/parent.ts' }, plugins: [compile()], output };

export default [allInOne, alone, parts, extension];
