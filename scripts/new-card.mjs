/** `npm run new-card NAME`: a folder of components/ and its tests, which pass as they are. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { at, pascal } from './tree.mjs';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The names of a card: `bond-age` is the tag `mc-bond-age`, the class `McBondAge`, the title `Bond Age`. */
function namesOf(given) {
  const name = given.replace(/^mc-/, '');
  return { name, Class: pascal(name), title: name.split('-').map(pascal).join(' ') };
}

/** Writes the two files from their templates. */
async function write({ name, Class, title }) {
  for (const [from, to] of [
    ['card.ts.txt', `components/${name}/${name}.ts`],
    ['test.ts.txt', `test/components/${name}.test.ts`],
  ]) {
    const template = await readFile(new URL(`new-card/${from}`, import.meta.url), 'utf8');
    await mkdir(dirname(at(to)), { recursive: true });
    await writeFile(
      at(to),
      template.replaceAll('@name@', name).replaceAll('@Class@', Class).replaceAll('@title@', title),
    );
  }
}

const [given, ...rest] = process.argv.slice(2);
const names = namesOf(given ?? '');
const { name } = names;
const fault = () => {
  if (given === undefined || rest.length > 0) return 'Say one name: npm run new-card bond-age';
  if (!NAME.test(name))
    return `"${given}" is no name for a card: small letters, digits and single hyphens, as in bond-age.`;
  if (existsSync(at('components', name))) return `There is a card of that name: components/${name}.`;
  return undefined;
};

const said = fault();
if (said) {
  console.error(said);
  process.exitCode = 1;
} else {
  await write(names);
  console.log(
    `1. Declare in components/${name}/${name}.ts what the card reads (src/api/fields.ts has all), its section and size; components/agent-fleet is a small model.`,
  );
  console.log(
    `2. Say in view() what a moment means, and in test/components/${name}.test.ts what a user notices.`,
  );
  console.log(
    `3. npm run check, then npm test; npm run heights measures the room that the card takes; put <mc-${name}> into a section of static/index.html to see it at npm start.`,
  );
}
