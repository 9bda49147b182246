/** The files of the site beside its modules: pages and files as they are in static/. */
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
      // The extension's are put together for each browser.
      if (path.startsWith('static/extension/')) continue;
      const fileName = path.slice('static/'.length);
      const source = await readFile(at(path));
      this.emitFile({
        type: 'asset',
        fileName,
        source: fileName.endsWith('.html') ? preloaded(source.toString(), fileName, early) : source,
      });
    }
  },
});

/** The page with its mark replaced by a link to each of the files, seen from where the page lies. */
function preloaded(html, page, files) {
  const links = files.map(
    (file) => `<link rel="modulepreload" href="${posix.relative(posix.dirname(page), file)}">`,
  );
  return html.replaceAll(PRELOAD, links.join('\n    '));
}
