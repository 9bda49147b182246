/** What lies where in this repository: the cards, the test files, and the tools that are installed. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, as an absolute path. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The place of a file that is named from the root. */
export const at = (...parts) => join(root, ...parts);

/** A path from the root with forward slashes, as it is shown and as tools want it. */
export const shown = (path) => relative(root, path).split(sep).join('/');

const { version, browserslist } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

/** The version that a build carries. */
export { version };

/** The oldest browsers that a build is for, as esbuild names them: `chrome126`. */
export const BROWSERS = browserslist.map((line) => line.replace(' >= ', ''));

/**
 * The cards: one folder each. `file` exports the class `Class` and does nothing by itself; `entry` stands for the
 * module that defines the tag, which is in no folder: scripts/build/table.mjs makes it.
 * @returns {{name: string, tag: string, Class: string, file: string, entry: string, test: string}[]} paths from the
 *   root, by name
 */
export const cards = () =>
  folders('components').map((name) => ({
    name,
    tag: `mc-${name}`,
    Class: `Mc${pascal(name)}`,
    entry: `components/${name}/define.ts`,
    file: `components/${name}/${name}.ts`,
    test: `test/components/${name}.test.ts`,
  }));

/** `bond-age` as `BondAge`. */
export const pascal = (name) =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** The module that defines `<mc-provider>`. */
export const PROVIDER = 'src/card/define-provider.ts';

/** The folders directly in one, by name; none where it is missing. */
export const folders = (path) =>
  existsSync(at(path))
    ? readdirSync(at(path), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];

/** The files of a folder and those below it whose names end as asked, as paths from the root, sorted. */
export const files = (path, ending) =>
  existsSync(at(path))
    ? readdirSync(at(path), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
        .map((entry) => shown(join(entry.parentPath ?? entry.path, entry.name)))
        .sort()
    : [];

/**
 * The script behind a command of an installed package, to be run by this very Node: no shell and no `.cmd`.
 * @throws {Error} where the package is not installed
 */
export function tool(pkg, command) {
  const home = at('node_modules', pkg);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return join(home, typeof bin === 'string' ? bin : bin[command ?? pkg]);
}
