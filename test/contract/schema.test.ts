import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fields } from '../../src/api/fields.ts';
import { isObject, read } from '../../src/api/kinds.ts';
import { meanings } from '../../src/contract/meanings.ts';
import { jsonSchema, openApi } from '../../src/contract/openapi.ts';
import { leaves, schemaOf } from '../../src/contract/schema.ts';
import { Beak } from '../../server/beak/beak.ts';
import { scenarios } from '../../server/beak/scenarios.ts';
import type { Polled } from '../../src/api/fields.ts';
import type { Schema } from '../../src/contract/schema.ts';
import type { ScenarioName } from '../../server/beak/scenarios.ts';

const routes: Polled[] = ['metrics', 'status', 'audit'];
const schemas = Object.fromEntries(routes.map((route) => [route, schemaOf(route)]));

const TYPES: Record<string, (raw: unknown) => boolean> = {
  null: (raw) => raw === null,
  object: isObject,
  array: Array.isArray,
  string: (raw) => typeof raw === 'string',
  boolean: (raw) => typeof raw === 'boolean',
  number: (raw) => typeof raw === 'number',
  integer: Number.isInteger,
};

/** Validates by the words of JSON Schema that ours use. */
function valid(schema: Schema, raw: unknown): boolean {
  const types = [schema.type ?? []].flat();
  if (!types.some((type) => TYPES[type]?.(raw))) return false;
  if (typeof raw === 'number')
    return raw >= (schema.minimum ?? -Infinity) && raw <= (schema.maximum ?? Infinity);
  if (typeof raw === 'string' && schema.enum) return schema.enum.includes(raw);
  if (typeof raw === 'string' && schema.format)
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-])/.test(raw);
  if (Array.isArray(raw)) return raw.every((each) => schema.items && valid(schema.items, each));
  if (!isObject(raw)) return true;
  return Object.entries(raw).every(([name, inner]) => {
    const own = schema.properties?.[name] ?? schema.additionalProperties;
    return !own || valid(own, inner);
  });
}

const fits = (route: Polled, raw: unknown): boolean => {
  let misfits = 0;
  read<unknown>(fields[route], raw, () => (misfits += 1));
  return misfits === 0;
};

test('every leaf of the table has a meaning, and every meaning is of a place in the table', () => {
  const places = (schema: Schema, path: string): string[] => [
    path,
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => places(inner, `${path}.${name}`)),
    ...(schema.items ? places(schema.items, `${path}[]`) : []),
    ...(schema.additionalProperties ? places(schema.additionalProperties, `${path}.*`) : []),
  ];
  const all = routes.flatMap((route) => places(schemas[route] ?? {}, route));
  assert.deepEqual(
    leaves().filter((leaf) => !meanings[leaf]),
    [],
  );
  assert.deepEqual(
    Object.keys(meanings).filter((path) => !all.includes(path)),
    [],
  );
});

test('the schema holds the kinds with their limits', () => {
  const at = (path: string): Schema | undefined =>
    path.split('.').reduce<Schema | undefined>((schema, name) => {
      const member = schema?.properties?.[name.replace('[]', '')] ?? schema?.additionalProperties;
      return name.endsWith('[]') ? member?.items : member;
    }, schemas['status']);
  assert.deepEqual(at('release.routing.*'), {
    type: 'number',
    minimum: 0,
    maximum: 1,
    description: 'Share of the calls, 0 to 1.',
  });
  assert.equal(at('agents.alive')?.type, 'integer');
  assert.deepEqual(at('release.deployment')?.type, ['object', 'null']);
  assert.deepEqual(at('alarms[].state')?.enum, ['OK', 'ALARM', 'INSUFFICIENT_DATA']);
  assert.deepEqual(at('agents.stale_list[].last_pulse_at')?.type, ['string', 'null']);
  assert.equal(at('invocations.hours[].from')?.format, 'date-time');
});

// What the hostile scenario sends is against the contract on purpose.
for (const scenario of (Object.keys(scenarios) as ScenarioName[]).filter((name) => name !== 'hostile'))
  test(`the embedded Beak fits the schema: ${scenario}`, () => {
    const beak = new Beak({ seed: 5, now: Date.UTC(2026, 5, 1), scenario });
    for (const route of routes) {
      const answer: unknown = JSON.parse(beak.answer(route));
      assert.ok(valid(schemas[route] ?? {}, answer), route);
    }
  });

test('schema and readers agree, whatever stands in a field’s place', () => {
  const odd = [
    null,
    0,
    -1,
    0.5,
    1.5,
    1e300,
    '',
    'x',
    '7',
    'ALARM',
    '2026-06-01T00:00:00Z',
    true,
    [],
    {},
    [1],
    { a: 'b' },
    [{}],
  ];
  for (const leaf of leaves()) {
    // The leaves are made of the table of routes.
    const [route, ...path] = leaf.split('.') as [Polled, ...string[]];
    for (const value of odd) {
      const answer = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
      assert.equal(
        valid(schemas[route] ?? {}, answer),
        fits(route, answer),
        `${leaf} = ${JSON.stringify(value)}`,
      );
    }
  }
});

test('the OpenAPI document has the routes, and each reference leads somewhere', () => {
  const text = JSON.stringify(openApi('1.2.3'));
  const document = JSON.parse(text) as { paths: object; components: { schemas: Record<string, Schema> } };
  assert.deepEqual(Object.keys(document.paths), [
    '/beak',
    '/beak/metrics',
    '/beak/system/status',
    '/beak/audit',
    '/beak/release',
    '/fn',
  ]);
  for (const [, name = ''] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
    assert.ok(document.components.schemas[name], name);
  assert.ok(document.components.schemas['Release']?.properties?.['routing']);
  assert.deepEqual(Object.keys(jsonSchema().$defs), ['Metrics', 'Status', 'Audit']);
});
