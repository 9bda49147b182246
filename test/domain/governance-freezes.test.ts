import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  declaredAmiss,
  freezesOf as freezes,
  freezesChangeAt,
  isGovernance,
  startedFreezes as started,
} from '../../src/domain/governance/governance.ts';
import { askedFor, extension, freezeWindow, utcTime } from '../../src/domain/governance/governance-form.ts';
import { governanceEvents } from '../../src/domain/governance/governance-events.ts';
import { readEvents } from '../../src/store/event-log.ts';
import type { OperatorEvent } from '../../src/store/records.ts';

// Rules are given what fits its log, as a card is.
const fitting = (events: OperatorEvent[]) => readEvents(governanceEvents, events).events;
const startedFreezes = (events: OperatorEvent[]) => started(fitting(events));
const freezesOf = (events: OperatorEvent[], configured: Parameters<typeof freezes>[1], now: number) =>
  freezes(fitting(events), configured, now);

const NOW = Date.parse('2026-03-21T05:40:30Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const event = (id: string, at: number, type: string, more: object = {}): OperatorEvent => ({
  id,
  at,
  type,
  ...more,
});
const start = (id: string, from: number, until: number, at = from): OperatorEvent =>
  event(id, at, 'freeze', { from, until, reason: `Reason of ${id}`, operator: 'Ada' });
const extend = (freeze: string, at: number, until: unknown): OperatorEvent =>
  event(`x${at}`, at, 'extend', { freeze, until });
const end = (freeze: string, at: number, approver: unknown = 'Release lead'): OperatorEvent =>
  event(`e${at}`, at, 'end', { freeze, approver });

const table: [name: string, events: OperatorEvent[], now: number, active: string[], coming: string[]][] = [
  ['nothing', [], 5, [], []],
  ['one that holds', [start('a', 0, 10)], 5, ['a'], []],
  ['at its first moment', [start('a', 5, 10)], 5, ['a'], []],
  ['at its last moment it is over', [start('a', 0, 10)], 10, [], []],
  ['one to come', [start('a', 6, 10, 0)], 5, [], ['a']],
  ['the longest first', [start('a', 0, 10), start('b', 1, 20)], 5, ['b', 'a'], []],
  ['ended early', [start('a', 0, 10), end('a', 4)], 5, [], []],
  ['ended before it began', [start('a', 6, 10, 0), end('a', 4)], 5, [], []],
  ['ended by nobody', [start('a', 0, 10), end('a', 4, '  ')], 5, ['a'], []],
  ['extended', [start('a', 0, 10), extend('a', 4, 20)], 15, ['a'], []],
  ['extended once it was over', [start('a', 0, 10), extend('a', 10, 20)], 15, [], []],
  ['extended once it was ended', [start('a', 0, 10), end('a', 3), extend('a', 4, 20)], 5, [], []],
  ['an extension that shortens', [start('a', 0, 10), extend('a', 2, 4)], 5, ['a'], []],
  [
    'two extensions at once, told in any order',
    [extend('a', 4, 20), extend('a', 3, 30), start('a', 0, 10)],
    25,
    ['a'],
    [],
  ],
  ['an end that another tab wrote with a clock behind', [end('a', -1), start('a', 0, 10)], 5, [], []],
  ['an extension of nothing', [extend('b', 1, 20), end('b', 2)], 5, [], []],
  ['one without an end', [event('a', 0, 'freeze', { from: 0, reason: 'x' })], 5, [], []],
  ['one that ends before it begins', [start('a', 4, 3)], 5, [], []],
  ['one of times that no date can tell', [start('a', 0, 1e300)], 5, [], []],
  ['one of times that are no numbers', [event('a', 0, 'freeze', { from: '0', until: '10' })], 5, [], []],
  ['a freeze named like a member of objects', [start('__proto__', 0, 10)], 5, ['__proto__'], []],
];
for (const [name, events, now, active, coming] of table)
  test(`freezes: ${name}: active [${active}], coming [${coming}]`, () => {
    const found = freezesOf(events, undefined, now);
    assert.deepEqual(
      [found.active, found.coming].map((list) => list.map(({ id }) => id)),
      [active, coming],
    );
  });

test('freezes: those of the configuration and of operators hold together, whoever ends theirs', () => {
  const configured = [{ reason: 'Quarter', from: 0, until: 10 }];
  const { active } = freezesOf([start('a', 0, 20), end('a', 3)], configured, 5);
  assert.deepEqual(active, [{ reason: 'Quarter', from: 0, until: 10, by: 'configuration' }]);
  assert.deepEqual(
    freezesOf([start('a', 0, 20)], configured, 5).active.map(({ by }) => by),
    ['operator', 'configuration'],
  );
});

test('freezes: one of the configuration that cannot be used is named by its place', () => {
  const configured = [{ from: 0, until: 10 }, { from: 5 }, { from: 5, until: 5 }];
  assert.equal(freezesOf([], configured, 5).active.length, 1);
  const said = declaredAmiss(configured);
  assert.equal(said.length, 2);
  assert.match(said[0] ?? '', /freezes\[1\].*until/);
  assert.match(said[1] ?? '', /freezes\[2\]/);
});

test('freezes: the next turn is the first end of those that hold, or the first start of those to come', () => {
  assert.equal(freezesChangeAt(freezesOf([start('a', 0, 10), start('b', 8, 20, 0)], [], 5)), 8);
  assert.equal(freezesChangeAt(freezesOf([start('a', 0, 10)], [], 5)), 10);
  assert.equal(freezesChangeAt({ active: [], coming: [] }), Infinity);
});

test('freezes: the record keeps who started it, when it was ended, and by whose name', () => {
  assert.deepEqual(startedFreezes([start('a', 0, 10), end('a', 4), end('a', 5, 'Somebody else')]), [
    {
      id: 'a',
      reason: 'Reason of a',
      from: 0,
      until: 10,
      by: 'operator',
      who: 'Ada',
      endedAt: 4,
      approver: 'Release lead',
    },
  ]);
});

test('governance: only events on requests, with members of the right kind, count as such', () => {
  const counts = (each: OperatorEvent) => fitting([each]).some(isGovernance);
  assert.ok(counts(event('1', 1, 'open', { request: 'R1' })));
  for (const each of [
    event('1', 1, 'open'),
    event('1', 1, 'open', { request: ' ' }),
    event('1', 1, 'open', { request: 7 }),
    event('1', 1, 'open', { request: 'R1', version: 42 }),
    event('1', 1, 'open', { request: 'R1', reason: {} }),
    event('1', 1, 'freeze', { request: 'R1' }),
    event('1', 1, 'constructor', { request: 'R1' }),
  ])
    assert.ok(!counts(each), JSON.stringify(each));
});

const times: [typed: string, at: string | undefined][] = [
  ['2026-03-21 05:40', '2026-03-21T05:40:00.000Z'],
  [' 2026-03-21T05:40Z ', '2026-03-21T05:40:00.000Z'],
  ['2026-03-21  05:40:07 utc', '2026-03-21T05:40:07.000Z'],
  ['2026-02-30 05:40', undefined],
  ['2026-03-21 24:00', undefined],
  ['2026-03-21 05:40 CET', undefined],
  ['2026-03-21', undefined],
  ['21.03.2026 05:40', undefined],
  ['tomorrow', undefined],
  ['', undefined],
];
for (const [typed, at] of times)
  test(`times: “${typed}” is ${at}`, () => {
    assert.equal(utcTime(typed), at === undefined ? undefined : Date.parse(at));
  });

const windows: [name: string, from: string, until: string, wrong: RegExp | undefined][] = [
  ['from now on', '', '2026-03-21 06:00', undefined],
  ['from the present minute on', '2026-03-21 05:40', '2026-03-21 06:00', undefined],
  ['of exactly 30 days', '2026-03-22 00:00', '2026-04-21 00:00', undefined],
  ['over 30 days', '2026-03-22 00:00', '2026-04-21 00:01', /at most 30 d.*2026-04-21 00:00:00 UTC/],
  ['in the past', '2026-03-21 05:39', '2026-03-21 06:00', /“From” is in the past.*05:40:30 UTC.*later/],
  ['that ends in the past', '', '2026-03-21 05:40', /“Until” is in the past/],
  ['that ends when it begins', '2026-03-22 00:00', '2026-03-22 00:00', /not after “From”/],
  ['that begins at no time', 'noon', '2026-03-22 00:00', /“From” is no time.*UTC/],
  ['that ends at no time', '', '', /“Until” is no time.*UTC/],
];
for (const [name, from, until, wrong] of windows)
  test(`a window ${name} is ${wrong ? 'refused' : 'taken'}`, () => {
    const checked = freezeWindow({ from, until }, NOW);
    if (wrong) assert.match(checked.wrong ?? '', wrong);
    else assert.equal(checked.wrong, undefined);
  });

test('an extension lengthens, and not beyond 30 days from the start', () => {
  const freeze = { reason: '', from: NOW - HOUR, until: NOW + HOUR, by: 'operator' as const, id: 'a' };
  assert.match(extension('2026-03-21 06:00', freeze, NOW).wrong ?? '', /does not lengthen/);
  assert.match(extension('soon', freeze, NOW).wrong ?? '', /no time/);
  const most = freeze.from + 30 * DAY;
  const typed = (at: number) => new Date(at).toISOString().slice(0, 19);
  assert.deepEqual(extension(typed(most), freeze, NOW), { value: most });
  assert.match(extension(typed(most + 1000), freeze, NOW).wrong ?? '', /at most 30 d/);
});

test('a request has an id, a version’s number and a reason', () => {
  const good = { request: ' CHG-7 ', version: 'v42', reason: ' Faster ' };
  assert.deepEqual(askedFor(good), { value: { request: 'CHG-7', version: '42', reason: 'Faster' } });
  const wrongs: [object, string][] = [
    [{ request: ' ' }, 'request'],
    [{ version: '$LATEST' }, 'version'],
    [{ version: '0' }, 'version'],
    [{ version: '' }, 'version'],
    [{ reason: '' }, 'reason'],
  ];
  for (const [bent, field] of wrongs) {
    const checked = askedFor({ ...good, ...bent });
    assert.equal('field' in checked && checked.field, field);
  }
});
