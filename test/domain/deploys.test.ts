import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFuture, logFile, mergeDeploys } from '../../src/domain/release/deploys.ts';
import type { Deploy } from '../../src/domain/release/deploy-log.ts';
import type { Seen } from '../../src/domain/release/deploys.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const now = Date.UTC(2026, 2, 21, 5, 40);

test('a deploy log is believed for a day after it was read', () => {
  assert.deepEqual(logFile('L.md', now, now), {
    path: 'L.md',
    readAt: now,
    unverified: false,
    nextChangeAt: now + DAY,
  });
  assert.equal(logFile('L.md', now - DAY + 1, now).unverified, false);
  assert.deepEqual(logFile('L.md', now - DAY, now), {
    path: 'L.md',
    readAt: now - DAY,
    unverified: true,
    nextChangeAt: undefined,
  });
  assert.deepEqual(logFile(undefined, undefined, now), {
    path: undefined,
    readAt: undefined,
    unverified: false,
    nextChangeAt: undefined,
  });
});

test('a minute ahead is a clock that differs, more is the future', () => {
  assert.equal(inFuture({ at: now + MINUTE }, now), false);
  assert.equal(inFuture({ at: now + MINUTE + 1 }, now), true);
});

const logged = (ago: number, version: string, alias = 'prod'): Deploy => ({
  at: now - ago * MINUTE,
  version,
  alias,
});
const seen = (ago: number, version: string, alias = 'prod'): Seen => ({
  at: now - ago * MINUTE,
  version,
  alias,
});

/** Rows as `minutes ago, version, by whom`: L the log, B the browser, F its first sight. */
const cases: [what: string, log: Deploy[], seen: Seen[], rows: string[]][] = [
  ['nothing', [], [], []],
  ['the log alone', [logged(5, '42'), logged(60, '41')], [], ['5 42 L', '60 41 L']],
  ['the browser alone', [], [seen(60, '41'), seen(5, '42')], ['5 42 B', '60 41 BF']],
  ['the same seen again is no promotion', [], [seen(60, '41'), seen(30, '41')], ['60 41 BF']],
  [
    'one promotion that both tell is one row, at the time of the log',
    [logged(6, '42'), logged(90, '41')],
    [seen(60, '41'), seen(5, '42')],
    ['6 42 LB', '90 41 LBF'],
  ],
  [
    'a log that was written a little later',
    [logged(5, '42')],
    [seen(60, '41'), seen(20, '42')],
    ['5 42 LB', '60 41 BF'],
  ],
  [
    'a log that was written much later tells another promotion',
    [logged(4, '42')],
    [seen(60, '41'), seen(20, '42')],
    ['4 42 L', '20 42 B', '60 41 BF'],
  ],
  [
    'the browser looks late: it saw the version hours after',
    [logged(300, '42'), logged(900, '41')],
    [seen(600, '41'), seen(5, '42')],
    ['300 42 LB', '900 41 LBF'],
  ],
  [
    'the first sight is no old promotion where another was logged since',
    [logged(90, '42'), logged(300, '41')],
    [seen(60, '41')],
    ['60 41 BF', '90 42 L', '300 41 L'],
  ],
  [
    'there, back and there again are three promotions',
    [logged(40, '42'), logged(20, '41'), logged(5, '42')],
    [seen(60, '41'), seen(39, '42'), seen(19, '41'), seen(4, '42')],
    ['5 42 LB', '20 41 LB', '40 42 LB', '60 41 BF'],
  ],
  [
    'aliases do not mix',
    [logged(5, '42', 'dev'), logged(6, '42')],
    [seen(60, '41'), seen(5, '42')],
    ['5 42 L', '6 42 LB', '60 41 BF'],
  ],
];
for (const [what, log, sights, rows] of cases)
  test(what, () =>
    assert.deepEqual(
      mergeDeploys(log, sights).map(
        ({ at, version, logged: reported, seenAt, first }) =>
          `${(now - at) / MINUTE} ${version} ${reported ? 'L' : ''}${seenAt === undefined ? '' : 'B'}${first ? 'F' : ''}`,
      ),
      rows,
    ),
  );
