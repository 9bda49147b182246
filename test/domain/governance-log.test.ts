import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { governanceLog } from '../../src/domain/governance/governance-export.ts';
import { isGovernance, openRequests } from '../../src/domain/governance/governance.ts';
import { readMarkdown } from '../../src/data/markdown-file.ts';
import { mergedEvents, readGovernanceLog, requestsOf } from '../../src/domain/governance/governance-log.ts';
import { trailOf } from '../../src/domain/governance/governance-trail.ts';
import { governanceEvents } from '../../src/domain/governance/governance-events.ts';
import { readEvents } from '../../src/store/event-log.ts';
import type { OperatorEvent } from '../../src/store/records.ts';

const at = (time: string): number => Date.parse(`2026-03-21T${time}Z`);
const HEAD =
  '| Request id | Opened | Target version | Reason | Approver | Approved | Closed |\n|---|---|---|---|---|---|---|\n';
const readLog = (text: string) => readGovernanceLog(readMarkdown(text));
const row = (text: string) => readLog(`${HEAD}${text}`);

test('log: a row tells a request, from its opening to its close', () => {
  const { requests, problems } = row(
    '| CHG-1 | 2026-03-21 05:20 UTC | v42 | Faster \\| better | Ada | 2026-03-21 05:22 UTC | 2026-03-21 05:26:10Z |',
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(requests, [
    {
      request: 'CHG-1',
      openedAt: at('05:20'),
      version: '42',
      reason: 'Faster | better',
      approver: 'Ada',
      approvedAt: at('05:22'),
      closedAt: at('05:26:10'),
    },
  ]);
});

test('log: cells that are empty, or a dash, tell that it has not happened', () => {
  const { events } = row('| CHG-1 | 2026-03-21 05:20 UTC | – | | Ada | - | — |');
  assert.deepEqual(openRequests(events), [
    { request: 'CHG-1', openedAt: at('05:20'), version: undefined, reason: undefined },
  ]);
});

const misfits: [name: string, row: string][] = [
  ['no time', '| CHG-1 | yesterday | v42 | | | | |'],
  ['a time without a zone', '| CHG-1 | 2026-03-21 05:20 | v42 | | | | |'],
  ['a day that is none', '| CHG-1 | 2026-02-30 05:20 UTC | v42 | | | | |'],
  ['no id', '| | 2026-03-21 05:20 UTC | v42 | | | | |'],
  ['a cell too few', '| CHG-1 | 2026-03-21 05:20 UTC | v42 | | | |'],
  ['a close that cannot be read', '| CHG-1 | 2026-03-21 05:20 UTC | v42 | | | | soon |'],
  ['a close before its opening', '| CHG-1 | 2026-03-21 05:20 UTC | v42 | | | | 2026-03-21 05:19 UTC |'],
  ['an approval before its opening', '| CHG-1 | 2026-03-21 05:20 UTC | v42 | | A | 2026-03-21 05:19 UTC | |'],
];
for (const [name, text] of misfits)
  test(`log: a row with ${name} is named with its number, and costs only itself`, () => {
    const { requests, problems } = row(`${text}\n| CHG-2 | 2026-03-21 05:30 UTC | v43 | | | | |`);
    assert.deepEqual(problems, [{ line: 3, text }]);
    assert.deepEqual(
      requests.map(({ request }) => request),
      ['CHG-2'],
    );
  });

test('log: prose, fences, comments and other tables are passed over', () => {
  const text = `# Log\n\nRead | me\n\n\`\`\`\n| CHG-0 | x | | | | | |\n\`\`\`\n<!--\n| CHG-0 | x |\n-->\n\n| When | What |\n| --- | --- |\n| now | no request |\n\n${HEAD}| CHG-1 | 2026-03-21 05:20 UTC | | | | | |\n`;
  const { requests, problems } = readLog(text);
  assert.deepEqual([requests.length, problems], [1, []]);
  assert.deepEqual(readLog(''), { requests: [], events: [], problems: [] });
});

test('log: rows that no table shows are no requests, and are named', () => {
  const line = '| CHG-1 | 2026-03-21 05:20 UTC | | | | | |';
  assert.deepEqual(readLog(line), { requests: [], events: [], problems: [{ line: 1, text: line }] });
});

test('log: the sample of the site fits its grammar, and has nothing open', () => {
  const log = readLog(readFileSync('server/site/GOVERNANCE-LOG.md', 'utf8'));
  assert.deepEqual(log.problems, []);
  assert.ok(log.requests.length > 1);
  assert.deepEqual(openRequests(log.events), []);
});

// Rules are given what fits its log, as a card is.
const fitting = (events: OperatorEvent[]) => readEvents(governanceEvents, events).events;
const requests = (events: OperatorEvent[]) => fitting(events).filter(isGovernance);

const own = (id: string, time: string, type: string, more: object): OperatorEvent => ({
  id,
  at: at(time),
  type,
  ...more,
});
const opened = own('1', '05:20:12', 'open', { request: 'CHG-1', version: '42', reason: 'Faster' });
const approval = own('2', '05:20:40', 'approve', { request: 'CHG-1', approver: 'Ada' });

test('log: what the site and this browser both tell is one event', () => {
  const { events: logged } = row(
    '| CHG-1 | 2026-03-21 05:20 UTC | v42 | Faster | Ada | 2026-03-21 05:20 UTC | |',
  );
  for (const events of [[opened], [opened, approval], [], [approval]]) {
    const [request] = openRequests(mergedEvents(logged, requests(events)));
    assert.equal(request?.request, 'CHG-1');
    assert.equal(request?.version, '42');
    if (events.length !== 1) assert.equal(request?.approver, 'Ada');
  }
});

test('log: a request of the site’s log can be approved and closed here', () => {
  const { events: logged } = row('| CHG-1 | 2026-03-21 05:19 UTC | v42 | | | | |');
  const close = own('3', '05:50', 'close', { request: 'CHG-1' });
  const after = (events: OperatorEvent[]) => openRequests(mergedEvents(logged, requests(events)));
  assert.equal(after([approval])[0]?.approver, 'Ada');
  assert.deepEqual(after([approval, close]), []);
});

test('log: a request that is opened after its close is another one', () => {
  const again = own('4', '06:00', 'open', { request: 'CHG-1', version: '43' });
  const close = own('3', '05:50', 'close', { request: 'CHG-1' });
  assert.deepEqual(
    requestsOf(requests([opened, close, again])).map(({ version, closedAt }) => [version, closedAt]),
    [
      ['42', at('05:50')],
      ['43', undefined],
    ],
  );
});

const NASTY = '<img src=x onerror=alert(1)> | [x](javascript:alert(1)) `c` **b**\n# h';
const write = (events: OperatorEvent[], logged = '') =>
  governanceLog({
    events: fitting(events),
    logged: readLog(logged).events,
    configured: [{ reason: 'Quarter', from: at('00:00'), until: at('01:00') }],
    base: 'https://api.example.com',
    now: at('07:00'),
  });

test('export: reads back as what was written, whatever the texts', () => {
  const events = [
    opened,
    approval,
    own('5', '05:30', 'open', { request: NASTY, version: '43', reason: NASTY }),
    own('6', '05:31', 'freeze', { reason: NASTY, from: at('06:00'), until: at('08:00'), operator: NASTY }),
    own('7', '05:32', 'use', {
      action: 'shift',
      version: '42',
      weight: 0.1,
      request: 'CHG-1',
      operator: 'Grace',
      line: 'aws lambda update-alias | tee',
      outcome: 'copied',
    }),
  ];
  const text = write(
    events,
    `${HEAD}| CHG-0 | 2026-03-21 04:00 UTC | v41 | Old | Ada | | 2026-03-21 04:10 UTC |`,
  );
  const { requests, problems } = readLog(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    requests.map(({ request, version, openedAt, approver, closedAt }) => [
      request.slice(0, 5),
      version,
      openedAt,
      approver,
      closedAt,
    ]),
    [
      ['CHG-0', '41', at('04:00'), undefined, at('04:10')],
      ['CHG-1', '42', at('05:20:12'), 'Ada', undefined],
      ['<img ', '43', at('05:30'), undefined, undefined],
    ],
  );
  assert.ok(!/(?<!\\)<img|(?<!\\)\[x|^# h/m.test(text), 'markup from a text');
  assert.match(text, /\| v42 \| Faster \| Ada \|/);
  assert.match(text, /Quarter \| configuration \| by itself/);
  assert.match(
    text,
    /Shift, version 42, 10% of the calls \| CHG-1 \| Grace \| copied \| aws lambda update-alias \\\| tee/,
  );
  assert.match(text, /IAM/);
});

test('export: says in words where nothing was recorded', () => {
  const text = write([]);
  assert.match(text, /Nothing was recorded\./);
  assert.ok(!/undefined|NaN/.test(text));
});

test('trail: every event that can be read has its line, the last first', () => {
  const events = [
    own('1', '05:00', 'freeze', {}),
    own('2', '05:01', 'use', {}),
    own('3', '05:02', 'use', { action: 'constructor', weight: 'x' }),
    own('4', '05:03', 'toString', {}),
    own('5', '05:04', 'use', { action: 'rollback', version: '41', emergency: true, operator: 'Grace' }),
    own('6', '05:05', 'open', { request: 'R', version: 42 }),
    own('7', '05:06', 'open', { request: 'R' }),
    own('8', '05:01', 'approve', { request: 'R', approver: 'Ada' }),
  ];
  const { events: read, problem } = readEvents(governanceEvents, events);
  const lines = trailOf(read, () => 'then').map(({ what, who }) => [what, who]);
  assert.deepEqual(lines, [
    ['Request approved', 'Ada'],
    ['Request opened', undefined],
    ['Roll back, version 41, as an emergency, without an approved request', 'Grace'],
  ]);
  assert.match(
    problem ?? '',
    /^5 events of governance could not be read \(from: missing; and 4 other reasons\)\.$/,
  );
});
