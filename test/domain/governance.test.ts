import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRequests, requestedVersion } from '../../src/domain/governance/governance.ts';
import type { GovernanceEvent } from '../../src/domain/governance/governance.ts';

const open = (at: number, request: string, version?: string): GovernanceEvent => ({
  at,
  type: 'open',
  request,
  version,
});
const approve = (at: number, request: string): GovernanceEvent => ({
  at,
  type: 'approve',
  request,
  approver: 'Ada',
});
const close = (at: number, request: string): GovernanceEvent => ({ at, type: 'close', request });

const table: [name: string, events: GovernanceEvent[], open: string[], version: string | undefined][] = [
  ['nothing', [], [], undefined],
  ['one open', [open(1, 'R1', '42')], ['R1'], '42'],
  ['closed', [open(1, 'R1', '42'), close(2, 'R1')], [], undefined],
  ['closed, by a clock that was put back', [open(5, 'R1', '42'), close(2, 'R1')], [], undefined],
  ['opened again after its close', [open(1, 'R1', '42'), close(2, 'R1'), open(3, 'R1', '43')], ['R1'], '43'],
  ['corrected', [open(1, 'R1', '42'), open(2, 'R1', '43')], ['R1'], '43'],
  ['two that agree', [open(1, 'R1', '42'), open(2, 'R2', '42')], ['R1', 'R2'], '42'],
  ['two that differ', [open(1, 'R1', '42'), open(2, 'R2', '43')], ['R1', 'R2'], undefined],
  ['one without a version', [open(1, 'R1')], ['R1'], undefined],
  ['approved, never opened', [approve(1, 'R1')], [], undefined],
  ['closed, never opened', [close(1, 'R1')], [], undefined],
  ['a request named like a member of objects', [open(1, '__proto__', '42')], ['__proto__'], '42'],
];
for (const [name, events, requests, version] of table)
  test(`governance: ${name}: open is [${requests}], asked for is ${version}`, () => {
    const found = openRequests(events);
    assert.deepEqual(
      found.map(({ request }) => request),
      requests,
    );
    assert.equal(requestedVersion(found), version);
  });

test('governance: an approval names who and when, and a corrected request needs a new one', () => {
  const [approved] = openRequests([open(1, 'R1', '42'), approve(2, 'R1')]);
  assert.deepEqual([approved?.openedAt, approved?.approvedAt, approved?.approver], [1, 2, 'Ada']);
  const [corrected] = openRequests([open(1, 'R1', '42'), approve(2, 'R1'), open(3, 'R1', '43')]);
  assert.deepEqual(
    [corrected?.openedAt, corrected?.approvedAt, corrected?.approver],
    [1, undefined, undefined],
  );
});
