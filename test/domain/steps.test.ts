import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deployMarks, stepLabel, stepOf, stepsBetween } from '../../src/domain/format/time-steps.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const start = Date.UTC(2026, 2, 21, 5, 40);

const spans: [what: string, span: number, width: number][] = [
  ['nothing', 0, MINUTE],
  ['20 min', 20 * MINUTE, MINUTE],
  ['an hour', 60 * MINUTE, 5 * MINUTE],
  ['a day', DAY, 120 * MINUTE],
  ['a week', 7 * DAY, 720 * MINUTE],
  ['a quarter', 90 * DAY, DAY],
];
for (const [what, span, width] of spans)
  test(`${what} is cut into steps of ${width / MINUTE} min that hold both its ends`, () => {
    const steps = stepsBetween(start - span, start);
    assert.equal(steps.width, width);
    assert.equal(stepOf(steps, start - span), 0);
    assert.equal(stepOf(steps, start), steps.starts.length - 1);
    assert.ok(steps.starts.every((each) => each % width === 0));
    if (span <= 23 * DAY) assert.ok(steps.starts.length <= 24, String(steps.starts.length));
  });

test('what lies outside is in no step', () => {
  const steps = stepsBetween(start - 60 * MINUTE, start);
  assert.equal(stepOf(steps, start - 61 * MINUTE), undefined);
  assert.equal(stepOf(steps, start + 10 * MINUTE), undefined);
});

test('wide steps tell their date, in the zone that is asked for', () => {
  const day = { starts: [start], width: 60 * MINUTE };
  assert.equal(stepLabel(day, start, 'UTC'), '03-21 05:40');
  assert.equal(stepLabel(day, start, 'Asia/Tokyo'), '03-21 14:40');
  assert.equal(stepLabel({ ...day, width: MINUTE }, start, 'UTC'), '05:40');
});

test('deploys of one step share a mark, in their order; others have none', () => {
  const steps = stepsBetween(start - 60 * MINUTE, start);
  const newestFirst = [
    { at: start, version: '42' },
    { at: start - 31 * MINUTE, version: '41' },
    { at: start - 34 * MINUTE, version: '40' },
    { at: start - 3 * DAY, version: '39' },
  ];
  assert.deepEqual(deployMarks(steps, newestFirst), [
    { index: 5, name: 'v40, v41' },
    { index: 12, name: 'v42' },
  ]);
});
