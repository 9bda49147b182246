/** The contract for backends, made of the one table of fields: JSON Schema, OpenAPI, and what each card reads. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { at, version } from '../tree.mjs';

/**
 * Which fields each card needs, and which it can do without.
 * @param {Map<string, object>} specs each tag's declaration
 */
export const cardsOf = (specs) =>
  [...specs].map(([tag, { title, reads = {}, probes = [] }]) => {
    const fields = (needed) => [
      ...new Set(
        Object.values(reads)
          .filter((each) => each.needed === needed)
          .map(({ field }) => field),
      ),
    ];
    return { tag, title, needs: fields(true), may: fields(false), probes };
  });

/**
 * The files of dist/contract/, by name.
 * @param {Map<string, object>} specs each tag's declaration
 * @returns {Promise<Record<string, object>>}
 */
export async function contractFiles(specs) {
  const folder = await mkdtemp(join(tmpdir(), 'mc-contract-'));
  try {
    const outfile = join(folder, 'openapi.mjs');
    await build({
      entryPoints: [at('src/contract/openapi.ts')],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      tsconfig: at('tsconfig.json'),
      logLevel: 'error',
    });
    const { jsonSchema, openApi } = await import(pathToFileURL(outfile).href);
    return {
      'schema.json': jsonSchema(),
      'openapi.json': openApi(version),
      'cards.json': cardsOf(specs),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
