import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field as declare, rawAt } from '../../src/api/field.ts';
import { fields } from '../../src/api/fields.ts';
import { readField } from './read-field.ts';
import { integer, map, orNull, share, text, time, whole } from '../../src/api/kinds.ts';
import { routes } from '../../src/api/routes.ts';
import type { Field } from '../../src/api/fields.ts';
import type { Misfit } from '../../src/api/misfit.ts';

/** Every place of the table, `status.lambda` as well as `status.lambda.version`. */
const paths = (node: object, path: string): string[] =>
  Object.entries(node).flatMap(([name, inner]: [string, unknown]) => {
    const here = `${path}.${name}`;
    return typeof inner === 'object' && inner ? [here, ...paths(inner, here)] : [here];
  });
// Each of them is a `Field`, for both are made from the same table.
const all = Object.entries(fields).flatMap(([route, node]) => paths(node, route)) as Field[];

test('the table knows every field by its path', () => {
  assert.equal(new Set(all).size, all.length);
  for (const field of [
    'metrics.last_cert_issued_at',
    'status.lambda.invoked_version',
    'status.peck_protocol.failure_breakdown.callback_error',
    'status.release',
    'audit.entries',
  ] satisfies Field[])
    assert.ok(all.includes(field), field);
});
test('each field belongs to a route that is asked', () => {
  assert.equal(declare('status.lambda.version', text).route, 'status');
});
test('the routes are those of the contract', () =>
  assert.deepEqual(routes, {
    beak: { method: 'GET', path: '/beak' },
    metrics: { method: 'GET', path: '/beak/metrics' },
    status: { method: 'GET', path: '/beak/system/status' },
    audit: { method: 'POST', path: '/beak/audit' },
  }));

const misplaced = [undefined, null, 0, 7, '', 'text', true, [], [[]], {}, { lambda: null }, { lambda: 'x' }];
const empty: Record<string, unknown> = {};
for (const answer of misplaced)
  test(`an answer that is ${JSON.stringify(answer)} throws in no field and offers no version`, () => {
    for (const field of all) readField(field, answer);
    assert.equal(readField('status.lambda.version', answer), undefined);
    assert.equal(rawAt('status.lambda.version', answer), undefined);
  });
test('no field is inherited: an empty answer offers nothing', () => {
  for (const field of all) assert.equal(readField(field, empty), undefined, field);
});
test('every field survives the same hostile value in its place', () => {
  for (const value of [null, -1, 1e300, '<b>', [], [null, [], {}], { a: { a: null } }, true])
    for (const field of all) {
      const answer = field
        .split('.')
        .slice(1)
        .reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
      assert.doesNotThrow(() => readField(field, answer), field);
      assert.deepEqual(rawAt(field, answer), value);
    }
});
test('a field reads its own kind', () => {
  const answer: unknown = JSON.parse(`{
    "lambda": {"version": "42", "memory_mb": 512.5, "architecture": "mips", "env_names": ["A", 1]},
    "database": {"eggs": 3, "__proto__": 4, "ducklings": "5"},
    "generated_at": "2026-11-21T07:00:00Z", "lambda_alias_parity": 0,
    "release": {"deployment": null, "routing": {"43": 0.1, "44": 1.1}}
  }`);
  assert.equal(readField('status.lambda.version', answer), '42');
  assert.equal(readField('status.lambda.memory_mb', answer), undefined);
  assert.equal(readField('status.lambda.architecture', answer), undefined);
  assert.equal(readField('status.lambda.env_names', answer), undefined);
  assert.deepEqual(Object.entries(readField('status.database', answer) ?? {}), [
    ['eggs', 3],
    ['__proto__', 4],
  ]);
  assert.equal(readField('status.generated_at', answer), Date.UTC(2026, 10, 21, 7));
  assert.equal(readField('status.lambda_alias_parity', answer), undefined);
  assert.equal(readField('status.release.deployment', answer), null);
  // One weight that cannot be: how the calls are split is unknown.
  assert.equal(readField('status.release.routing', answer), undefined);
});
test('a card’s declaration reads its field, and of an object the members that it names', () => {
  const version = declare('status.lambda.version', text);
  assert.deepEqual([version.field, version.needed], ['status.lambda.version', true]);
  const fleet = declare('status.agents?', { alive: integer, dead: integer });
  assert.deepEqual([fleet.field, fleet.needed], ['status.agents', false]);
  const answer = { lambda: { version: '42' }, agents: { alive: 3, slow: 1, dead: -1 } };
  assert.equal(version.from(answer), '42');
  assert.deepEqual(fleet.from(answer), { alive: 3 });
  for (const broken of misplaced) assert.equal(version.from(broken) ?? fleet.from(broken), undefined);
});
test('a certificate that was never issued is null, which is not the same as not offered', () => {
  assert.equal(readField('metrics.last_cert_issued_at', { last_cert_issued_at: null }), null);
  assert.equal(readField('metrics.last_cert_issued_at', {}), undefined);
});

test('a declaration tells what came in its field’s place and cannot be read, by its path in the answer', () => {
  const told = (declared: { misfits: (answer: unknown) => readonly Misfit[] }, answer: unknown) =>
    declared.misfits(answer).map(({ path, came }) => `${path} ${came}`);
  const version = declare('status.lambda.version', text);
  const routing = declare('status.release.routing?', whole(map(share)));
  assert.deepEqual(told(version, { lambda: { version: 42 } }), ['lambda.version number']);
  assert.deepEqual(told(version, { lambda: [] }), ['lambda list']);
  assert.deepEqual(told(version, { lambda: null }), ['lambda null']);
  for (const answer of [{ lambda: { version: '42' } }, { lambda: {} }, {}, undefined, 'text'])
    assert.deepEqual(told(version, answer), []);
  assert.deepEqual(told(routing, { release: { routing: { 43: '0.1' } } }), ['release.routing.43 text']);
  assert.deepEqual(
    told(declare('metrics.last_cert_issued_at', orNull(time)), { last_cert_issued_at: null }),
    [],
  );
});
