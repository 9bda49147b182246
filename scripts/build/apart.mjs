import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { at, shown } from '../tree.mjs';

/** Chart.js and our lines about it: a third of all code, for the cards with a chart, when one comes into view. */
const ROOTS = [at('src/card/chart-lib.ts')];

/** Marks a module that such a part has for itself; the ending stays at the end, where compilers look for it. */
const OWN = '?own';
const shared = (id) => id.split(OWN)[0];
const isOwn = (id) => id.includes(OWN);
const own = (id) => (isOwn(id) ? id : `${id}${OWN}${extname(id)}`);

/** Whether a module belongs to a part that is loaded when used. */
export const isApart = (id) => ROOTS.includes(id) || isOwn(id);

/**
 * Keeps what is large and seldom used out of the file of all cards. Such a part imports nothing of that file, which a page
 * may have loaded under another address (`all.js?v=3`), where it would be fetched and run once more: it has all that
 * it needs for itself.
 */
export const apart = () => ({
  name: 'apart',
  async resolveId(id, importer) {
    if (importer === undefined || !isApart(importer)) return null;
    const found = await this.resolve(id, shared(importer), { skipSelf: true });
    return found && { ...found, id: own(found.id) };
  },
  load: (id) => (isOwn(id) ? readFile(shared(id), 'utf8') : null),
  generateBundle(_, bundle) {
    const made = new Set(Object.values(bundle).flatMap(({ modules }) => Object.keys(modules ?? {})));
    for (const root of ROOTS) if (!made.has(root)) this.error(`${shown(root)} is in no module of all.js.`);
    for (const { fileName, imports } of Object.values(bundle))
      if (imports?.length > 0) this.error(`${fileName} needs ${imports.join()}: it was to stand alone.`);
  },
});
