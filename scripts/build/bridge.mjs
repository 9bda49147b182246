/** The bridge as one file for Lambda. */
import { statSync } from 'node:fs';
import { build } from 'esbuild';
import { at } from '../tree.mjs';

/** Where the bundle is made. */
export const BUNDLE = 'dist/bridge/handler.mjs';

/**
 * Bundles the handler with all that it needs, for Node 20 and newer.
 * @param {string} file where to, as an absolute path
 * @returns {Promise<number>} its size in bytes
 */
export async function bundleBridge(file = at(BUNDLE)) {
  await build({
    entryPoints: [at('bridge/lambda.ts')],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    legalComments: 'eof',
    logLevel: 'warning',
    // Some of the packages are CommonJS and ask for what Node has itself.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return statSync(file).size;
}
