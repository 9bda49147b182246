/** The browser extension: pages and scripts of one source, for Chrome and Edge and for Firefox, each also as a zip. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { minify } from 'rollup-plugin-esbuild';
import { BROWSERS, PROVIDER, at, cards, files, shown } from '../tree.mjs';
import { compile } from './compile.mjs';
import { reached } from './chunks.mjs';
import { manifestFor } from './extension-manifest.mjs';
import { NOTICES, noticesOf } from './notices.mjs';
import { readSpecs } from './specs.mjs';

/** The builds, by the name of their folder below dist/extension/. */
const BUILDS = ['chrome', 'firefox'];
const HOME = at('dist/extension');

const ENTRIES = {
  background: 'src/extension/background/background.ts',
  options: 'src/extension/options/options.ts',
  panel: 'src/extension/panel/panel.ts',
};

/** The time of every file in a zip, so that the same sources make the same bytes. */
const EPOCH = new Date(2000, 0, 1);

const output = {
  dir: join(HOME, BUILDS[0]),
  format: 'es',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
  plugins: [minify({ target: BROWSERS, legalComments: 'none' })],
};

/** What is known only of the whole repository: the cards' titles, and the cards of the runbooks that come with the site. */
function known() {
  const made = {
    'src/extension/card-titles.ts': async () => {
      const titles = [...(await readSpecs())].map(([tag, { title, section }]) => [tag, { title, section }]);
      return `export const cardTitles = ${JSON.stringify(Object.fromEntries(titles))};`;
    },
    'src/extension/site-runbooks.ts': async () => {
      const pages = files('static/runbooks', '.html').map(async (path) => {
        const tags = (await readFile(at(path), 'utf8')).matchAll(/<(mc-[\w-]+)/g);
        return [
          basename(path, '.html'),
          [...new Set([...tags].map(([, tag]) => tag))].filter((tag) => tag !== 'mc-provider'),
        ];
      });
      const found = (await Promise.all(pages)).filter(([, tags]) => tags.length > 0);
      return `export const siteRunbooks = ${JSON.stringify(Object.fromEntries(found))};`;
    },
  };
  return { name: 'known-of-the-repository', load: (id) => made[shown(id)]?.() ?? null };
}

/**
 * Which modules go into one file: a disk is near, so it is few files that count. What asks and judges is one, for the
 * background, which has no document, and for the pages; what all cards are made of beside that is another, and the cards of
 * a section are one. What is only loaded when used, such as the charts, is in none of them.
 */
function chunks() {
  let specs;
  let base;
  let core;
  return {
    name: 'sections',
    async buildStart() {
      specs = await readSpecs();
    },
    outputOptions: (options) => ({
      ...options,
      manualChunks(id, { getModuleInfo }) {
        const [, name] = /^components\/([\w-]+)\//.exec(shown(id)) ?? [];
        if (name) return `cards-${specs.get(`mc-${name}`)?.section ?? 'other'}`;
        if (Object.values(ENTRIES).includes(shown(id))) return undefined;
        base ??= reached(getModuleInfo, at(ENTRIES.background));
        if (base.has(id)) return 'base';
        core ??= reached(
          getModuleInfo,
          ...[...cards().map(({ entry }) => entry), PROVIDER].map((path) => at(path)),
        );
        return core.has(id) ? 'core' : undefined;
      },
    }),
  };
}

/** Adds what is no script, writes both manifests, and zips each build. */
const assembled = () => ({
  name: 'extension',
  async writeBundle(_, bundle) {
    const [first, ...others] = BUILDS.map((name) => join(HOME, name));
    await cp(at('static/extension'), first, { recursive: true });
    // What dialogs and the search look like, the site has already.
    await cp(at('static/dialog.css'), join(first, 'dialog.css'));
    await writeFile(join(first, basename(NOTICES)), await noticesOf(Object.values(bundle)));
    for (const other of others) {
      await cp(first, other, { recursive: true });
      await rm(join(other, 'managed.json'));
    }
    await Promise.all(BUILDS.map(finish));
  },
});

async function finish(name) {
  const folder = join(HOME, name);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifestFor(name), null, 2)}\n`);
  const paths = files(shown(folder), '');
  const contents = await Promise.all(
    paths.map(async (path) => [
      path.slice(shown(folder).length + 1),
      new Uint8Array(await readFile(at(path))),
    ]),
  );
  await writeFile(`${folder}.zip`, zipSync(Object.fromEntries(contents), { level: 9, mtime: EPOCH }));
}

/** The build of the extension; that of the site comes before it. */
export const extension = { input: ENTRIES, plugins: [chunks(), known(), compile(), assembled()], output };
