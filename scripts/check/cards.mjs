/** Whether every card is one thing under one name, is described in full, and has tests. */
import { existsSync, readFileSync } from 'node:fs';
import { analyse } from '../build/manifest.mjs';
import { at, cards, files } from '../tree.mjs';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** @returns {Promise<string[]>} a sentence for each fault */
export async function faultsOfCards() {
  const list = cards();
  const { modules } = await analyse();
  const tokens = new Set(files('src/card', '.ts').flatMap((file) => found(read(file), /(--mc-[\w-]+)\s*:/g)));
  return [
    ...list.flatMap((card) => faultsOf(card, modules, tokens)),
    ...files('test/components', '.test.ts')
      .filter(
        (file) => !list.some((card) => card.test === file) && !/^test\/components\/[^/]*contract/.test(file),
      )
      .map((file) => `${file} tests no card: no folder of components/ has its name.`),
  ];
}

/** The faults of one card. */
function faultsOf(card, modules, tokens) {
  const { name, tag, Class, file, test } = card;
  if (!NAME.test(name)) return [`components/${name} is not a name in kebab-case.`];
  if (!existsSync(at(file))) return [`components/${name} has no ${name}.ts.`];
  const faults = [];
  const fault = (text) => faults.push(`${file}: ${text}`);
  if (!existsSync(at(test))) fault(`it has no tests; they belong in ${test}.`);

  const declared = modules.find(({ path }) => path === file)?.declarations ?? [];
  const element = declared.find(({ tagName }) => tagName === tag);
  if (!element) {
    fault(`its class has no JSDoc with \`@tag ${tag}\`.`);
    return faults;
  }
  if (element.name !== Class) fault(`its class must be named ${Class}, by its tag; it is ${element.name}.`);
  if (!element.summary)
    fault('its JSDoc has no `@summary`: one sentence that says what the operator learns.');
  const kinds = {
    attributes: 'attribute',
    events: 'event',
    cssParts: 'part',
    cssProperties: 'custom property',
  };
  for (const [kind, word] of Object.entries(kinds))
    for (const each of element[kind] ?? [])
      if (!each.description) fault(`${word} \`${each.name ?? '?'}\` has no description.`);

  const code = files(`components/${name}`, '.ts').map(read).join('\n');
  const named = (kind) => new Set((element[kind] ?? []).map((each) => each.name));
  const parts = found(code, /\bpart="([^"$]+)"/g).flatMap((value) => value.split(/\s+/));
  for (const part of missing(parts, named('cssParts')))
    fault(`part \`${part}\` is not described (\`@csspart\`).`);
  const properties = found(code, /var\(\s*(--mc-[\w-]+)/g);
  for (const property of missing(properties, new Set([...named('cssProperties'), ...tokens])))
    fault(`custom property \`${property}\` is neither a token nor described (\`@cssprop\`).`);
  // The contrast of tokens is measured; that of another colour would be nobody's.
  const colours = found(
    code,
    /^\s+[\w-]+:[^;`]*?(#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|color-mix|light-dark)\()[^;`]*;/gim,
  );
  for (const colour of missing(colours, new Set())) fault(`colour \`${colour}\` is no token.`);
  const events = found(code, /new CustomEvent(?:<[^>]*>)?\(\s*'([^']+)'/g);
  for (const event of missing(events, named('events')))
    fault(`event \`${event}\` is not described (\`@fires\`).`);
  return faults;
}

const read = (file) => readFileSync(at(file), 'utf8');

/** What the first group of a pattern matches, in order. */
const found = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

/** Those that are not known, each once. */
const missing = (list, known) => [...new Set(list)].filter((each) => !known.has(each));
