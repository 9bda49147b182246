import { rm } from 'node:fs/promises';
import { compile } from './scripts/build/compile.mjs';
import { declarations } from './scripts/build/declarations.mjs';
import { ALL, INDEX } from './scripts/build/table.mjs';
import { PROVIDER, at, cards } from './scripts/tree.mjs';

const empty = { name: 'empty-lib', buildStart: () => rm(at('lib'), { recursive: true, force: true }) };

/**
 * What a bundler takes from the package: every module by itself, and other packages by their names, so that a page has one
 * Lit. `exports` in package.json says which of them are for use.
 */
export default {
  input: [
    ALL,
    INDEX,
    PROVIDER,
    'src/shell/autoload.ts',
    'cli/main.ts',
    'bridge/release/open.ts',
    ...cards().map(({ entry }) => entry),
  ],
  external: /^[^./]/,
  plugins: [empty, compile(), declarations()],
  output: { dir: 'lib', format: 'es', preserveModules: true, preserveModulesRoot: at('.') },
};
