import { expect } from '@open-wc/testing';
import { field } from '../../src/api/field.ts';
import { integer, text } from '../../src/api/kinds.ts';
import { factsOf, madeAt, missingFrom, cardDataOf, phaseOf, stalesAt } from '../../src/data/card-data.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { own } from '../../src/data/spec.ts';
import { governanceEvents } from '../../src/domain/governance/governance-events.ts';
import { todoEvents } from '../../src/domain/operator/todo-events.ts';
import type { ApiState, Phase } from '../../src/data/card-data.ts';
import type { Spec } from '../../src/data/spec.ts';
import type { RouteState } from '../../src/data/state.ts';

const now = Date.parse('2026-11-21T07:00:00Z');

const spec = {
  title: 'A',
  section: 'posture',
  size: 'small',
  reads: {
    version: field('status.lambda.version', text),
    region: field('status.lambda.region?', text),
    bonded: field('metrics.spaceducks_bonded', integer),
  },
  records: { own: own(todoEvents), governance: governanceEvents },
  compares: 'before',
} as const satisfies Spec;

const status = (json: unknown, age = 0): RouteState => ({ last: { json, at: now - age }, restored: true });
const good = (age = 0): Partial<ApiState['routes']> => ({
  status: status({ lambda: { version: '42', region: 'eu-west-1' } }, age),
  metrics: status({ spaceducks_bonded: 3 }, age),
});
const known = (routes: ApiState['routes'], more: Partial<ApiState> = {}): ApiState => ({
  base: 'http://m.test',
  now,
  interval: 30_000,
  routes,
  logs: {},
  records: {},
  site: NO_SITE,
  ...more,
});
const failing = { kind: 'timeout', message: 'It did not answer.', at: now, since: now, count: 1 } as const;

describe('a moment', () => {
  it('has the declared facts, each of its kind', () => {
    expect(factsOf(spec, (route) => good()[route]?.last)).to.eql({
      version: '42',
      region: 'eu-west-1',
      bonded: 3,
    });
    const hostile = status({ lambda: { version: 42, region: null } }).last;
    expect(factsOf(spec, () => hostile)).to.eql({ version: undefined, region: undefined, bonded: undefined });
    expect(factsOf(spec, () => undefined)).to.eql({
      version: undefined,
      region: undefined,
      bonded: undefined,
    });
  });

  it('has what it is compared with, and when that was', () => {
    const routes = good();
    const before = { json: { lambda: { version: '41' } }, at: now - 30_000 };
    const data = cardDataOf(spec, known({ ...routes, status: { ...status({}), before } }), 'mc-a');
    expect(data.then?.at).to.equal(now - 30_000);
    expect(data.then?.facts.version).to.equal('41');
    expect(cardDataOf(spec, known(routes), 'mc-a').then).to.equal(undefined);
  });

  it('has its own events by its state-key and those of others by theirs', () => {
    const todo = { id: 'own', at: now, type: 'add', text: 'Feed the ducks' };
    const request = { id: 'other', at: now, type: 'open', request: 'CHG-7' };
    const records = { 'key-1': [todo], 'mc-todos': [request], 'mc-governance-actions': [request] };
    const data = cardDataOf(spec, known(good(), { records }), 'key-1');
    expect(data.records.own.map(({ id }) => id)).to.eql(['own']);
    expect(data.records.governance.map(({ id }) => id)).to.eql(['other']);
    expect(cardDataOf(spec, known(good()), 'key-1').records.own).to.eql([]);
  });

  it('is the same picture each time, and changes nothing of what is known', () => {
    const all = known(good());
    const copy = structuredClone(all);
    expect(cardDataOf(spec, all, 'mc-a')).to.eql(cardDataOf(spec, copy, 'mc-a'));
    expect(all).to.eql(copy);
  });

  it('is stale from the limit of its oldest route on, not a second before', () => {
    const routes = { ...good(), metrics: status({ spaceducks_bonded: 3 }, 119_999) };
    expect(cardDataOf(spec, known(routes), 'a').stale).to.equal(false);
    expect(cardDataOf(spec, known({ ...good(), metrics: status({}, 120_000) }), 'a').stale).to.equal(true);
    expect(stalesAt(spec, known(routes))).to.equal(now + 1);
    expect(stalesAt(spec, known(good(), { interval: 60_000 }))).to.equal(now + 240_000);
    expect(stalesAt(spec, known({}))).to.equal(Infinity);
  });

  it('is not stale while a route fails, for a card that tells how the polls fare', () => {
    const failed = { status: { ...status({}, 600_000), failing }, metrics: status({}) };
    expect(cardDataOf(spec, known(failed), 'a').stale).to.equal(true);
    const watching = { ...spec, watches: true } as const;
    expect(cardDataOf(watching, known(failed), 'a').stale).to.equal(false);
    // Longer than a page ever waits to ask again, so nobody has looked.
    const long = { ...failing, at: now - 15 * 60_000 };
    const left = { ...failed, status: { ...failed.status, failing: long } };
    expect(cardDataOf(watching, known(left), 'a').stale).to.equal(true);
  });

  it('is as old as its making, where the backend tells it, and never younger than its fetching', () => {
    expect(madeAt({ json: {}, at: now })).to.equal(now);
    expect(madeAt({ json: {}, at: now, made: now - 5 })).to.equal(now - 5);
    expect(madeAt({ json: {}, at: now, made: now + 5 })).to.equal(now);
  });

  it('names the fields that came answers lack, the needed apart from the others', () => {
    const routes = { status: status({ lambda: { version: null } }) };
    expect(missingFrom(spec, known(routes))).to.deep.include({
      needed: ['status.lambda.version'],
      optional: ['status.lambda.region'],
    });
    expect(missingFrom(spec, known({ ...routes, metrics: status({ spaceducks_bonded: -1 }) })).needed).to.eql(
      ['status.lambda.version', 'metrics.spaceducks_bonded'],
    );
    expect(missingFrom(spec, known(good())).needed).to.eql([]);
  });

  it('tells what was not sent from what came and cannot be read, each once', () => {
    const routes = { ...good(), status: status({ lambda: { version: 42 } }) };
    const { absent, misfits } = missingFrom(spec, known(routes));
    expect(absent).to.eql(['status.lambda.region']);
    expect(misfits).to.eql([{ path: 'lambda.version', came: 'number', needed: 'text', invalid: false }]);
    expect(cardDataOf(spec, known(routes), 'a').misfits).to.eql(misfits);
    // Both fields lie in what is a list.
    const list = missingFrom(spec, known({ ...good(), status: status({ lambda: [] }) }));
    expect(list.absent).to.eql([]);
    expect(list.misfits.map(({ path, came }) => `${path} ${came}`)).to.eql(['lambda list']);
    expect(missingFrom(spec, known(good())).misfits).to.eql([]);
  });
});

describe('the phase', () => {
  // Each row holds what the rows below it hold too, so only the order decides.
  const worst = { failing, restored: true };
  const rows: [phase: Phase, known: ApiState, empty?: boolean][] = [
    ['replay', known({ metrics: worst }, { pausedSince: now, recorded: true }), true],
    ['paused', known({ metrics: worst }, { pausedSince: now }), true],
    ['loading', known({ metrics: worst }), true],
    ['failed', known({ status: { ...status({}, 1e9), failing }, metrics: worst }), true],
    ['stale', known({ ...good(), status: status({}, 1e9) }), true],
    ['unoffered', known({ ...good(), status: status({}) }), true],
    ['empty', known(good()), true],
    ['live', known(good())],
  ];
  for (const [phase, at, empty = false] of rows)
    it(`is ${phase} before all that comes after it`, () => expect(phaseOf(spec, at, empty)).to.equal(phase));

  it('is loading while one route has neither answered nor failed', () => {
    expect(phaseOf(spec, known({}), false)).to.equal('loading');
    const { status: only } = good();
    expect(phaseOf(spec, known({ ...(only && { status: only }) }), false)).to.equal('loading');
  });
  it('is live though an optional field is missing', () => {
    const routes = { ...good(), status: status({ lambda: { version: '1' } }) };
    expect(phaseOf(spec, known(routes), false)).to.equal('live');
  });
  it('is local for a card that needs no backend, paused or not', () => {
    const local: Spec = { title: 'L', section: 'incident', size: 'small' };
    expect(phaseOf(local, known({}, { pausedSince: now }), false)).to.equal('local');
    expect(phaseOf(local, known({}), true)).to.equal('empty');
    expect(phaseOf(local, known({}, { recorded: true }), true)).to.equal('replay');
  });
});
