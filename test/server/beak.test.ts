import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fields } from '../../src/api/fields.ts';
import { readField } from '../api/read-field.ts';
import type { Field, Polled } from '../../src/api/fields.ts';
import { Beak } from '../../server/beak/beak.ts';
import { scenarios } from '../../server/beak/scenarios.ts';
import type { ScenarioName } from '../../server/beak/scenarios.ts';

const noon = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;
const names = Object.keys(scenarios) as ScenarioName[];
const all: Polled[] = ['metrics', 'status', 'audit'];

/** The answers of all routes, as a browser would have them after parsing. */
const ask = (beak: Beak): Record<Polled, unknown> => ({
  metrics: JSON.parse(beak.answer('metrics')),
  status: JSON.parse(beak.answer('status')),
  audit: JSON.parse(beak.answer('audit')),
});
const get = <F extends Field>(beak: Beak, field: F) => readField(field, ask(beak)[routeOf(field)]);
const routeOf = (field: Field): Polled => field.split('.', 1)[0] as Polled;

/** Every leaf of the table of fields, so that a new field is demanded from the Beak without a word here. */
const leaves = (node: unknown, path: string): string[] =>
  typeof node === 'function'
    ? [path]
    : Object.entries(node as object).flatMap(([name, inner]) =>
        leaves(inner, path === '' ? name : `${path}.${name}`),
      );
const everyField = leaves(fields, '') as Field[];

/** The ● fields of the contract: what an old backend names too. */
const old = [
  /^metrics\.spaceducks_bonded$/,
  /^status\.generated_at$/,
  /^status\.auth\.(?!mfa)/,
  /^status\.ses\.(sandbox|daily_quota)$/,
  /^status\.sns\./,
  /^status\.lambda\.(function|version|runtime|memory_mb|timeout_s|last_modified)$/,
  /^status\.lambda_alias_/,
  /^status\.agents\.(?!stale_list)/,
  /^status\.database(_billing)?$/,
  /^status\.peck_protocol\./,
  /^status\.recent_audit$/,
  /^audit\.entries$/,
];

/** What is measured on a real account alone: CloudWatch's history of calls, and the REPORT lines of a log group. */
const measured = /^status\.(invocations|reports)\b/;

test('the healthy Beak offers every field of the table, but for what only a real account measures', () => {
  const answers = ask(new Beak({ seed: 1, now: noon }));
  const missing = everyField.filter((field) => readField(field, answers[routeOf(field)]) === undefined);
  assert.deepEqual(
    missing,
    everyField.filter((field) => measured.test(field)),
  );
});

test('the old backend offers the fields that it always had, and no other', () => {
  const answers = ask(new Beak({ seed: 1, now: noon, scenario: 'old-backend' }));
  const offered = everyField.filter((field) => readField(field, answers[routeOf(field)]) !== undefined);
  assert.deepEqual(
    offered,
    everyField.filter((field) => old.some((pattern) => pattern.test(field))),
  );
  const types = readField('audit.entries', answers.audit)?.map((entry) => entry.event_type);
  assert.ok(types?.includes('duck.hatched'));
  for (const type of ['duck.signup', 'duck.cert_issued'])
    assert.ok(!types?.includes(type), `${type} was never emitted`);
});

test('the same seed and clock give the same answers, however often one asks in between', () => {
  const hasty = new Beak({ seed: 9, now: noon });
  const lazy = new Beak({ seed: 9, now: noon });
  for (let at = noon; at <= noon + 40 * minute; at += 1700) {
    hasty.advance(at);
    hasty.answer('status');
    hasty.deliver();
  }
  hasty.advance(noon + 41 * minute);
  lazy.advance(noon + 41 * minute);
  assert.deepEqual(ask(hasty), ask(lazy));
  assert.notDeepEqual(ask(lazy), ask(new Beak({ seed: 10, now: noon })));
});

test('totals never fall, whatever scenario is switched to', () => {
  const beak = new Beak({ seed: 3, now: noon });
  const totals = (): number[] => {
    const { eggs, ducklings, birth_certificates, connections, peck_requests } =
      get(beak, 'status.database') ?? {};
    const succeeded = get(beak, 'status.peck_protocol.succeeded');
    const failed = get(beak, 'status.peck_protocol.failed');
    return [eggs, ducklings, birth_certificates, connections, peck_requests, succeeded, failed].map(
      (n) => n ?? NaN,
    );
  };
  let before = totals();
  for (const [n, name] of names.filter((name) => name !== 'hostile').entries()) {
    beak.scenario = name;
    beak.advance(noon + (n + 1) * 10 * minute);
    const after = totals();
    for (const [i, value] of after.entries())
      assert.ok(value >= (before[i] ?? 0), `total ${i} fell in ${name}`);
    before = after;
  }
});

test('the figures add up by the counting rules of the contract', () => {
  const beak = new Beak({ seed: 5, now: noon });
  for (let n = 0; n < 30; n += 1) {
    beak.advance(noon + n * 7 * minute);
    const {
      eggs = 0,
      ducklings = 0,
      birth_certificates = 0,
      peck_requests,
    } = get(beak, 'status.database') ?? {};
    assert.ok(eggs >= ducklings && ducklings >= birth_certificates);
    assert.equal(get(beak, 'metrics.ducklings_certified'), birth_certificates);
    assert.equal(get(beak, 'metrics.spaceducks_bonded'), get(beak, 'status.agents.total_bonded'));
    const [alive = 0, slow = 0, dead = 0] = [
      get(beak, 'status.agents.alive'),
      get(beak, 'status.agents.slow'),
      get(beak, 'status.agents.dead'),
    ];
    assert.equal(alive + slow + dead, get(beak, 'status.agents.total_bonded'));
    assert.equal(get(beak, 'status.agents.stale_list')?.length, slow + dead);
    const [running = 0, succeeded = 0, failed = 0] = [
      get(beak, 'status.peck_protocol.running'),
      get(beak, 'status.peck_protocol.succeeded'),
      get(beak, 'status.peck_protocol.failed'),
    ];
    assert.equal(running + succeeded + failed, peck_requests);
  }
});

test('the audit starts with a day of entries, newest first, and stays short while saying since when it covers', () => {
  const beak = new Beak({ seed: 2, now: noon });
  const entries = get(beak, 'audit.entries') ?? [];
  assert.ok(entries.length >= 150 && entries.length <= 300, `${entries.length} entries`);
  assert.equal(get(beak, 'audit.truncated'), false);
  const types = new Set<string | undefined>();
  // What is rare does not stay in the list for long.
  for (let hour = 1; hour <= 8; hour += 1) {
    beak.advance(noon + hour * 60 * minute);
    for (const { event_type } of get(beak, 'audit.entries') ?? []) types.add(event_type);
  }
  const later = get(beak, 'audit.entries') ?? [];
  const times = later.map(({ timestamp }) => timestamp ?? NaN);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
  );
  assert.ok(later.length <= 600);
  assert.equal(get(beak, 'audit.truncated'), true);
  assert.equal(get(beak, 'audit.covers_from'), times.at(-1));
  for (const type of [
    'signup',
    'hatched',
    'bonded',
    'pulse',
    'unpecked',
    'cert_issued',
    'cert_emailed',
    'peck_requested',
    'peck_approved',
    'peck_denied',
    'peck_expired',
    'reported',
  ]) {
    assert.ok(types.has(`duck.${type}`), `eight hours without duck.${type}`);
  }
});

test('a watcher sees the audit move within every 30 s', () => {
  const beak = new Beak({ seed: 4, now: noon });
  let still = 0;
  for (let at = noon + 30_000; at <= noon + 30 * minute; at += 30_000) {
    const before = beak.answer('audit');
    beak.advance(at);
    if (beak.answer('audit') === before) still += 1;
  }
  // Some moves leave no entry: an agent that grows slow, a callback that breaks.
  assert.ok(still <= 3, `${still} of 60 half-minutes without an entry`);
});

test('releases go their way: one is promoted, one is rolled back, and each change has its revision', () => {
  const beak = new Beak({ seed: 6, now: noon });
  const seen = new Set<string>();
  const revisions = new Map<string, string>();
  for (let at = noon; at < noon + 60 * minute; at += 15_000) {
    beak.advance(at);
    const status = readField('status.release.deployment', ask(beak).status)?.status ?? '';
    const routing = get(beak, 'status.release.routing') ?? {};
    seen.add(status).add(Object.keys(routing).length > 0 ? 'shifting' : 'whole');
    const shape = `${get(beak, 'status.release.stable')} ${JSON.stringify(routing)}`;
    revisions.set(get(beak, 'status.release.revision_id') ?? '', shape);
  }
  for (const state of ['InProgress', 'Succeeded', 'Stopped', 'shifting', 'whole'])
    assert.ok(seen.has(state), state);
  assert.ok(revisions.size >= new Set(revisions.values()).size && revisions.size > 4);
});

test('hostile answers are valid JSON, carry prototype keys, private data and wrong types, and leave no mark', () => {
  const beak = new Beak({ seed: 8, now: noon, scenario: 'hostile' });
  const sent = all.map((route) => beak.answer(route)).join('');
  for (const mark of [
    '"__proto__"',
    '<script>',
    '@private.example.org',
    '+44 7700',
    '"NaN"',
    '-1',
    'rm -rf',
  ]) {
    assert.ok(sent.includes(mark), `no ${mark}`);
  }
  const answers = ask(beak);
  for (const field of everyField) readField(field, answers[routeOf(field)]);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('a backend whose clock is ahead says so in every time it sends', () => {
  const beak = new Beak({ seed: 8, now: noon });
  beak.skew = 90;
  assert.equal(get(beak, 'status.generated_at'), noon + 90_000);
});
