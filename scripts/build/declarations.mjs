/** The types of the package: those of the sources, of the modules that are made, and for the templates of frameworks. */
import { readFile } from 'node:fs/promises';
import { node } from '../run.mjs';
import { at, cards, tool } from '../tree.mjs';
import { analyse, shipped } from './manifest.mjs';
import { ALL, INDEX } from './table.mjs';

const FRAMEWORKS = ['react', 'vue'];

const typesOf = (path) => path.replace(/\.ts$/, '.d.ts');

/** Lets TypeScript write the types of the sources into lib/, and adds the others. */
export const declarations = () => ({
  name: 'declarations',
  async generateBundle() {
    const tell = (fileName, lines) =>
      this.emitFile({ type: 'asset', fileName, source: [lines].flat().join('\n') + '\n' });
    for (const card of cards()) tell(typesOf(card.entry), definition(card));
    tell(typesOf(INDEX), [
      ...cards().map(({ Class, name }) => `export { ${Class} } from '../components/${name}/${name}.js';`),
      `export { McProvider } from './card/provider.js';`,
      `export { define } from './card/define.js';`,
    ]);
    tell(typesOf(ALL), [`import '../index.js';`, 'export {};']);
    tell('types/elements.d.ts', elements(shipped(await analyse())));
    for (const name of FRAMEWORKS) {
      tell(`types/${name}.d.ts`, await readFile(at('scripts/package', `${name}.d.ts.txt`), 'utf8'));
      // Its types are what it is imported for; at run time there is nothing.
      tell(`types/${name}.js`, 'export {};');
    }
  },
  async writeBundle() {
    const { code, out } = await node([tool('@typescript/native', 'tsc'), '-p', 'scripts/package'], {
      quiet: true,
    });
    if (code !== 0) throw new Error(`The types could not be written:\n${out}`);
  },
});

/** The types of the module that defines a card: where its tag is defined, TypeScript knows what it is. */
const definition = ({ Class, name, tag }) => [
  `import { ${Class} } from './${name}.js';`,
  `export { ${Class} };`,
  'declare global {',
  '  interface HTMLElementTagNameMap {',
  `    '${tag}': ${Class};`,
  '  }',
  '}',
];

/** What may be set on each tag in a template: its attributes, the properties that have none, its events. */
function elements({ modules }) {
  const list = modules.map(({ declarations: [element] }) => element);
  return [
    `import type { ${list.map(({ name }) => name).join(', ')} } from '../src/index.js';`,
    '',
    '/** The class of each element, by its tag. */',
    'export interface Classes {',
    ...list.map(({ tagName, name }) => `  '${tagName}': ${name};`),
    '}',
    '',
    '/** What may be set on each element in a template, by its tag: attributes, properties of scripts, events. */',
    'export interface Elements {',
    ...list.map(
      (element) =>
        `  '${element.tagName}': {\n${attributes(element)}${events(element)}  }${properties(element)};`,
    ),
    '}',
  ];
}

/** A doc comment and an optional member. */
const member = (name, type, description) =>
  `${description ? `    /** ${description.replaceAll('\n', ' ')} */\n` : ''}    '${name}'?: ${type};\n`;

/** Attributes that a page may set; what is reflected is for its styles. Texts of numbers are numbers too. */
const attributes = ({ attributes: list }) =>
  list
    .filter(({ description = '' }) => !description.startsWith('Reflected'))
    .map(({ name, type, description }) => member(name, typed(type?.text), description))
    .join('');

const typed = (text = 'string') => (text.split(' | ').includes('number') ? 'number | string' : text);

const events = ({ events: list }) =>
  list
    .map(({ name, description }) => member(`on${name}`, '(event: CustomEvent) => void', description))
    .join('');

/** Properties of the class that can be set. */
function properties({ name, members, attributes: list }) {
  const own = [
    ...members.filter(({ kind, readonly }) => kind === 'field' && !readonly).map((each) => each.name),
    ...list.flatMap(({ fieldName = [] }) => fieldName),
  ];
  const names = [...new Set(own)].map((each) => `'${each}'`);
  return names.length > 0 ? ` & Partial<Pick<${name}, ${names.join(' | ')}>>` : '';
}
