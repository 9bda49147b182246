import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultWords, latestAnswer, outages, silence } from '../../src/domain/availability/outages.ts';
import type { Fault, Request } from '../../src/domain/availability/outages.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const INTERVAL = 30 * SECOND;
const now = Date.UTC(2026, 2, 21, 12);

/** One request that ended so many seconds ago: `ok`, a kind of failure, or an HTTP status. */
type Line = readonly [ago: number, result: 'ok' | Fault['kind'] | number, more?: Partial<Request>];
const log = (...lines: Line[]): Request[] =>
  lines.map(([ago, result, more]) => ({
    at: now - ago * SECOND,
    route: 'status',
    ms: 100,
    ...(typeof result === 'number'
      ? { failure: 'http', status: result }
      : result === 'ok'
        ? {}
        : { failure: result }),
    ...more,
  }));

/** An outage in short: route, seconds ago of the first and last failure and of the end, count, state, s that it lasted. */
const short = (lines: Line[], interval = INTERVAL): string[] =>
  outages(log(...lines), now, interval).map(({ route, first, last, ended, count, state, lasted, faults }) =>
    [
      route,
      (now - first) / SECOND,
      (now - last) / SECOND,
      ended === undefined ? '-' : (now - ended) / SECOND,
      count,
      state,
      lasted / SECOND,
      faults.map(faultWords).join('+'),
    ].join(' '),
  );

const cases: [name: string, lines: Line[], reported: string[]][] = [
  ['an empty log has none', [], []],
  [
    'good answers make none',
    [
      [60, 'ok'],
      [30, 'ok'],
    ],
    [],
  ],
  [
    'one failure lasts until the next good answer',
    [
      [90, 'ok'],
      [60, 503],
      [30, 'ok'],
    ],
    ['status 60 60 30 1 over 30 HTTP 503'],
  ],
  [
    'failures in a row are one',
    [
      [90, 503],
      [60, 503],
      [30, 503],
      [5, 'ok'],
    ],
    ['status 90 30 5 3 over 85 HTTP 503'],
  ],
  [
    'a good answer between parts them, the newest comes first',
    [
      [90, 503],
      [60, 'ok'],
      [30, 'timeout'],
      [5, 'ok'],
    ],
    ['status 30 30 5 1 over 25 timeout', 'status 90 90 60 1 over 30 HTTP 503'],
  ],
  [
    'one without an end still fails',
    [
      [90, 'ok'],
      [60, 'network'],
      [30, 'network'],
    ],
    ['status 60 30 - 2 failing 30 network or CORS'],
  ],
  [
    'each way to fail is told once, in its order',
    [
      [90, 503],
      [60, 'timeout'],
      [50, 503],
      [40, 500],
      [30, 'timeout'],
    ],
    ['status 90 30 - 5 failing 60 HTTP 503+timeout+HTTP 500'],
  ],
  [
    'routes do not mix',
    [
      [90, 503],
      [80, 'timeout', { route: 'audit' }],
      [60, 'ok', { route: 'audit' }],
      [30, 'ok'],
    ],
    ['audit 80 80 60 1 over 20 timeout', 'status 90 90 30 1 over 60 HTTP 503'],
  ],
  [
    'a failure of a hidden tab does not count',
    [
      [90, 'network', { disturbed: true }],
      [60, 503],
      [40, 'timeout', { disturbed: true }],
      [30, 'ok'],
    ],
    ['status 60 60 30 1 over 30 HTTP 503'],
  ],
  [
    'but a good answer to one ends it',
    [
      [60, 503],
      [30, 'ok', { disturbed: true }],
    ],
    ['status 60 60 30 1 over 30 HTTP 503'],
  ],
  [
    'the future is not known',
    [
      [60, 503],
      [-5, 'ok'],
      [-9, 500],
    ],
    ['status 60 60 - 1 failing 0 HTTP 503'],
  ],
  [
    'the order of the log does not matter',
    [
      [30, 'ok'],
      [90, 'ok'],
      [60, 503],
    ],
    ['status 60 60 30 1 over 30 HTTP 503'],
  ],
  [
    'a silence of 15 min hides the end',
    [
      [1800, 503],
      [1770, 503],
      [870, 'ok'],
    ],
    ['status 1800 1770 - 2 unseen 30 HTTP 503'],
  ],
  [
    'a second less does not',
    [
      [1800, 503],
      [1770, 503],
      [871, 'ok'],
    ],
    ['status 1800 1770 871 2 over 929 HTTP 503'],
  ],
  [
    'failures on both sides of a silence are two',
    [
      [3600, 503],
      [60, 503],
    ],
    ['status 60 60 - 1 failing 0 HTTP 503', 'status 3600 3600 - 1 unseen 0 HTTP 503'],
  ],
  [
    'after a silence until now nobody knows',
    [
      [960, 503],
      [900, 503],
    ],
    ['status 960 900 - 2 unseen 60 HTTP 503'],
  ],
];
for (const [name, lines, reported] of cases)
  test(`outages: ${name}`, () => assert.deepEqual(short(lines), reported));

test('outages: who asks every 10 min may be silent for 40', () =>
  assert.deepEqual(
    short(
      [
        [3000, 503],
        [601, 'ok'],
      ],
      10 * MINUTE,
    ),
    ['status 3000 3000 601 1 over 2399 HTTP 503'],
  ));
test('outages: the log stays as it was', () => {
  const given = log([30, 'ok'], [60, 503]);
  const copy = structuredClone(given);
  outages(given, now, INTERVAL);
  assert.deepEqual(given, copy);
});

const silences: [interval: number, is: number][] = [
  [5 * SECOND, 15 * MINUTE],
  [225 * SECOND, 15 * MINUTE],
  [10 * MINUTE, 40 * MINUTE],
  [NaN, 15 * MINUTE],
  [Infinity, 15 * MINUTE],
];
for (const [interval, is] of silences)
  test(`silence at an interval of ${interval} ms`, () => assert.equal(silence(interval), is));

const label: [fault: Fault, reported: string][] = [
  [{ kind: 'timeout' }, 'timeout'],
  [{ kind: 'offline' }, 'this browser was offline'],
  [{ kind: 'network' }, 'network or CORS'],
  [{ kind: 'http', status: 503 }, 'HTTP 503'],
  [{ kind: 'http' }, 'HTTP error'],
  [{ kind: 'not-json', status: 200 }, 'not JSON'],
  [{ kind: 'not-contract', status: 200 }, 'not the contract'],
  [{ kind: 'no-token' }, 'no sign-in token'],
];
for (const [fault, reported] of label)
  test(`fault: ${reported}`, () => assert.equal(faultWords(fault), reported));
test('outages: the status of an answer that is no refusal is no other way to fail', () =>
  assert.deepEqual(
    short([
      [60, 'not-json', { status: 200 }],
      [30, 'not-json', { status: 206 }],
    ]),
    ['status 60 30 - 2 failing 30 not JSON'],
  ));

const newest: [name: string, lines: Line[], ms: number | undefined][] = [
  ['none', [], undefined],
  ['of another route', [[30, 'ok', { route: 'audit' }]], undefined],
  [
    'a failure has no latency',
    [
      [60, 'ok', { ms: 7 }],
      [30, 503],
    ],
    7,
  ],
  [
    'a hidden tab measures nothing',
    [
      [60, 'ok', { ms: 7 }],
      [30, 'ok', { ms: 9, disturbed: true }],
    ],
    7,
  ],
  [
    'not the future',
    [
      [60, 'ok', { ms: 7 }],
      [-1, 'ok', { ms: 9 }],
    ],
    7,
  ],
  [
    'the newest',
    [
      [60, 'ok', { ms: 7 }],
      [0, 'ok', { ms: 9 }],
    ],
    9,
  ],
  [
    'no nonsense',
    [
      [60, 'ok', { ms: 7 }],
      [30, 'ok', { ms: NaN }],
      [20, 'ok', { ms: -1 }],
    ],
    7,
  ],
];
for (const [name, lines, ms] of newest)
  test(`latest answer: ${name}`, () => assert.equal(latestAnswer(log(...lines), 'status', now)?.ms, ms));
