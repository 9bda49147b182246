import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMarkdown } from '../../src/data/markdown-file.ts';
import { previousVersion, readDeployLog as readLog } from '../../src/domain/release/deploy-log.ts';

const readDeployLog = (text: string) => readLog(readMarkdown(text));
const TABLE = '| When | Version | Alias | What |\n| --- | --- | --- | --- |\n';

const at = Date.UTC(2026, 2, 21, 5, 40);
const v42 = { at, version: '42', alias: 'prod', summary: 'faster hatch' };
const bare = { at, version: '42', alias: 'prod' };

const fits: [name: string, text: string, entry: object][] = [
  ['list item with dots', '- 2026-03-21 05:40 UTC · v42 · prod · faster hatch', v42],
  ['list item with bars', '* 2026-03-21 05:40 UTC | v42 | prod | faster hatch', v42],
  ['numbered list', '1. 2026-03-21 05:40 UTC · v42 · prod · faster hatch', v42],
  ['table row', `${TABLE}| 2026-03-21 05:40 UTC | v42 | prod | faster hatch |`, v42],
  ['tight table row', `${TABLE}|2026-03-21 05:40 UTC|v42|prod|faster hatch|`, v42],
  ['no summary', '- 2026-03-21 05:40 UTC · v42 · prod', bare],
  ['empty summary cell', `${TABLE}| 2026-03-21 05:40 UTC | v42 | prod | |`, bare],
  ['marked up', '- 2026-03-21 05:40 UTC · **v42** · `prod` · faster hatch', v42],
  [
    'Windows line ends and a byte order mark',
    '\uFEFF# Log\r\n- 2026-03-21 05:40 UTC · v42 · prod · faster hatch\r\n',
    v42,
  ],
  ['JSON', '[{"at":"2026-03-21T05:40:00Z","version":"v42","alias":"prod","summary":"faster hatch"}]', v42],
  ['JSON with a number', '\n[ {"at":"2026-03-21T05:40:00.000Z","version":42,"alias":"prod"} ]', bare],
  [
    'a summary with separators and code',
    '- 2026-03-21 05:40 UTC · v42 · prod · `hatch` · a | b',
    { ...bare, summary: 'hatch · a | b' },
  ],
];
for (const [name, text, entry] of fits)
  test(`deploy log: ${name} is read`, () =>
    assert.deepEqual(readDeployLog(text), { entries: [entry], problems: [] }));

const good = '- 2026-03-21 05:40 UTC · v42 · prod · faster hatch';
const misfits: [name: string, line: string][] = [
  ['no zone', '- 2026-03-21 05:40 · v42 · prod'],
  ['another zone', '- 2026-03-21 05:40 CET · v42 · prod'],
  ['a day that does not exist', '- 2026-02-30 05:40 UTC · v42 · prod'],
  ['an hour that does not exist', '- 2026-02-20 25:40 UTC · v42 · prod'],
  ['a word for a version', '- 2026-03-21 05:40 UTC · next · prod'],
  ['no alias', '- 2026-03-21 05:40 UTC · v42'],
  ['a row of another table', '| when | what |'],
  ['a tight row of another table', '|when|what|'],
  ['prose in the list', '- <img src=x onerror=alert(1)> deployed'],
];
for (const [name, line] of misfits)
  test(`deploy log: ${name}: the line is shown as it stands, with its number, and costs only itself`, () =>
    assert.deepEqual(readDeployLog(`# Log\n\n${line}\n${good}`), {
      entries: [v42],
      problems: [{ line: 3, text: line }],
    }));

test('deploy log: headings, prose, rules, table heads, code and comments are no problem and no deploy', () => {
  const text = `# Deploy log
[Runbook](rollback.html), newest first.

---
\`\`\`
- 2020-01-01 00:00 UTC · v1 · prod
\`\`\`
<!-- - 2020-01-01 00:00 UTC · v2 · prod
-->
| When | Version | Alias |
| --- | :-: | --- |
| 2026-03-21 05:40 UTC | v42 | prod |
| broken |`;
  assert.deepEqual(readDeployLog(text), { entries: [bare], problems: [{ line: 13, text: '| broken |' }] });
});

const broken: [name: string, text: string, problems: number][] = [
  ['nothing', '', 0],
  ['an empty list', '[]', 0],
  ['JSON cut short', '[{"at":"2026-', 1],
  ['JSON of other things', '[{"at":null,"version":{},"alias":null}, 42, null, "x", ["y"], {}]', 6],
];
for (const [name, text, problems] of broken)
  test(`deploy log: ${name} gives no entry and ${problems} problems`, () => {
    const log = readDeployLog(text);
    assert.deepEqual(log.entries, []);
    assert.equal(log.problems.length, problems);
  });

const days = [
  '- 2026-03-20 09:00 UTC · v41 · prod',
  '- 2026-03-21 05:40 UTC · v42 · prod',
  '- 2026-03-21 05:40 UTC · v43 · prod',
];
test('deploy log: newest first, whichever way the file runs, also within one minute', () => {
  const order = (list: string[]) => readDeployLog(list.join('\n')).entries.map(({ version }) => version);
  assert.deepEqual(order(days), ['43', '42', '41']);
  assert.deepEqual(order(days.slice().reverse()), ['43', '42', '41']);
});

const histories: [oldestFirst: string, current: string, previous: string | undefined][] = [
  ['41 42', '42', '41'],
  ['41 43', '43', '41'],
  ['41 42 42', '42', '41'],
  ['41 42 43 42', '42', '41'],
  ['41 42 41', '41', undefined],
  ['41 42 41 42', '42', '41'],
  ['41 42 43', '42', '41'],
  ['41 42', '43', undefined],
  ['41 42 41', '42', undefined],
  ['41 42 43 41 44 43', '43', '44'],
  ['42', '42', undefined],
  ['', '42', undefined],
];
for (const [history, current, previous] of histories)
  test(`previous version: after ${history || 'nothing'}, back from ${current} is ${previous}`, () => {
    const entries = history
      .split(' ')
      .filter(Boolean)
      .map((version, day) => ({ at: at + day, version, alias: 'prod' }))
      .reverse();
    assert.equal(previousVersion(entries, 'prod', current), previous);
  });
test('previous version: another alias has its own history', () => {
  const entries = [
    { at: 3, version: '42', alias: 'prod' },
    { at: 2, version: '50', alias: 'dev' },
    { at: 1, version: '41', alias: 'prod' },
  ];
  assert.equal(previousVersion(entries, 'prod', '42'), '41');
});
