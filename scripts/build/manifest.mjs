import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node } from '../run.mjs';
import { root, tool } from '../tree.mjs';

/**
 * The custom elements manifest of the cards as they stand in the tree.
 * @returns {Promise<{modules: object[]}>} see https://github.com/webcomponents/custom-elements-manifest
 * @throws {Error} with what the analyser said
 */
export async function analyse() {
  const folder = await mkdtemp(join(tmpdir(), 'mc-manifest-'));
  try {
    const outdir = relative(root, folder);
    const { code, out } = await node(
      [
        tool('@custom-elements-manifest/analyzer', 'cem'),
        'analyze',
        '--config',
        'scripts/cem.config.mjs',
        '--outdir',
        outdir,
      ],
      { quiet: true },
    );
    if (code !== 0) throw new Error(`The manifest could not be made:\n${out}`);
    return JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
