/** The page that says what is kept of what operators do, made of the schemas beside the rules that read them. */
import { existsSync, readFileSync } from 'node:fs';
import prettier from 'prettier';
import ts from 'typescript';
import { at, files } from '../tree.mjs';

/** Where the page is. */
export const EVENT_DOCS = 'static/docs/events.md';

/** The kinds in words. */
const KINDS = {
  'text': 'text',
  'flag': 'true or false',
  'share': 'number from 0 to 1',
  'integer': 'whole number, not negative',
  'moment': 'time, ms since 1970 UTC',
  'whole(list(text))': 'list of texts',
};

/** The page as it should be. */
export async function eventDocs() {
  const logs = files('src/domain', '-events.ts')
    .flatMap(logsIn)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = `<!-- Made by \`npm run event-docs\` of src/domain/*/*-events.ts. -->

# What is kept of what operators do

Each log lies in this browser's IndexedDB, for each API base by itself, one event a key; so it goes into exports and packs.
An event has an \`id\`, which is also its place among the others, a time \`at\` (server time, ms since 1970 UTC, as the
clock was then), a \`type\`, and the members below. What does not fit is left out where it is read, and named; it stays
stored. Until version 0.1.0 the \`type\` was called \`did\`, which is still read.

A card with a \`state-key\` keeps its own log under that key instead of the name that is given here.

${logs.map(section).join('\n')}`;
  const options = await prettier.resolveConfig(at(EVENT_DOCS));
  return prettier.format(page, { ...options, parser: 'markdown' });
}

/** Whether the page is as the schemas are. @returns {Promise<string[]>} a sentence for each fault */
export async function faultsOfEventDocs() {
  const now = existsSync(at(EVENT_DOCS)) ? readFileSync(at(EVENT_DOCS), 'utf8') : '';
  return now === (await eventDocs()) ? [] : [`${EVENT_DOCS} is not current: run \`npm run event-docs\`.`];
}

const section = ({ name, title, text, events }) => `## ${title}

\`${name}\`: ${text}

| type | member | what | means |
| --- | --- | --- | --- |
${events.flatMap(rows).join('\n')}
`;

const cell = (text) => text.replaceAll('|', '\\|');

const rows = ({ type, text, members }) => [
  `| \`${type}\` | | | ${cell(text)} |`,
  ...members.map(
    ({ name, kind, optional, text: meaning }) =>
      `| | \`${name}\` | ${cell(kind)}${optional ? '; may be absent' : ''} | ${cell(meaning)} |`,
  ),
];

/** The logs that a file declares. @throws {Error} where one is not described in full, or not written as expected */
function logsIn(file) {
  const source = ts.createSourceFile(file, readFileSync(at(file), 'utf8'), ts.ScriptTarget.Latest, true);
  const fault = (node, message) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    return new Error(`${file}:${line + 1}: ${message}`);
  };
  const values = new Map();
  for (const statement of source.statements)
    if (ts.isVariableStatement(statement))
      for (const declared of statement.declarationList.declarations)
        values.set(declared.name.getText(), { declared, statement });

  /** An expression without `as const` and `satisfies`, and for a name what it stands for in this file. */
  const valueOf = (node) => {
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return valueOf(node.expression);
    const { declared } = (ts.isIdentifier(node) && values.get(node.text)) || {};
    return declared?.initializer ? valueOf(declared.initializer) : node;
  };
  const membersOf = (node) => {
    const value = valueOf(node);
    if (!ts.isObjectLiteralExpression(value)) throw fault(node, 'An object literal is expected.');
    return value.properties.map((property) => ({
      property,
      name: ts.isStringLiteral(property.name) ? property.name.text : property.name.getText(),
      value: ts.isShorthandPropertyAssignment(property) ? property.name : property.initializer,
    }));
  };
  const textOf = (node) => {
    const [doc] = ts.getJSDocCommentsAndTags(node);
    const text = doc && ts.getTextOfJSDocComment(doc.comment)?.replace(/\s+/g, ' ');
    if (!text) throw fault(node, 'A comment (`/** … */`) must say what this means.');
    return text;
  };
  const kindOf = (node) => {
    // A kind's name may be that of a constant of this file, such as a choice of words.
    const value = ts.isIdentifier(node) && node.text in KINDS ? node : valueOf(node);
    if (ts.isCallExpression(value) && value.expression.getText() === 'oneOf')
      return value.arguments.map((word) => `\`${word.text}\``).join(', ');
    const kind = KINDS[value.getText()];
    if (!kind)
      throw fault(
        node,
        `No words for the kind ${value.getText()}: give it some in scripts/build/event-docs.mjs.`,
      );
    return kind;
  };
  return [...values.values()]
    .filter(
      ({ declared }) => declared.initializer && /\bsatisfies EventLog$/.test(declared.initializer.getText()),
    )
    .map(({ declared, statement }) => {
      const members = new Map(membersOf(declared.initializer).map((each) => [each.name, each.value]));
      return {
        name: members.get('name').text,
        title: members.get('title').text,
        text: textOf(statement),
        events: membersOf(members.get('events')).map(({ property, name: type, value }) => ({
          type,
          text: textOf(property),
          members: membersOf(value).map((member) => ({
            name: member.name.replace(/\?$/, ''),
            optional: member.name.endsWith('?'),
            kind: kindOf(member.value),
            text: textOf(member.property),
          })),
        })),
      };
    });
}
