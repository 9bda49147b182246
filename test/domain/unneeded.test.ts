import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollbackTarget } from '../../src/domain/release/rollback-target.ts';
import { unneeded } from '../../src/domain/release/unneeded.ts';

type Facts = Parameters<typeof rollbackTarget>[0];
type Release = NonNullable<Facts['release']>;

const log = (...versions: string[]) =>
  versions.map((version, index) => ({ at: -index, version, alias: 'prod' }));
const release: Release = {
  stable: '42',
  routing: {},
  versions: ['9', '41', '10', '42', '39', '40', '43'].map((version) => ({ version })),
};
const oldest = (given: Release, deploys: Facts['deploys'], requested: string[] = []) =>
  unneeded(given, {
    back: rollbackTarget({ release: given, target: given.stable, alias: 'prod', deploys }),
    deploys,
    requested,
  });

const rows: [what: string, release: Release, deploys: Facts['deploys'], spare: string | undefined][] = [
  ['the oldest by number, not by text or place', release, log('42', '41'), '9'],
  ['the rollback target stays, however old', release, log('42', '9'), '10'],
  ['without a log the rollback target is not known', release, undefined, undefined],
  ['a log that does not tell it', release, log('42'), undefined],
  [
    'routing that is not provided',
    { stable: '42', versions: release.versions ?? [] },
    log('42', '41'),
    undefined,
  ],
  ['routing that cannot be', { ...release, routing: { 43: 0.1, 44: 0.2 } }, log('42', '41'), undefined],
  ['while AWS moves the calls', { ...release, routing: { 43: 1 } }, log('42', '41'), undefined],
  ['while a canary runs', { ...release, routing: { 9: 0.1 } }, log('42', '41'), undefined],
  [
    'while a deployment runs',
    { ...release, deployment: { status: 'InProgress' } },
    log('42', '41'),
    undefined,
  ],
  [
    'what a deployment moves between',
    { ...release, deployment: { status: 'Succeeded', from_version: '9', to_version: '10' } },
    log('42', '41'),
    '39',
  ],
  [
    'what has had calls',
    { ...release, traffic: { by_version: { 9: { invocations: 3 } } } },
    log('42', '41'),
    '10',
  ],
  ['where another alias is', release, [...log('42', '41'), { at: 1, version: '9', alias: 'beta' }], '10'],
];
for (const [what, given, deploys, spare] of rows)
  test(`what nothing needs: ${what}`, () => assert.equal(oldest(given, deploys), spare));

test('what a request asks for is needed', () =>
  assert.equal(oldest(release, log('42', '41'), ['9', '10']), '39'));
