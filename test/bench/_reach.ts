import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const IMPORT = /(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

/** The bytes of a built file after brotli 11. */
export const brotli = async (file: string): Promise<number> =>
  brotliCompressSync(await readFile(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/**
 * The bytes, after brotli 11, of some built files and of all that they import, at once or when used, each file once.
 * @param entries paths below `root`
 * @param skips a file that is not counted, by its name
 */
export async function reach(
  root: string,
  entries: readonly string[],
  skips: (name: string) => boolean,
): Promise<number> {
  const files = new Set(entries.map((entry) => join(root, entry)));
  let bytes = 0;
  // A set that grows is walked to its end.
  for (const file of files) {
    const code = await readFile(file, 'utf8');
    bytes += await brotli(file);
    for (const [, path = ''] of code.matchAll(IMPORT))
      if (!skips(basename(path, '.js'))) files.add(join(dirname(file), path));
  }
  return bytes;
}
