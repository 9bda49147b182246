import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBoard } from '../../components/reconciliation/board.ts';
import { lastUpdated } from '../../components/operator-notes/updated.ts';
import { fileOf, readMarkdown } from '../../src/data/markdown-file.ts';
import { readDeployLog } from '../../src/domain/release/deploy-log.ts';
import type { MarkdownLine } from '../../src/domain/format/markdown-lines.ts';

const entry = '2026-03-21 05:40 UTC · v42 · prod';
const sample = '2026-03-22 05:40 UTC · v99 · prod';
const deploysOf = (text: string) =>
  readDeployLog(readMarkdown(text)).entries.map(({ version, summary }) =>
    [version, summary].join(' ').trim(),
  );

for (const [name, text, versions] of [
  ['an entry in an unclosed comment is none', `- ${entry}\n\n<!--\n- ${sample}\n`, ['42']],
  ['an entry in an unclosed fence is none', `- ${entry}\n\n~~~\n- ${sample}\n`, ['42']],
  ['a fence that is indented under an item', `- ${entry}\n\n  \`\`\`\n  - ${sample}\n  \`\`\`\n`, ['42']],
  [
    'a longer fence is not closed by a shorter one',
    `\`\`\`\`\n\`\`\`\n- ${sample}\n\`\`\`\`\n- ${entry}`,
    ['42'],
  ],
  ['code by indentation', `Text\n\n    - ${sample}\n\n- ${entry}`, ['42']],
  ['a comment within a code span hides nothing', `Write \`<!--\` before it.\n\n- ${entry}`, ['42']],
  ['a comment within an item hides what is in it', `- <!-- ${sample} -->\n- ${entry}`, ['42']],
  ['an item that begins with a code span', `- \`2026-03-21 05:40 UTC\` · v42 · prod`, ['42']],
  ['CRLF', `# Log\r\n\r\n- ${entry}\r\n`, ['42']],
  ['lone CR', `# Log\r\r- ${entry}\r`, ['42']],
  [
    'a table without outer bars',
    `When | Version | Alias\n--- | --- | ---\n2026-03-21 05:40 UTC | v42 | prod`,
    ['42'],
  ],
  [
    'an escaped bar belongs to its cell',
    `| When | Version | Alias | What |\n|---|---|---|---|\n| 2026-03-21 05:40 UTC | v42 | prod | a \\| b |`,
    ['42 a | b'],
  ],
  ['an item in a quote', `> - ${entry}`, ['42']],
  ['an item below an item', `- March\n  - ${entry}`, ['42']],
  ['an item over two lines', `- ${entry} · faster\n  hatch\n`, ['42 faster hatch']],
  ['character references', `- 2026-03-21 05:40 UTC &#183; v42 &#183; prod`, ['42']],
  ['a named character reference', `- 2026-03-21 05:40 UTC &middot; v42 &middot; prod`, ['42']],
  ['an item that is a heading', `- ### ${entry}`, ['42']],
  ['tags that change how it looks', `- <b>2026-03-21 05:40 UTC</b> · v42 · <code>prod</code>`, ['42']],
  ['a sign without width before it', `- \u200b${entry}`, ['42']],
  ['a file that begins with a link', `[Log](x.md)\n\n- ${entry}`, ['42']],
  ['a file that begins with a footnote', `[^1]: see below\n\n- ${entry}`, ['42']],
  ['the words of a picture', `- ![${sample}](x.png)\n- ${entry}`, ['42']],
  ['a task that is not done', `- [ ] ${sample}\n- [x] ${entry}`, ['42']],
  ['a version that can be none', `- 2026-03-22 05:40 UTC · v042 · prod\n- ${entry}`, ['42']],
  [
    'a separator within a member of JSON',
    `[{"at":"2026-03-21 05:40 UTC","version":"42 · prod · x","alias":"dev"},{"at":"2026-03-21 05:40 UTC","version":42,"alias":"prod"}]`,
    ['42'],
  ],
  ['a row that stands in no table', `| 2026-03-21 05:40 UTC | v42 | prod |`, []],
  ['prose', `${entry}`, []],
  ['a list in HTML', `<ul><li>${sample}</li></ul>`, []],
] as const)
  test(`deploy log, as a reader shows it: ${name}`, () => assert.deepEqual(deploysOf(text), versions));

test('prose that looks like an entry is named with its line', () => {
  const { problems } = readDeployLog(readMarkdown(`# Log\n\nNewest first.\n\n${entry}\n| ${entry} |`));
  assert.deepEqual(problems, [
    { line: 5, text: entry },
    { line: 6, text: `| ${entry} |` },
  ]);
});

/** What is told of a line: its kind, its place, its words and, of a task, whether it is done. */
const brief = ({ kind, lines, text, done }: MarkdownLine): unknown[] => [kind, lines.join('-'), text, done];

test('lines have the numbers that they have in the file', () => {
  const text =
    '# A\n\n- a\n  b\n\n  para\n- c\n\n  ```\n  x\n  ```\n\n> q\n>\n> - d\n\n| h |\n|---|\n| r |\n\ne';
  assert.deepEqual(readMarkdown(text).lines.map(brief), [
    ['text', '1-1', '# A', undefined],
    ['item', '3-4', 'a b', undefined],
    ['text', '6-6', 'para', undefined],
    ['item', '7-7', 'c', undefined],
    ['text', '13-13', 'q', undefined],
    ['item', '15-15', 'd', undefined],
    ['row', '19-19', 'r', undefined],
    ['text', '21-21', 'e', undefined],
  ]);
});

test('tasks are read from any list, ticked in either case', () => {
  const text = '1. [x] one\n2) [ ] two\n* [X]\tthree\n+ [ ]  four (lambda.version = 42)\n- five\r\n- [ ] six';
  assert.deepEqual(
    readBoard(readMarkdown(text)).tasks.map(({ title, state }) => [title, state]),
    [
      ['one', 'done'],
      ['two', 'open'],
      ['three', 'done'],
      ['four', 'open'],
      ['six', 'open'],
    ],
  );
});

test('the date of notes is one that a reader sees', () => {
  const at = (text: string) => lastUpdated(readMarkdown(text)).at;
  assert.equal(
    at('<!-- Last updated: 2026-01-01 -->\n\n*Last updated:* 2026-03-20\n'),
    Date.UTC(2026, 2, 20),
  );
  assert.equal(at('```\nLast updated: 2026-01-01\n```'), undefined);
  assert.equal(at('- Last updated: 2026-03-20 18:00 UTC\r\n'), Date.UTC(2026, 2, 20, 18));
});

for (const [name, text, problem] of [
  ['NUL', 'a\n- b\0', 'line 2: characters that cannot be read. Save the file as UTF-8.'],
  [
    'UTF-16',
    '\uFFFD\uFFFD-\0 \0a\0\n\0-\0',
    'line 1 and 1 more: characters that cannot be read. Save the file as UTF-8.',
  ],
  ['depth', '>'.repeat(3000) + ' a', 'nested too deep to be read.'],
  ['size', '- a\n'.repeat(200_000), 'longer than 500000 characters; the rest is not read.'],
] as const)
  test(`a file with too much or unreadable text (${name}) is named, and never throws`, () =>
    assert.deepEqual(readMarkdown(text).problems, [problem]));

test('what cannot be read is no entry', () => {
  const log = readDeployLog(readMarkdown(`- ${entry} · \uFFFD\n- ${entry}`));
  assert.deepEqual(log.entries.length, 1);
});

test('what is a plan, or no version, is named', () => {
  const { problems } = readDeployLog(readMarkdown(`- [ ] ${sample}\n- 2026-03-22 05:40 UTC · v042 · prod`));
  assert.deepEqual(
    problems.map(({ line }) => line),
    [1, 2],
  );
});

test('a file of JSON that is one long line is read whole, and masked', () => {
  const log = Array.from({ length: 100 }, (_, n) => ({
    at: '2026-03-21 05:40 UTC',
    version: 100 + n,
    alias: 'prod',
    summary: 'by jane@example.com',
  }));
  const { entries, problems } = readDeployLog(fileOf(JSON.stringify(log)));
  assert.deepEqual([entries.length, problems], [100, []]);
  assert.equal(entries[0]?.summary, 'by j•••@e•••.com');
});

for (const [name, text] of [
  ['quotes', '> '.repeat(100_000)],
  ['lists', '- + '.repeat(50_000)],
  ['steps', Array.from({ length: 900 }, (_, n) => `${' '.repeat(n)}- a`).join('\n')],
  ['tags', `${'<'.repeat(1900)}\n\n`.repeat(250)],
  ['stars', `${'*a '.repeat(600)}\n\n`.repeat(250)],
] as const)
  test(`a file of nothing but ${name} blocks no page`, () => {
    const start = process.cpuUsage();
    readMarkdown(text);
    const { user, system } = process.cpuUsage(start);
    assert.ok(user + system < 2_000_000, `${Math.round((user + system) / 1000)} ms`);
  });

test('a large file of adversarial marks is read in bounded time: marks of long blocks are left alone', () => {
  const { lines } = readMarkdown('*a '.repeat(100_000));
  assert.equal(lines.length, 1);
  assert.ok(lines[0]?.text.startsWith('*a *a'));
});
