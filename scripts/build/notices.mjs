/** The licences of what others wrote and a build contains: one file of their texts, and a line in each module. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { at, version } from '../tree.mjs';

/** Where the texts lie, from the root of the site. */
export const NOTICES = 'cards/THIRD-PARTY-NOTICES.txt';

const PACKAGE = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The packages of which a chunk has code, by name. */
const packagesIn = (chunk) => Object.keys(chunk.modules ?? {}).flatMap((id) => PACKAGE.exec(id)?.[1] ?? []);

/** Says at the head of each module that holds code of others, or all of ours, where the licences are. */
export const notice = () => ({
  name: 'notice',
  // Comments in the code are cut; this one comes after.
  renderChunk: {
    order: 'post',
    handler(code, chunk) {
      if (packagesIn(chunk).length === 0) return null;
      const path = posix.relative(posix.dirname(chunk.fileName), NOTICES);
      return {
        code: `/*! Mission Control ${version}, MIT; others' licences: ${path} */\n${code}`,
        map: null,
      };
    },
  },
});

/** The licence texts of these packages. */
async function textsOf(packages) {
  const texts = [...new Set(packages)].sort().map(async (name) => {
    const home = (file) => at('node_modules', name, file);
    const { version: its, license } = JSON.parse(await readFile(home('package.json'), 'utf8'));
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license'].find((each) =>
      existsSync(home(each)),
    );
    if (!file) throw new Error(`${name} has no licence text, and its code is in the build.`);
    return `${name} ${its} (${license})\n\n${(await readFile(home(file), 'utf8')).trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(72)}\n\n`);
}

/** The licence texts of all that these chunks hold of others. */
export const noticesOf = (chunks) => textsOf(chunks.flatMap(packagesIn));

/** Writes the file of the texts. */
export const notices = () => ({
  name: 'notices',
  async generateBundle(_, bundle) {
    const source = await noticesOf(Object.values(bundle));
    this.emitFile({ type: 'asset', fileName: NOTICES, source });
  },
});
