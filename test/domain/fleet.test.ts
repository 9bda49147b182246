import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fleet } from '../../src/domain/fleet/fleet.ts';
import type { FleetCounts } from '../../src/domain/fleet/fleet.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const of = (alive?: number, slow?: number, dead?: number, total_bonded?: number): FleetCounts => ({
  alive,
  slow,
  dead,
  total_bonded,
});

const table: [name: string, counts: FleetCounts, tone: Tone, label: string, mismatch?: RegExp][] = [
  ['all alive', of(12, 0, 0, 12), 'ok', 'All alive'],
  ['one slow', of(11, 1, 0, 12), 'warn', '1 slow'],
  ['one dead and some slow', of(8, 3, 1, 12), 'bad', '1 dead'],
  ['all dead', of(0, 0, 12, 12), 'bad', 'Whole fleet dead'],
  ['no agent', of(0, 0, 0, 0), 'info', 'No agents bonded'],
  [
    'fewer than the total',
    of(9, 0, 0, 12),
    'warn',
    'Does not add up',
    /add up to 9, but 12 agents are bonded/,
  ],
  ['more than the total', of(2, 0, 0, 1), 'warn', 'Does not add up', /add up to 2, but 1 agent is bonded/],
  ['dead known, the rest not', of(undefined, undefined, 2), 'bad', '2 dead'],
  ['dead not offered', of(12, 0, undefined, 12), 'unknown', 'Not fully told'],
  ['alive not offered', of(undefined, 0, 0, 12), 'unknown', 'Not fully told'],
  ['nothing offered', {}, 'unknown', 'Not fully told'],
  ['total not offered', of(12, 0, 0), 'ok', 'All alive'],
];
for (const [name, counts, tone, label, mismatch] of table)
  test(`fleet: ${name}: ${tone}, "${label}"`, () => {
    const found = fleet(counts);
    assert.equal(found.tone, tone);
    assert.equal(found.label, label);
    if (mismatch) assert.match(found.mismatch ?? '', mismatch);
    else assert.equal(found.mismatch, undefined);
  });

const bars: [counts: FleetCounts, shares: (number | undefined)[]][] = [
  [of(6, 3, 3, 12), [0.5, 0.25, 0.25]],
  [of(6, 0, 0, 12), [0.5, 0, 0]],
  [of(2, 2, 0, 1), [0.5, 0.5, 0]],
  [of(0, 0, 0, 0), [undefined, undefined, undefined]],
  [of(3, undefined, 1, 4), [0.75, undefined, 0.25]],
];
for (const [counts, shares] of bars)
  test(`fleet: the bar of ${Object.values(counts).join()} never runs over and leaves a gap for the uncounted`, () =>
    assert.deepEqual(
      fleet(counts).parts.map(({ share }) => share),
      shares,
    ));

test('fleet: where neither the total nor every state is told, nobody knows a share', () => {
  const { parts } = fleet(of(33, undefined, 0));
  assert.deepEqual(
    parts.map(({ share }) => share),
    [undefined, undefined, undefined],
  );
});
