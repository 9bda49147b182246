import assert from 'node:assert/strict';
import { test } from 'node:test';
import { age, count, delta, duration, ms, percent, plural, stamp } from '../../src/domain/format/values.ts';

/** Every formatter of one number, for what must hold of all. */
const all = {
  count,
  percent,
  ms,
  age,
  duration,
  delta,
  stamp,
  plural: (n?: number | null) => plural(n, 'egg'),
};

function table<T>(name: string, say: (value: T) => string, rows: [value: T, label: string][]): void {
  for (const [value, label] of rows)
    test(`${name}: ${String(value)} reads "${label}"`, () => assert.equal(say(value), label));
}

table<number>('count', count, [
  [0, '0'],
  [-0, '0'],
  [1204, '1,204'],
  [-1204, '−1,204'],
  [0.25, '0.25'],
]);
table<number>('percent', percent, [
  [0, '0%'],
  [-0, '0%'],
  [0.3, '30%'],
  [0.125, '12.5%'],
  [1, '100%'],
  [1.2, '120%'],
  [-0.05, '−5%'],
  [0.0001, '<0.1%'],
  [-0.0001, '>−0.1%'],
  [0.9999, '>99.9%'],
  [0.07, '7%'],
]);
test('percent: more decimals where they are asked for', () => assert.equal(percent(0.00125, 3), '0.125%'));
table<number>('ms', ms, [
  [0, '0 ms'],
  [4.26, '4.2 ms'],
  [412.4, '412 ms'],
  [399.9, '399 ms'],
  [999.9, '999 ms'],
  [1000, '1 s'],
  [1250, '1.25 s'],
  [61_000, '1 min 1 s'],
]);
table<number>('age', age, [
  [-60_000, 'just now'],
  [-60_001, 'in the future'],
  [999, 'just now'],
  [1000, '1 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [3_599_999, '59 min ago'],
  [3_600_000, '1 h ago'],
  [2 * 86_400_000, '2 d ago'],
]);
table<number>('duration', duration, [
  [0, '0 ms'],
  [412, '412 ms'],
  [45_000, '45 s'],
  [312_000, '5 min 12 s'],
  [3_600_000, '1 h'],
  [3 * 3_600_000 + 59_000, '3 h'],
  [51 * 3_600_000, '2 d 3 h'],
  [-312_000, '−5 min 12 s'],
]);
table<number>('delta', delta, [
  [0, 'no change'],
  [3, '+3'],
  [-1204, '−1,204'],
]);
table<number>('plural', (n) => plural(n, 'agent'), [
  [0, '0 agents'],
  [1, '1 agent'],
  [1200, '1,200 agents'],
]);

test('plural: an irregular noun', () => assert.equal(plural(2, 'retry', 'retries'), '2 retries'));

for (const [name, say] of Object.entries(all))
  for (const odd of [undefined, null, NaN, Infinity, -Infinity, 1e308, -1e308, Number.MIN_VALUE])
    test(`${name}: ${String(odd)} leaves no hole on the page`, () =>
      assert.doesNotMatch(say(odd), /NaN|undefined|null|Invalid|Infinity|∞|^\s*$/));

const at = Date.UTC(2026, 2, 21, 5, 40, 12, 999);
const stamps: [tz: string | undefined, label: string][] = [
  [undefined, '2026-03-21 05:40:12 UTC'],
  ['UTC', '2026-03-21 05:40:12 UTC'],
  ['America/New_York', '2026-03-21 01:40:12 GMT−4'],
  ['Pacific/Auckland', '2026-03-21 18:40:12 GMT+13'],
  ['Mars/Olympus', '2026-03-21 05:40:12 UTC'],
  ['', '2026-03-21 05:40:12 UTC'],
];
for (const [tz, label] of stamps)
  test(`stamp: in ${tz} reads "${label}", twice alike`, () => {
    assert.equal(stamp(at, tz), label);
    assert.equal(stamp(at, tz), label);
  });

test('stamp: midnight is 00, not 24', () =>
  assert.equal(stamp(Date.UTC(2026, 0, 1, 5), 'America/New_York'), '2026-01-01 00:00:00 GMT−5'));

test('stamp: the hour that a clock change repeats is told apart by its zone', () => {
  const first = Date.UTC(2026, 3, 4, 13, 30);
  assert.equal(stamp(first, 'Pacific/Auckland'), '2026-04-05 02:30:00 GMT+13');
  assert.equal(stamp(first + 3_600_000, 'Pacific/Auckland'), '2026-04-05 02:30:00 GMT+12');
});
