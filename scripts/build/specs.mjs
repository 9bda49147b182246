/**
 * Reads what every card declares (`static spec`) without a browser. Cards are bundled for Node, where Lit
 * brings stand-ins for HTMLElement and customElements, and imported one by one in a process of their own, so
 * that a timer or a channel that a card opens cannot hold up the build.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { node } from '../run.mjs';
import { at, cards, version } from '../tree.mjs';

const MARK = '\u0001specs:';

let known;

/**
 * What the cards of the tree declare; read once in a process.
 * @returns {Promise<Map<string, object>>} each tag's declaration
 * @throws {Error} that names every card that has none or cannot be imported
 */
export const readSpecs = () => (known ??= read());

async function read() {
  const found = cards();
  if (found.length === 0) return new Map();
  const folder = await mkdtemp(join(tmpdir(), 'mc-specs-'));
  try {
    await build({
      entryPoints: found.map((card) => at(card.file)),
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      entryNames: '[name]',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      tsconfig: at('tsconfig.json'),
      define: { __VERSION__: JSON.stringify(version) },
      logLevel: 'error',
    });
    const { out } = await node([fileURLToPath(import.meta.url), folder, ...found.map((card) => card.name)], {
      quiet: true,
    });
    const told = out.split(MARK)[1];
    if (told === undefined) throw new Error(`The cards' declarations could not be read:\n${out}`);
    const { specs, faults } = JSON.parse(told);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return new Map(specs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What modules touch of a browser while they are imported, beside what Lit brings for Node. */
function standIn() {
  const nothing = () => {};
  const defaults = {
    HTMLElement: class {},
    CSSStyleSheet: class {},
    customElements: { get: nothing, define: nothing, whenDefined: async () => {} },
    addEventListener: nothing,
    removeEventListener: nothing,
    matchMedia: () => ({ matches: false, addEventListener: nothing }),
  };
  for (const [name, value] of Object.entries(defaults)) globalThis[name] ??= value;
}

/** What the child process does: imports each card and prints what it declares. */
async function tell([folder, ...names]) {
  standIn();
  const specs = [];
  const faults = [];
  for (const name of names) {
    try {
      const exported = Object.values(await import(pathToFileURL(join(folder, `${name}.mjs`)).href));
      const card = exported.find((each) => typeof each === 'function' && each.spec);
      if (card) specs.push([`mc-${name}`, { ...card.spec, class: card.name }]);
      else faults.push(`components/${name}/${name}.ts exports no class with a static \`spec\`.`);
    } catch (error) {
      faults.push(
        `components/${name}/${name}.ts cannot be imported outside a browser: ${error?.message ?? error}`,
      );
    }
  }
  process.stdout.write(`${MARK}${JSON.stringify({ specs, faults })}${MARK}`, () => process.exit(0));
}

if (process.argv[1] && basename(process.argv[1]) === 'specs.mjs') await tell(process.argv.slice(2));
