import { expect } from '@open-wc/testing';
import { eventLogs } from '../../src/data/event-logs.ts';
import { governanceEvents } from '../../src/domain/governance/governance-events.ts';
import { todoEvents } from '../../src/domain/operator/todo-events.ts';
import { datedUntil, misfitOf, readEvents } from '../../src/store/event-log.ts';
import type { OperatorEvent } from '../../src/store/records.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 21, 5, 40);

const event = (id: string, type: string, more: object = {}): OperatorEvent => ({
  id,
  at: NOW,
  type,
  ...more,
});
const add = (id: string, more: object = {}) => event(id, 'add', { text: 'Feed the ducks', ...more });
const problemOf = (...events: OperatorEvent[]) => readEvents(todoEvents, events).problem;

describe('the logs of operators’ events', () => {
  it('have names and titles of their own', () => {
    for (const of of ['name', 'title'] as const)
      expect(new Set(eventLogs.map((log) => log[of])).size).to.equal(eventLogs.length);
  });

  it('leave out what does not fit, name it once, and keep the rest in its order', () => {
    const events = [
      add('a'),
      event('b', 'open', { request: 'CHG-7', version: 42 }),
      event('c', 'done', { todo: 7 }),
      add('d', { text: null }),
      add('e', { unknown: ['member'] }),
    ];
    const { events: read, problem } = readEvents(todoEvents, events);
    expect(read).to.eql([events[0], events[4]]);
    expect(problem).to.equal('3 events of to-dos could not be read (type: open; and 2 other reasons).');
  });

  it('name the member and what came', () => {
    const open = (more: object) => readEvents(governanceEvents, [event('a', 'open', more)]).problem;
    expect(open({ request: 'CHG-7', version: 42 })).to.equal(
      '1 event of governance could not be read (version: 42, text expected).',
    );
    expect(open({})).to.include('(request: missing');
    expect(open({ request: ['x'] })).to.include('(request: a list, text expected)');
    expect(open({ request: { toString: 5 } })).to.include('(request: an object');
    expect(open({ request: null })).to.include('(request: null');
    expect(open({ request: 'CHG-7', version: undefined, reason: '' })).to.equal(undefined);
    expect(open({ request: 'x'.repeat(1_000_000), reason: 5 })?.length).to.be.below(100);
    expect(problemOf(event('a', 'x'.repeat(1_000_000)))?.length).to.be.below(120);
  });

  it('take a member of an object’s prototype for no type and for no member', () => {
    for (const type of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      expect(problemOf(event('a', type, { text: 'x' })), type).to.include(`type: ${type}`);
    const inherited = Object.assign(Object.create({ text: 'inherited' }) as object, event('a', 'add'));
    expect(misfitOf(todoEvents, inherited)).to.equal('text: missing');
  });

  it('read an id once', () => {
    const { events, problem } = readEvents(todoEvents, [add('a'), add('a', { text: 'Another' })]);
    expect(events).to.eql([add('a')]);
    expect(problem).to.include('id: a, used before');
  });

  it('refuse every member of every type in every wrong shape, and take the right one', () => {
    const wrong = [null, [], {}, NaN, Infinity, -1, 1e300, [['deep']], Symbol('s'), () => 5, 5n];
    const samples: Record<string, unknown> = {
      tier: 'P0',
      audience: 'social',
      phase: 'update',
      role: 'support',
    };
    for (const log of eventLogs)
      for (const [type, members] of Object.entries(log.events)) {
        const good = Object.fromEntries(
          Object.entries(members).map(([marked, kind]) => {
            const name = marked.replace('?', '');
            const value = [samples[name], 'x', 0.5, 5, true, ['x'], 'shift'].find(
              (each) => each !== undefined && kind(each) !== undefined,
            );
            return [name, value];
          }),
        );
        expect(misfitOf(log, event('a', type, good)), `${log.name} ${type}`).to.equal(undefined);
        for (const name of Object.keys(good))
          for (const value of wrong) {
            // An empty list of names is a list of names.
            if (name === 'names' && Array.isArray(value) && value.length === 0) continue;
            const bad = event('a', type, { ...good, [name]: value });
            expect(misfitOf(log, bad), `${log.name} ${type} ${name}`).to.match(
              new RegExp(`^${name}(\\[\\d+\\])?: .*expected$`),
            );
          }
      }
  });

  describe('as they are judged at a time', () => {
    const at = (...times: number[]) =>
      datedUntil(
        times.map((time) => ({ at: NOW + time })),
        NOW,
      ).map((each) => each.at - NOW);

    it('are as they were stamped, where none is ahead', () => {
      const events = [{ at: NOW }, { at: NOW - 5 }];
      expect(datedUntil(events, NOW)).to.equal(events);
      expect(datedUntil([], NOW)).to.eql([]);
    });

    it('count as of now where they are a little ahead, and as of the one before where they are far ahead', () => {
      expect(at(-9, 3, -5, DAY - 1, DAY, 900 * DAY, -1)).to.eql([-9, 0, -5, 0, -5, -5, -1]);
      expect(at(DAY)).to.eql([-NOW]);
    });
  });
});
