import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOf, takenBack } from '../../src/domain/release/deployment-end.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const was = { id: 'd-1', from_version: '41', to_version: '42' };

const rows: [what: string, given: Parameters<typeof endOf>[0], tone: Tone | undefined, label?: RegExp][] = [
  ['no deployment', null, undefined],
  ['deployments not offered', undefined, undefined],
  ['one that runs', { ...was, status: 'InProgress' }, undefined],
  ['one that went through', { ...was, status: 'Succeeded' }, undefined],
  ['an alarm', { ...was, status: 'Stopped', error: { code: 'ALARM_ACTIVE' } }, 'warn', /alarm/],
  ['an operator', { ...was, status: 'Stopped', error: { code: 'MANUAL_STOP' } }, 'info', /by hand/],
  ['nobody knows what stopped it', { ...was, status: 'Stopped' }, 'info', /stopped/],
  [
    'an edit',
    { ...was, status: 'Failed', error: { code: 'INVALID_LAMBDA_CONFIGURATION' } },
    'warn',
    /alias edited/,
  ],
  ['a code that is not known', { ...was, status: 'Failed', error: { code: 'toString' } }, 'warn', /failed/],
  ['no code', { ...was, status: 'Failed' }, 'warn', /failed/],
];
for (const [what, given, tone, label] of rows)
  test(`the end of a deployment: ${what}`, () => {
    const end = endOf(given);
    assert.equal(end?.tone, tone);
    if (label) assert.match(end?.label ?? '', label);
  });

test('it is taken back where the alias is at the version that it began from', () => {
  const stopped = { ...was, status: 'Stopped', error: { code: 'ALARM_ACTIVE' } };
  assert.equal(takenBack(stopped, '41'), true);
  assert.equal(takenBack(stopped, '42'), false);
  assert.equal(takenBack(stopped, '40'), false);
  assert.equal(takenBack(stopped, undefined), false);
  assert.equal(takenBack({ ...was, status: 'Succeeded' }, '41'), false);
});
