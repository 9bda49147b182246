import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastCertificate, pipeline } from '../../src/domain/fleet/certs.ts';

test('the formulas of the contract', () => {
  const state = pipeline({ eggs: 200, ducklings: 150, birth_certificates: 120, bonded: 50 });
  assert.equal(state.completion, 0.8);
  assert.equal(state.backlog, 30);
  assert.equal(state.unverified, 50);
  assert.equal(state.yield, 0.25);
  assert.equal(state.certifiedShare, 120 / 470);
  assert.equal(state.entries, 470);
  assert.equal(state.mismatch, undefined);
});

test('what is not offered leaves open what is made of it, and nothing else', () => {
  const state = pipeline({ eggs: 200, ducklings: 150 });
  assert.equal(state.completion, undefined);
  assert.equal(state.backlog, undefined);
  assert.equal(state.certifiedShare, undefined);
  assert.equal(state.unverified, 50);
});

test('no duckling and no egg give no share, and no division by zero', () => {
  const state = pipeline({ eggs: 0, ducklings: 0, birth_certificates: 0, bonded: 0 });
  assert.equal(state.completion, undefined);
  assert.equal(state.yield, undefined);
  assert.equal(state.certifiedShare, undefined);
  assert.equal(state.backlog, 0);
});

test('tables that do not add up are shown as found, and said', () => {
  const state = pipeline({ eggs: 1, ducklings: 5, birth_certificates: 10, bonded: 0 });
  assert.equal(state.completion, 2);
  assert.equal(state.backlog, -5);
  assert.equal(state.unverified, -4);
  assert.equal(
    state.mismatch,
    'The tables do not add up: 5 ducklings from 1 egg, 10 certificates for 5 ducklings.',
  );
});

const entries = [
  { event_type: 'duck.hatched', timestamp: 900 },
  { event_type: 'duck.cert_issued', timestamp: 500 },
  { event_type: 'duck.cert_issued', timestamp: 700 },
  { event_type: 'duck.cert_issued' },
];
const sources: [
  reported: number | null | undefined,
  list: typeof entries,
  at: number | undefined,
  source: unknown,
][] = [
  [100, entries, 100, 'last_cert_issued_at'],
  [null, entries, undefined, 'last_cert_issued_at'],
  [undefined, entries, 700, 'duck.cert_issued'],
  [undefined, entries.slice(0, 1), 900, 'duck.hatched'],
  [undefined, [], undefined, undefined],
];
for (const [reported, list, at, source] of sources)
  test(`the last certificate by ${reported} and ${list.length} entries is told by ${String(source)}`, () =>
    assert.deepEqual(lastCertificate(reported, list), { at, source }));
