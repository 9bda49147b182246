import assert from 'node:assert/strict';
import { test } from 'node:test';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import * as rules from '../../src/domain/incidents/incidents.ts';
import { readEvents } from '../../src/store/event-log.ts';
import type { OperatorEvent } from '../../src/store/records.ts';

const HOUR = 3_600_000;
const { TIERS } = rules;

// Rules are given what fits its log, as a card is.
const onIncidents = (events: OperatorEvent[]) => readEvents(incidentEvents, events).events;
const onMode = (events: OperatorEvent[]) => readEvents(modeEvents, events).events;
const incidents = (events: OperatorEvent[]) => rules.incidents(onIncidents(events));
const incidentMode = (events: OperatorEvent[]) => rules.incidentMode(onMode(events));
const incidentState = (
  mode: OperatorEvent[],
  events: OperatorEvent[],
  now: number,
  limits?: { remind: number },
) => rules.incidentState(onMode(mode), onIncidents(events), now, limits);

const open = (at: number, id: string, tier: unknown = 'P1', title: unknown = id): OperatorEvent => ({
  id,
  at,
  type: 'open',
  title,
  tier,
});
const on = (at: number, type: string, incident: unknown, more: object = {}): OperatorEvent => ({
  id: `event-${at}`,
  at,
  type,
  incident,
  ...more,
});

const order: [name: string, events: OperatorEvent[], ids: string[]][] = [
  ['nothing', [], []],
  ['one', [open(1, 'a')], ['a']],
  ['the worst tier first', [open(1, 'a', 'P3'), open(2, 'b', 'P0'), open(3, 'c', 'P2')], ['b', 'c', 'a']],
  ['of one tier the newest first', [open(1, 'a'), open(2, 'b')], ['b', 'a']],
  [
    'a resolved one after every open one',
    [open(1, 'a', 'P0'), open(2, 'b', 'P3'), on(3, 'resolve', 'a')],
    ['b', 'a'],
  ],
  [
    'one that was raised',
    [open(1, 'a', 'P3'), open(2, 'b', 'P2'), on(3, 'tier', 'a', { tier: 'P0' })],
    ['a', 'b'],
  ],
  [
    'a tier that is none changes nothing',
    [open(1, 'a', 'P1'), open(2, 'b', 'P2'), on(3, 'tier', 'a', { tier: 'P9' })],
    ['a', 'b'],
  ],
  ['opened twice under one id: once', [open(1, 'a'), open(2, 'a')], ['a']],
  [
    'without a title, an empty one, a number',
    [open(1, 'a', 'P1', null), open(2, 'b', 'P1', ''), open(3, 'c', 'P1', 7)],
    [],
  ],
  ['a tier that is none', [open(1, 'a', 'P4'), open(2, 'b', 0), open(3, 'c', null)], []],
  [
    'events on what is not there',
    [on(1, 'note', 'x', { text: 'y' }), on(2, 'resolve', 'x'), on(3, 'reopen', {})],
    [],
  ],
  ['named like a member of objects', [open(1, '__proto__')], ['__proto__']],
];
for (const [name, events, ids] of order)
  test(`incidents: ${name}`, () => {
    assert.deepEqual(
      incidents(events).map(({ id }) => id),
      ids,
    );
  });

test('incidents: what was written is there, in its order, with the cause', () => {
  const [found] = incidents([
    { ...open(1, 'a', 'P2', 'Pond dry'), cause: 'Drought' },
    on(2, 'note', 'a', { text: 'Pump is on' }),
    on(3, 'note', 'a', { text: '' }),
    on(4, 'note', 'a', { text: 5 }),
    on(5, 'resolve', 'a', { text: 'Refilled' }),
  ]);
  assert.deepEqual(found, {
    id: 'a',
    title: 'Pond dry',
    tier: 'P2',
    cause: 'Drought',
    openedAt: 1,
    notes: [{ at: 2, text: 'Pump is on' }],
    resolvedAt: 5,
    closing: 'Refilled',
  });
});

test('incidents: resolved in two tabs the first time counts, and both texts are kept', () => {
  const [found] = incidents([
    open(1, 'a'),
    on(2, 'resolve', 'a', { text: 'First' }),
    on(3, 'resolve', 'a', { text: 'Second' }),
    on(4, 'resolve', 'a'),
  ]);
  assert.deepEqual([found?.resolvedAt, found?.closing], [2, 'First']);
  assert.deepEqual(found?.notes, [{ at: 3, text: 'Second' }]);
});

test('incidents: reopened, it is open, and its closing words become a note', () => {
  const [found] = incidents([open(1, 'a'), on(2, 'resolve', 'a', { text: 'Done' }), on(3, 'reopen', 'a')]);
  assert.equal(found && 'resolvedAt' in found, false);
  assert.equal(found && 'closing' in found, false);
  assert.deepEqual(found?.notes, [{ at: 2, text: 'Done' }]);
  assert.deepEqual(incidents([open(1, 'a'), on(2, 'reopen', 'a')])[0]?.notes, []);
});

test('incidents: when it was reopened is told, unless it was open', () => {
  const events = [open(1, 'a'), on(2, 'reopen', 'a'), on(3, 'resolve', 'a'), on(4, 'reopen', 'a')];
  assert.equal(incidents(events.slice(0, 2))[0]?.reopenedAt, undefined);
  assert.equal(incidents(events)[0]?.reopenedAt, 4);
});

test('incidents: the tier that one had on the older page is kept beside its own', () => {
  const [found] = incidents([{ ...open(1, 'a', 'P0'), was: 'P1' }]);
  assert.deepEqual([found?.tier, found?.was], ['P0', 'P1']);
  assert.equal('was' in (incidents([{ ...open(1, 'a'), was: 1 }])[0] ?? {}), false);
});

test('incidents: a note stamped before its incident, by a clock that differs, is not lost', () => {
  assert.deepEqual(incidents([on(1, 'note', 'a', { text: 'Early' }), open(2, 'a')])[0]?.notes, [
    { at: 1, text: 'Early' },
  ]);
});

test('incidents: the tiers are told worst first', () => {
  assert.deepEqual(TIERS, ['P0', 'P1', 'P2', 'P3']);
});

const modes: [
  name: string,
  events: OperatorEvent[],
  since: number | undefined,
  incident: string | undefined,
][] = [
  ['never started', [], undefined, undefined],
  ['started', [on(5, 'start', 'a')], 5, 'a'],
  ['started twice: the first counts', [on(5, 'start', 'a'), on(6, 'start', 'b')], 5, 'a'],
  ['ended', [on(5, 'start', 'a'), on(6, 'end', undefined)], undefined, undefined],
  [
    'ended twice',
    [on(5, 'start', 'a'), on(6, 'end', undefined), on(7, 'end', undefined)],
    undefined,
    undefined,
  ],
  ['started again', [on(5, 'start', 'a'), on(6, 'end', undefined), on(7, 'start', 'b')], 7, 'b'],
  ['ended, never started', [on(6, 'end', undefined)], undefined, undefined],
  ['started without an incident', [on(5, 'start', undefined)], 5, undefined],
  ['started at the epoch', [on(0, 'start', 'a'), on(1, 'start', 'b')], 0, 'a'],
  [
    'an incident that is no text: the event cannot be read',
    [on(5, 'start', { id: 'a' })],
    undefined,
    undefined,
  ],
  [
    'ended by a clock that was put back',
    [on(5, 'start', 'a'), on(3, 'end', undefined)],
    undefined,
    undefined,
  ],
  ['an event that it does not know', [on(5, 'start', 'a'), on(6, 'dance', 'b')], 5, 'a'],
];
for (const [name, events, since, incident] of modes)
  test(`incident mode: ${name}`, () => assert.deepEqual(incidentMode(events), { since, incident }));

const reminders: [after: number, late: boolean][] = [
  [0, false],
  [4 * HOUR - 1, false],
  [4 * HOUR, true],
  [5 * HOUR, true],
];
for (const [after, late] of reminders)
  test(`incident mode: ${after} ms after its start it is ${late ? '' : 'not '}reminded of`, () => {
    const state = incidentState([on(7, 'start', 'a')], [], 7 + after);
    assert.deepEqual([state.late, state.lateAt], [late, late ? undefined : 7 + 4 * HOUR]);
  });

test('incident mode: the limit can be another, and off it reminds of nothing', () => {
  assert.equal(incidentState([on(7, 'start', 'a')], [], 7 + HOUR, { remind: HOUR }).late, true);
  const off = incidentState([], [open(1, 'a')], 1e15);
  assert.deepEqual([off.late, off.lateAt, off.record], [false, undefined, undefined]);
  assert.deepEqual(
    off.others.map(({ id }) => id),
    ['a'],
  );
});

test('incident mode: its own incident is apart from the others that are open', () => {
  const events = [open(1, 'a', 'P3'), open(2, 'b', 'P0'), open(3, 'c'), on(4, 'resolve', 'c')];
  const state = incidentState([on(5, 'start', 'a')], events, 6);
  assert.equal(state.record?.id, 'a');
  assert.deepEqual(
    state.others.map(({ id }) => id),
    ['b'],
  );
  assert.equal(incidentState([on(5, 'start', 'gone')], events, 6).record, undefined);
});
