import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node } from '../run.mjs';
import { cards, root, tool } from '../tree.mjs';

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

/** What is public of a class because the base or the browser calls it, and nothing for a page to use. */
const INNER = /^(view|spec|\w+Callback)$/;

const isPublic = ({ name, privacy = 'public', static: ofClass }) =>
  privacy === 'public' && !ofClass && !INNER.test(name) && !name.startsWith('#');

/** Some properties of an object, as far as it has them. */
const pick = (from, names) =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));

/** A type without what stands for *not set*, and without what is said twice. */
const plain = ({ type, ...each }) => ({
  ...each,
  ...(type && {
    type: {
      text: [...new Set(type.text.split(' | '))].filter((one) => !/^(null|undefined)$/.test(one)).join(' | '),
    },
  }),
});

/** The last good word on each name: a class that says something again says it instead of what it inherits. */
const once = (list) => [...new Map(list.map((each) => [each.name, each])).values()];

/**
 * What pages may use of one element. What all cards inherit stands with each of them, since few tools follow superclasses;
 * so it is told in brief.
 */
function published({
  members = [],
  attributes = [],
  events = [],
  cssParts = [],
  cssProperties = [],
  ...element
}) {
  const hidden = new Set(members.filter((each) => !isPublic(each)).map(({ name }) => name));
  const told = (list, names, inherited = names) =>
    once(list).map((each) => pick(plain(each), each.inheritedFrom ? inherited : [...names, 'description']));
  const open = {
    // An inherited property of an attribute is named there.
    members: members.filter((each) => isPublic(each) && !(each.inheritedFrom && each.attribute)),
    attributes: attributes.filter(({ fieldName }) => !hidden.has(fieldName)),
  };
  return {
    ...pick(element, ['kind', 'name', 'tagName', 'summary', 'description']),
    customElement: true,
    members: told(open.members, ['kind', 'name', 'type', 'readonly']),
    attributes: told(
      open.attributes.map(shortened),
      ['name', 'fieldName', 'type'],
      ['name', 'fieldName', 'type', 'description'],
    ),
    events: told(events, ['name', 'type']),
    cssParts: told(cssParts, ['name']),
    cssProperties: told(cssProperties, ['name']),
  };
}

/** An attribute with the name of its property where that is another; an inherited one says the most important alone. */
const shortened = ({ description, fieldName, ...rest }) => ({
  ...rest,
  ...(fieldName !== rest.name && { fieldName }),
  description: rest.inheritedFrom ? description?.split(';')[0] : description,
});

/**
 * The manifest as it is shipped: each tag under the module that defines it, with what is public alone.
 * @param {{modules: object[]}} manifest of the sources
 */
export function shipped({ modules, ...rest }) {
  const tags = new Set([...cards().map(({ tag }) => tag), 'mc-provider']);
  const found = modules
    .flatMap(({ declarations = [] }) => declarations.filter(({ tagName }) => tags.has(tagName)))
    .sort((a, b) => (a.tagName < b.tagName ? -1 : 1))
    .map((element) => ({
      kind: 'javascript-module',
      path: `dist/cards/${element.tagName}.js`,
      declarations: [published(element)],
      exports: [
        { kind: 'custom-element-definition', name: element.tagName, declaration: { name: element.name } },
      ],
    }));
  return { ...rest, modules: found };
}
