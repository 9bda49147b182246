import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routesHealth, routesChangeAt } from '../../src/domain/availability/route-status.ts';
import type { RouteState } from '../../src/data/state.ts';
import type { Request } from '../../src/domain/availability/outages.ts';

const now = Date.UTC(2026, 2, 21, 12);
const SECOND = 1000;
const limits = { warn: 1, bad: 3, slow: 1000 };

/** A request that ended so many seconds ago: ms of a good answer, or `x` for one that failed. */
type Line = readonly [ago: number, result: number | 'x', more?: Partial<Request>];
const log = (lines: readonly Line[]): Request[] =>
  lines.map(([ago, result, more]) => ({
    at: now - ago * SECOND,
    route: 'status',
    ms: result === 'x' ? 50 : result,
    ...(result === 'x' && { failure: 'timeout' }),
    ...more,
  }));
const answered = (ago: number): RouteState => ({
  restored: true,
  last: { json: {}, at: now - ago * SECOND },
});
const failing = (count: number, ago: number): RouteState => ({
  restored: true,
  failing: { kind: 'timeout', message: '', at: now - ago * SECOND, since: now - 600 * SECOND, count },
});
const stand = (state: RouteState | undefined, ...lines: Line[]): string => {
  const [one] = routesHealth(['status'], state ? { status: state } : {}, log(lines), now, 30_000, limits);
  return `${one?.standing} ${one?.tone}`;
};

const cases: [name: string, reported: string, wanted: string][] = [
  ['a route that was never asked', stand(undefined), 'unknown unknown'],
  ['a quick answer', stand(answered(5), [5, 999]), 'up ok'],
  ['an answer at the limit', stand(answered(5), [5, 1000]), 'degraded warn'],
  ['an old slow answer before one that was not measured', stand(answered(5), [500, 4000]), 'up ok'],
  ['one failure', stand(failing(1, 5), [35, 50], [5, 'x']), 'degraded warn'],
  ['two failures', stand(failing(2, 5), [35, 'x'], [5, 'x']), 'degraded warn'],
  ['three failures', stand(failing(3, 5), [65, 'x'], [35, 'x'], [5, 'x']), 'down bad'],
  ['one of the last three', stand(answered(5), [65, 'x'], [35, 50], [5, 50]), 'degraded warn'],
  ['the fourth from the end', stand(answered(5), [95, 'x'], [65, 50], [35, 50], [5, 50]), 'up ok'],
  [
    'a failure in a tab that had just woken',
    stand(answered(5), [35, 'x', { disturbed: true }], [5, 50]),
    'up ok',
  ],
  ['a failure before a long silence', stand(answered(5), [7200, 'x'], [5, 50]), 'up ok'],
  ['failures that another page saw', stand(answered(200), [90, 'x'], [60, 'x'], [30, 'x']), 'down bad'],
  ['a good result that is too old', stand(answered(120), [120, 50]), 'up unknown'],
  ['a failure that lasts while the page waits', stand(failing(5, 400), [400, 'x']), 'down bad'],
];
for (const [name, reported, wanted] of cases) test(name, () => assert.equal(reported, wanted));

test('a result turns when it becomes too old, and a route never asked does not', () => {
  const turns = (state: RouteState | undefined) =>
    routesChangeAt(
      routesHealth(['status'], state ? { status: state } : {}, [], now, 30_000, limits),
      now,
      30_000,
    );
  assert.equal(turns(undefined), Infinity);
  assert.equal(turns({ ...answered(20), due: 1 }), now + 100 * SECOND);
});
