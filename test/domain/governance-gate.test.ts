import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateOf } from '../../src/domain/governance/governance-gate.ts';
import type { Freeze } from '../../src/domain/governance/governance.ts';
import type { GateFacts } from '../../src/domain/governance/governance-gate.ts';

const approved = { request: 'CHG-7', openedAt: 1, version: '42', approvedAt: 2, approver: 'Ada' };
const freeze: Freeze = { reason: 'Quarter', from: 0, until: 10, by: 'operator', id: 'a' };
const good: GateFacts = {
  action: 'shift',
  operator: 'Grace',
  request: 'CHG-7',
  requests: [approved],
  version: '42',
  typed: 'beak-api',
  expected: 'beak-api',
  frozen: [],
};

/** What stands against it, by the names of the checks. */
const table: [name: string, bent: Partial<GateFacts>, against: string[]][] = [
  ['all is given', {}, []],
  ['spaces around what is typed', { operator: ' Grace ', typed: ' beak-api ', request: ' CHG-7 ' }, []],
  ['no operator', { operator: '  ' }, ['Operator']],
  ['nothing typed', { typed: '' }, ['Confirmation']],
  ['typed in other letters', { typed: 'Beak-API' }, ['Confirmation']],
  ['not known what is to be typed', { expected: undefined, typed: '' }, ['Confirmation']],
  ['an empty name to be typed', { expected: '', typed: '' }, ['Confirmation']],
  ['no request', { request: undefined }, ['Request']],
  ['a request that is not open', { request: 'CHG-8' }, ['Request']],
  ['a request that is not approved', { requests: [{ request: 'CHG-7', openedAt: 1 }] }, ['Request']],
  ['an approval of nobody', { requests: [{ ...approved, approver: ' ' }] }, ['Request']],
  ['a request for another version', { version: '43' }, ['Request']],
  ['a request without a version', { requests: [{ ...approved, version: undefined }] }, []],
  ['a way back by a request for another version', { action: 'rollback', version: '41' }, []],
  ['approved by the operator', { operator: 'Ada' }, []],
  ['a freeze', { frozen: [freeze] }, ['Change freeze']],
  [
    'an emergency without a request, on the way back',
    { action: 'rollback', request: '', emergency: true },
    [],
  ],
  ['an emergency that stops a deployment', { action: 'stop', request: 'CHG-8', emergency: true }, []],
  ['an emergency is no way forward', { action: 'promote', request: '', emergency: true }, ['Request']],
  [
    'an emergency still asks who',
    { action: 'stop', request: '', emergency: true, operator: '' },
    ['Operator'],
  ],
  ['an emergency in a freeze', { action: 'stop', emergency: true, frozen: [freeze] }, ['Change freeze']],
  [
    'nothing given',
    { operator: '', request: '', typed: '', frozen: [freeze] },
    ['Operator', 'Request', 'Confirmation', 'Change freeze'],
  ],
];
for (const [name, bent, against] of table)
  test(`gate: ${name}: ${against.length > 0 ? `closed by ${against}` : 'open'}`, () => {
    const gate = gateOf({ ...good, ...bent });
    assert.deepEqual(
      gate.checks.flatMap((each) => (each.tone === 'bad' ? each.name : [])),
      against,
    );
    assert.equal(gate.open, against.length === 0);
  });

test('gate: the record says of an emergency only where there was no approved request', () => {
  const back = { ...good, action: 'rollback' as const, emergency: true };
  assert.equal(gateOf(back).emergency, false);
  assert.equal(gateOf({ ...back, request: '' }).emergency, true);
  assert.equal(gateOf({ ...back, action: 'promote', request: '' }).emergency, false);
});

test('gate: a freeze says how to get out of it', () => {
  const way = (frozen: Freeze[], approver?: string) => gateOf({ ...good, frozen, approver }).way ?? '';
  assert.match(way([freeze], 'Release lead'), /type the name of .*Release lead.*your own IAM rights/);
  assert.match(way([freeze]), /who approves/);
  const declared: Freeze = { reason: '', from: 0, until: 20, by: 'configuration' };
  assert.match(way([declared], 'Release lead'), /configuration, which declares it.*your own IAM rights/);
  assert.doesNotMatch(way([declared], 'Release lead'), /Release lead/);
  assert.match(way([declared, freeze], 'Release lead'), /configuration.*to end the others.*Release lead/);
  assert.equal(gateOf(good).way, undefined);
  const [last] = gateOf({ ...good, frozen: [freeze, declared] }).checks.slice(-1);
  assert.equal(last?.label, 'until 1970-01-01 00:00:00 UTC, by 2 freezes');
});
