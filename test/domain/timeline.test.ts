import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { notesOf } from '../../src/domain/operator/shift-notes.ts';
import { episodes, episodesChangeAt } from '../../src/domain/incidents/episodes.ts';
import { stillHolds, ticksOf, ticksChangeAt } from '../../src/domain/operator/ticked.ts';
import { capped, tally, timeline, timelineMarkdown } from '../../src/domain/incidents/timeline.ts';
import { governanceEvents } from '../../src/domain/governance/governance-events.ts';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import { noteEvents } from '../../src/domain/operator/note-events.ts';
import { drillEvents } from '../../src/domain/operator/tick-events.ts';
import { readEvents } from '../../src/store/event-log.ts';
import type { OperatorEvent } from '../../src/store/records.ts';
import type { Find } from '../../src/domain/incidents/episodes.ts';
import type { TimelineSources } from '../../src/domain/incidents/timeline.ts';

const NOW = Date.UTC(2026, 2, 21, 5, 40);
const MINUTE = 60_000;
const INTERVAL = 30_000;
const before = (minutes: number): number => NOW - minutes * MINUTE;

const DEAD = { id: 'agent-dead', title: 'An agent is dead', score: 55 };
const DOWN = { id: 'status-failing', title: 'The status route keeps failing', score: 95 };

describe('anomalies over time', () => {
  const look = (minutes: number, ...found: Find['found'][number][]): Find => ({ at: before(minutes), found });
  const failed = (minutes: number): Find => ({ ...look(minutes, DOWN), unanswered: true });
  const reported = (...log: Find[]) =>
    episodes(log, NOW, INTERVAL).map(({ id, first, last, state, missed, unwatched }) => [
      id,
      (NOW - first) / MINUTE,
      (NOW - last) / MINUTE,
      state,
      missed === undefined ? undefined : (NOW - missed) / MINUTE,
      unwatched / MINUTE,
    ]);

  const cases: [what: string, log: Find[], want: unknown[]][] = [
    ['nothing logged', [], []],
    ['nothing found', [look(2), look(1)], []],
    [
      'one that lasts is one',
      [look(3, DEAD), look(2, DEAD), look(1, DEAD)],
      [['agent-dead', 3, 1, 'lasting', undefined, 0]],
    ],
    [
      'one that is not found any more',
      [look(5, DEAD), look(4, DEAD), look(3), look(1)],
      [['agent-dead', 5, 4, 'gone', 3, 0]],
    ],
    [
      'the same again after that is another',
      [look(5, DEAD), look(4), look(2, DEAD), look(1, DEAD)],
      [
        ['agent-dead', 2, 1, 'lasting', undefined, 0],
        ['agent-dead', 5, 5, 'gone', 4, 0],
      ],
    ],
    [
      'nobody has looked since: no end is made up',
      [look(40, DEAD), look(16, DEAD)],
      [['agent-dead', 40, 16, 'unseen', undefined, 24]],
    ],
    [
      '15 min without a look are too long',
      [look(15, DEAD)],
      [['agent-dead', 15, 15, 'unseen', undefined, 0]],
    ],
    ['a little less are not', [look(14.9, DEAD)], [['agent-dead', 14.9, 14.9, 'lasting', undefined, 0]]],
    [
      'found again after a long gap it is the same, and the gap is told',
      [look(200, DEAD), look(2, DEAD)],
      [['agent-dead', 200, 2, 'lasting', undefined, 198]],
    ],
    [
      'gone after a long gap: when it was looked for is told',
      [look(200, DEAD), look(2)],
      [['agent-dead', 200, 200, 'gone', 2, 0]],
    ],
    [
      'a poll that failed tells of nothing but itself',
      [look(5, DEAD), failed(4), failed(3), look(2, DEAD)],
      [
        ['agent-dead', 5, 2, 'lasting', undefined, 0],
        ['status-failing', 4, 3, 'gone', 2, 0],
      ],
    ],
    [
      'what is written late is put in its place',
      [look(1), look(2, DEAD)],
      [['agent-dead', 2, 2, 'gone', 1, 0]],
    ],
    [
      'what comes later is not known yet',
      [look(1, DEAD), look(-5)],
      [['agent-dead', 1, 1, 'lasting', undefined, 0]],
    ],
  ];
  for (const [what, log, want] of cases) test(what, () => assert.deepEqual(reported(...log), want));

  test('of those last seen at once the worse comes first', () => {
    assert.deepEqual(
      episodes([look(1, DEAD, { ...DOWN })], NOW, INTERVAL).map(({ id }) => id),
      ['status-failing', 'agent-dead'],
    );
  });

  test('stops to last 15 min after it was seen', () => {
    assert.equal(
      episodesChangeAt(episodes([look(2, DEAD)], NOW, INTERVAL), INTERVAL),
      before(2) + 15 * MINUTE,
    );
    assert.equal(episodesChangeAt([], INTERVAL), Infinity);
  });
});

const NONE: TimelineSources = {
  deploys: [],
  aliases: [],
  audit: [],
  notes: [],
  incidents: [],
  mode: [],
  governance: [],
  anomalies: [],
  failures: [],
};

describe('the timeline', () => {
  type Given = Partial<
    Omit<TimelineSources, 'incidents' | 'mode' | 'governance'> &
      Record<'incidents' | 'mode' | 'governance', OperatorEvent[]>
  >;
  // The rule is given what fits each log, as a card is.
  const sources = ({ incidents = [], mode = [], governance = [], ...more }: Given): TimelineSources => ({
    ...NONE,
    ...more,
    incidents: readEvents(incidentEvents, incidents).events,
    mode: readEvents(modeEvents, mode).events,
    governance: readEvents(governanceEvents, governance).events,
  });
  const of = (more: Given) => timeline(sources(more), NOW);
  const lines = (more: Given) =>
    of(more).list.map(({ at, origin, what }) => `${(NOW - at) / MINUTE} ${origin}: ${what}`);

  test('merges every source, newest first', () => {
    const on = (minutes: number, type: string, more: object) => ({
      id: type + String(minutes),
      at: before(minutes),
      type,
      incident: 'i',
      ...more,
    });
    const incident = [
      { id: 'i', at: before(10), type: 'open', title: 'Pond is dry', tier: 'P2', cause: 'Sun' },
      on(9.2, 'tier', { tier: 'P1' }),
      on(9.1, 'tier', { tier: 'P1' }),
      on(8, 'note', { text: 'Called the plumber' }),
      on(3, 'resolve', { text: 'It rained' }),
      on(1.5, 'reopen', {}),
    ];
    assert.deepEqual(
      lines({
        deploys: [{ at: before(20), version: '42', alias: 'prod', summary: 'Faster' }],
        aliases: [
          { at: before(30), alias: 'prod', version: '41' },
          { at: before(19), alias: 'prod', version: '42' },
        ],
        audit: [{ id: 'a', event_type: 'duck.signup', timestamp: before(9), actor: 'd-1' }],
        notes: [{ id: 'n', at: before(1), text: 'Quiet again' }],
        incidents: incident,
        mode: [
          { id: 'm', at: before(9.5), type: 'start' },
          { id: 'o', at: before(2), type: 'end' },
        ],
        governance: [
          { id: 'g', at: before(25), type: 'open', request: 'CR-7', version: '42', operator: 'Jemima' },
          { id: 'u', at: before(18), type: 'use', action: 'promote', version: '42', outcome: 'promoted' },
        ],
        anomalies: [
          { ...DEAD, first: before(12), last: before(5), state: 'gone', missed: before(4), unwatched: 0 },
        ],
        failures: [
          {
            route: 'audit',
            path: '/beak/audit',
            first: before(7),
            last: before(6.5),
            count: 2,
            faults: [{ kind: 'http', status: 503 }, { kind: 'timeout' }],
            ended: before(6),
            state: 'over',
            lasted: MINUTE,
          },
        ],
      }),
      [
        '1 note: Quiet again',
        '1.5 incident: Opened again: Pond is dry',
        '2 incident: Incident mode ended',
        '3 incident: Resolved: Pond is dry',
        '4 anomaly: Not found any more: An agent is dead',
        '6 failure: /beak/audit answers again',
        '7 failure: /beak/audit failed: HTTP 503, timeout',
        '8 note: Called the plumber',
        '9 audit: duck.signup d-1',
        '9.2 incident: Now P1: Pond is dry',
        '9.5 incident: Incident mode started',
        '10 incident: Opened: Pond is dry',
        '12 anomaly: First seen: An agent is dead',
        '18 governance: Promote, version 42',
        '19 alias: Alias prod from version 41 to 42',
        '20 deploy: Version 42 to alias prod',
        '25 governance: Request opened for version 42',
      ],
    );
  });

  test('tells of a step what else is known, and of a use not its command line', () => {
    const { list } = of({
      incidents: [
        { id: 'i', at: before(9), type: 'open', title: 'Pond is dry', tier: 'P2', cause: 'Sun' },
        { id: 't', at: before(8), type: 'tier', incident: 'i', tier: 'P0' },
        { id: 'r', at: before(7), type: 'resolve', incident: 'i', text: 'It rained' },
        { id: 's', at: before(6), type: 'resolve', incident: 'i', text: 'Twice' },
      ],
      governance: [
        {
          id: 'u',
          at: before(5),
          type: 'use',
          action: 'stop',
          request: 'CR-7',
          operator: 'Jo',
          line: 'aws x',
        },
      ],
    });
    assert.deepEqual(
      list.map(({ what, more }) => `${what} – ${more ?? ''}`),
      [
        'Stop the deployment – request CR-7, by Jo',
        'Twice – on Pond is dry',
        'Resolved: Pond is dry – It rained',
        'Now P0: Pond is dry – it was P2',
        'Opened: Pond is dry – as P2, cause: Sun',
      ],
    );
  });

  test('of two things of one time puts the incident before the mode that opened it, and the worse anomaly on top', () => {
    const mode = [{ id: 'm', at: before(5), type: 'start', incident: 'i' }];
    const incident = [{ id: 'i', at: before(5), type: 'open', title: 'Pond is dry', tier: 'P1' }];
    const lasting = { first: before(6), last: before(1), state: 'lasting' as const, unwatched: 0 };
    assert.deepEqual(
      lines({
        mode,
        incidents: incident,
        anomalies: [
          { ...DOWN, ...lasting },
          { ...DEAD, ...lasting },
        ],
      }),
      [
        '5 incident: Incident mode started',
        '5 incident: Opened: Pond is dry',
        '6 anomaly: First seen: The status route keeps failing',
        '6 anomaly: First seen: An agent is dead',
      ],
    );
  });

  test('takes what an alias was at first, and the same again, for no change', () => {
    const noted = ['41', '41', '42', '42', '41'].map((version, n) => ({
      at: before(9 - n),
      alias: 'prod',
      version,
    }));
    assert.deepEqual(lines({ aliases: noted }), [
      '5 alias: Alias prod from version 42 to 41',
      '7 alias: Alias prod from version 41 to 42',
    ]);
  });

  test('tells a line of the audit once, and leaves pulses out, with their number', () => {
    const signup = { event_type: 'duck.signup', timestamp: before(2) };
    const { list, pulses } = of({
      audit: [signup, { ...signup }, { id: 'p', event_type: 'duck.pulse', timestamp: before(1) }],
    });
    assert.equal(list.length, 1);
    assert.equal(pulses, 1);
  });

  test('has no place for what has no time or comes from the future, and counts it', () => {
    const { list, untimed } = of({
      audit: [{ event_type: 'duck.signup' }, { timestamp: NOW + 61_000 }, { timestamp: NOW + MINUTE }],
    });
    assert.deepEqual(
      list.map(({ what }) => what),
      ['An event without a type'],
    );
    assert.equal(untimed, 2);
  });

  test('claims no end that nobody saw', () => {
    const lost = {
      route: 'beak' as const,
      path: '/beak',
      first: before(50),
      last: before(49),
      count: 1,
      faults: [{ kind: 'timeout' as const }],
      state: 'unseen' as const,
      lasted: MINUTE,
    };
    const episode = { ...DEAD, first: before(60), last: before(40), state: 'unseen' as const, unwatched: 0 };
    const { list } = of({ failures: [lost], anomalies: [episode] });
    assert.deepEqual(
      list.map(({ what, more }) => `${what} – ${more ?? ''}`),
      [
        '/beak failed: timeout – 1 request, nobody asked after 2026-03-21 04:51:00 UTC',
        'First seen: An agent is dead – score 55, last seen 2026-03-21 05:00:00 UTC',
      ],
    );
  });

  test('is counted by source, and capped', () => {
    const { list } = of({ notes: [1, 2, 3].map((n) => ({ id: String(n), at: before(n), text: 'x' })) });
    assert.deepEqual([tally(list).note, tally(list).deploy], [3, 0]);
    assert.deepEqual([capped(list, 2).shown.length, capped(list, 2).older], [2, 1]);
    assert.equal(capped(list, 3).older, 0);
  });
});

describe('the timeline in Markdown', () => {
  const note = (text: string, minutes = 1) => ({ at: before(minutes), origin: 'note' as const, what: text });

  test('tells exact times with their zone, and what was left out', () => {
    const text = timelineMarkdown([note('Quiet')], {
      base: 'https://a.test',
      now: NOW,
      without: ['audit', 'deploy'],
    });
    assert.match(text, /^# Incident timeline$/m);
    assert.match(text, /^- 2026-03-21 05:39:00 UTC · Notes · Quiet$/m);
    assert.match(text, /^Left out: Audit, Deploys\.$/m);
    assert.match(
      timelineMarkdown([], { base: 'x', now: NOW, without: [] }),
      /Nothing happened that is known/,
    );
  });

  test('is capped at 500, and says how many are older', () => {
    const many = Array.from({ length: 503 }, (_, n) => note('x', n));
    const text = timelineMarkdown(many, { base: 'x', now: NOW, without: [] });
    assert.equal(text.match(/^- 2026/gm)?.length, 500);
    assert.match(text, /^- and 3 older$/m);
  });

  test('has no structure, link or HTML that came from a field or an operator', () => {
    const evil =
      '\n# Owned\n[x](https://evil.example) <img src=x onerror=alert(1)> | `b` www.evil.example\n- item';
    const text = timelineMarkdown([{ ...note(evil), more: evil }], {
      base: `https://a.test/${evil}`,
      now: NOW,
      without: [],
    });
    const clean = text.replace(/of `[^`\n]*`/, '').replace(/\\[!-/:-@[-`{-~]/g, '');
    assert.doesNotMatch(clean, /[[\]<>`]|:\/\/|www\.|^#+ Owned|^- item/m);
    assert.equal(text.match(/^#/gm)?.length, 1);
  });
});

describe('notes of a shift', () => {
  const add = (id: string, text: unknown) => ({ id, at: Number(id), type: 'add', text });
  const rows: [string, OperatorEvent[], string[]][] = [
    ['in the order of writing', [add('1', 'a'), add('2', 'b')], ['a', 'b']],
    [
      'without what was removed',
      [add('1', 'a'), add('2', 'b'), { id: '3', at: 3, type: 'remove', note: '1' }],
      ['b'],
    ],
    [
      'with what was brought back, in its place',
      [
        add('1', 'a'),
        add('2', 'b'),
        { id: '3', at: 3, type: 'remove', note: '1' },
        { id: '4', at: 4, type: 'restore', note: '1' },
      ],
      ['a', 'b'],
    ],
    [
      'without what is no text',
      [add('1', 7), add('2', '  '), { id: '3', at: 3, type: 'odd', text: 'c' }],
      [],
    ],
  ];
  for (const [what, events, want] of rows)
    test(what, () =>
      assert.deepEqual(
        notesOf(readEvents(noteEvents, events).events).map(({ text }) => text),
        want,
      ),
    );
});

describe('ticks', () => {
  const event = (id: number, type: string, more: object = {}) => ({ id: String(id), at: id, type, ...more });
  const rows: [string, OperatorEvent[], string[], string | undefined][] = [
    [
      'are taken back one by one',
      [event(1, 'tick', { item: 'a' }), event(2, 'tick', { item: 'b' }), event(3, 'untick', { item: 'a' })],
      ['b'],
      undefined,
    ],
    ['go with a reset, which can be undone', [event(1, 'tick', { item: 'a' }), event(2, 'reset')], [], '2'],
    [
      'come back with it',
      [event(1, 'tick', { item: 'a' }), event(2, 'reset'), event(3, 'restore', { reset: '2' })],
      ['a'],
      undefined,
    ],
    ['a reset of nothing has no undo', [event(1, 'reset')], [], undefined],
    [
      'nor one after which something was ticked',
      [event(1, 'tick', { item: 'a' }), event(2, 'reset'), event(3, 'tick', { item: 'b' })],
      ['b'],
      undefined,
    ],
    [
      'two resets in a row: the one that took something counts',
      [event(1, 'tick', { item: 'a' }), event(2, 'reset'), event(3, 'reset')],
      [],
      '2',
    ],
    ['what is no item changes nothing', [event(1, 'tick', { item: 7 })], [], undefined],
  ];
  for (const [what, events, want, undo] of rows)
    test(what, () => {
      const is = ticksOf(readEvents(drillEvents, events).events);
      assert.deepEqual([...is.ticks.keys()], want);
      assert.equal(is.undo, undo);
    });

  test('keep what was said of them', () => {
    assert.equal(
      ticksOf([{ id: '1', at: 1, type: 'tick', item: 'a', as: 'Degraded' }]).ticks.get('a')?.as,
      'Degraded',
    );
  });

  test('hold until the limit, not at it', () => {
    assert.equal(stillHolds({ at: NOW - 9 }, NOW, 10), true);
    assert.equal(stillHolds({ at: NOW - 10 }, NOW, 10), false);
    assert.equal(stillHolds(undefined, NOW, 10), false);
    assert.equal(ticksChangeAt([{ at: NOW - 9 }, { at: NOW - 10 }], NOW, 10), NOW + 1);
  });
});
