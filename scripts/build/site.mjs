/** The files of the site beside its modules: pages and files as they are in static/, and the licences. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { at, files } from '../tree.mjs';

const PRELOAD = '<!-- preload -->';

/**
 * Copies static/ into the site. A page that says `<!-- preload -->` gets the core and the live half fetched along with
 * its own first script instead of after it: a round trip less before a card is painted, and one before it is live.
 */
export const site = () => ({
  name: 'site',
  async generateBundle(_, bundle) {
    const early = ['core', 'live', 'poll'].flatMap(
      (name) => Object.values(bundle).find((chunk) => chunk.name === name)?.fileName ?? [],
    );
    for (const path of files('static', '')) {
      const fileName = path.slice('static/'.length);
      const source = await readFile(at(path));
      this.emitFile({
        type: 'asset',
        fileName,
        source: fileName.endsWith('.html') ? preloaded(source.toString(), fileName, early) : source,
      });
    }
    const source = await licences(Object.values(bundle));
    this.emitFile({ type: 'asset', fileName: 'cards/LICENSES.txt', source });
  },
});

/** The page with its mark replaced by a link to each of the files, seen from where the page lies. */
function preloaded(html, page, files) {
  const links = files.map(
    (file) => `<link rel="modulepreload" href="${posix.relative(posix.dirname(page), file)}">`,
  );
  return html.replaceAll(PRELOAD, links.join('\n    '));
}

/** The licence texts of the packages whose code is in the modules; their comments are cut from the code. */
async function licences(bundle) {
  const names = bundle
    .flatMap((chunk) => Object.keys(chunk.modules ?? {}))
    .map((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1])
    .filter((name) => name !== undefined);
  const texts = [...new Set(names)].sort().map(async (name) => {
    const file = ['LICENSE', 'LICENSE.md', 'LICENCE', 'license']
      .map((each) => at('node_modules', name, each))
      .find((each) => existsSync(each));
    return `${name}\n\n${file ? await readFile(file, 'utf8') : 'See its package.'}`;
  });
  return (await Promise.all(texts)).join(`\n\n${'-'.repeat(72)}\n\n`);
}
