import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DAY,
  HOUR,
  agreed,
  budget,
  internal,
  judge,
  levels,
  shareWords,
  targetsFrom,
} from '../../src/domain/availability/sla.ts';
import type { Request } from '../../src/domain/availability/outages.ts';
import type { Level, SlaLogs } from '../../src/domain/availability/sla.ts';

const now = Date.UTC(2026, 2, 21, 12);
const MINUTE = 60_000;
const INTERVAL = 30_000;
const EMPTY: SlaLogs = { sd_latency_log: [], pecks: [], sd_activity_baseline: [] };

/** Status polls every 30 s, the first so many minutes ago. */
const polls = (from: number, to: number, more: Partial<Request> = {}, every = 30): Request[] =>
  Array.from({ length: ((from - to) * 60) / every }, (_, index) => ({
    at: now - from * MINUTE + index * every * 1000 + 1000,
    route: 'status',
    ms: 50,
    ...more,
  }));
const of = (sd_latency_log: Request[], span = DAY, interval = INTERVAL) =>
  levels({ ...EMPTY, sd_latency_log }, now, span, interval);
const near = (value: number | undefined, wanted: number) =>
  assert.ok(value !== undefined && Math.abs(value - wanted) < 1e-9, `${value} is not ${wanted}`);

test('an empty log tells nothing', () => {
  for (const each of Object.values(levels(EMPTY, now, DAY, INTERVAL))) {
    assert.equal(each.share, undefined);
    assert.equal(each.samples, 0);
    assert.equal(each.covered, 0);
  }
});

test('API success is good polls of polls, whatever the route', () => {
  const { api } = of([
    ...polls(60, 30),
    ...polls(60, 55, { route: 'beak', failure: 'http', status: 503 }),
    ...polls(60, 55, { route: 'audit', failure: 'timeout' }),
  ]);
  assert.deepEqual([api.good, api.all, api.samples], [60, 80, 80]);
  near(api.share, 0.75);
});

test('what was sent from a disturbed tab, or not sent at all, does not count', () => {
  for (const more of [{ disturbed: true }, { failure: 'offline' }, { failure: 'no-token' }] as const) {
    const { api, uptime } = of(polls(60, 0, more));
    assert.equal(api.all, 0);
    assert.equal(uptime.all, 0);
  }
});

test('a window holds what is younger than it, and nothing from the future', () => {
  const edge = [now - HOUR, now - HOUR + 1, now, now + 1].map((at): Request => ({
    at,
    route: 'beak',
    ms: 1,
  }));
  assert.equal(of(edge, HOUR).api.all, 2);
});

test('uptime is minutes with a good status poll of minutes covered', () => {
  const { uptime } = of([
    ...polls(60, 30),
    ...polls(30, 0, { failure: 'http', status: 503 }),
    ...polls(60, 0, { route: 'beak' }),
  ]);
  assert.deepEqual([uptime.good, uptime.all], [30, 60]);
  near(uptime.covered, 60 / 1440);
});

test('a minute with one good poll is good', () => {
  const failed = polls(60, 0, { failure: 'timeout' }, 60);
  const good = polls(60, 0, {}, 60).map((each) => ({ ...each, at: each.at + 20_000 }));
  const { uptime } = of([...failed, ...good].sort((a, b) => a.at - b.at));
  assert.deepEqual([uptime.good, uptime.all], [60, 60]);
});

test('an outage in which the page waits between its tries is as long as it was', () => {
  const sparse = [50, 45, 40, 35, 30].map((ago): Request => ({
    at: now - ago * MINUTE + 1000,
    route: 'status',
    ms: 9,
    failure: 'network',
  }));
  const { uptime } = of([...polls(60, 50), ...sparse, ...polls(25, 0)]);
  assert.deepEqual([uptime.good, uptime.all], [35, 60]);
});

test('time in which nobody asked is not covered', () => {
  const { uptime } = of([...polls(600, 590, { failure: 'timeout' }), ...polls(10, 0)]);
  assert.deepEqual([uptime.good, uptime.all], [10, 20]);
});

test('a long interval covers the minutes between its polls', () => {
  const { uptime } = of(polls(60, 0, {}, 180), DAY, 180_000);
  assert.deepEqual([uptime.good, uptime.all], [60, 60]);
});

const counters = (...rows: [ago: number, one: number, two: number][]) => ({
  pecks: rows.map(([ago, succeeded, failed]) => ({ at: now - ago * HOUR, succeeded, failed })),
  sd_activity_baseline: rows.map(([ago, certificates, ducklings]) => ({
    at: now - ago * HOUR,
    certificates,
    ducklings,
  })),
});

test('peck success and certificates are counted by how far the totals grew', () => {
  const { pecks, certs } = levels(
    { ...EMPTY, ...counters([30, 0, 0], [18, 100, 50], [6, 175, 75]) },
    now,
    DAY,
    INTERVAL,
  );
  assert.deepEqual([pecks.good, pecks.all, pecks.samples, pecks.covered], [75, 100, 2, 0.5]);
  assert.deepEqual([certs.good, certs.all, certs.share], [75, 25, 3]);
});

test('a table that was emptied starts anew: nothing is negative, and it is told', () => {
  const { pecks } = levels(
    { ...EMPTY, ...counters([9, 500, 40], [8, 510, 42], [7, 1, 0], [6, 31, 8]) },
    now,
    DAY,
    INTERVAL,
  );
  assert.deepEqual([pecks.good, pecks.all, pecks.resets], [40, 50, 1]);
});

test('one sample tells no growth', () => {
  assert.equal(levels({ ...EMPTY, ...counters([9, 500, 40]) }, now, DAY, INTERVAL).pecks.share, undefined);
});

const level = (good: number, all: number): Level => ({
  good,
  all,
  share: all > 0 ? good / all : undefined,
  samples: 2,
  covered: 1,
  resets: 0,
});

test('a level that meets its target is kept; one that was hardly counted is withheld', () => {
  assert.equal(judge(level(19, 20), 0.95, 20), 'ok');
  assert.equal(judge(level(18, 20), 0.95, 20), 'bad');
  assert.equal(judge(level(0, 19), 0.95, 20), 'unknown');
  assert.equal(judge(level(0, 0), 0.95, 0), 'unknown');
});

test('a budget is what the target lets fail', () => {
  const half = budget(level(1990, 2000), 0.99);
  near(half?.left, 0.5);
  near(half?.burn, 0.5);
  near(half?.step, 0.05);
  near(budget(level(90, 100), 0.99)?.left, -9);
  near(budget(level(90, 100), 0.99)?.burn, 10);
});

test('a budget is withheld under 60 counts, where there is no target, and where nothing was counted', () => {
  assert.equal(budget(level(59, 59), 0.99), undefined);
  assert.notEqual(budget(level(60, 60), 0.99), undefined);
  assert.equal(budget(level(100, 100), undefined), undefined);
  assert.equal(budget(level(0, 0), 0.99, 0), undefined);
});

test('the configuration sets targets; what is no share below 1 is left out', () => {
  assert.deepEqual(targetsFrom(undefined, agreed), { api: 0.995, pecks: 0.95, certs: 0.9, uptime: 0.995 });
  assert.deepEqual(targetsFrom({ auth: 0.99, sms: 0.9, cert: 99.5, peck: 1 }, internal), {
    auth: 0.99,
    cert: 0.995,
    peck: 0.99,
    sms: 0.9,
  });
});

test('a share that misses its target does not read as if it met it', () => {
  assert.equal(shareWords(0.99499), '99.49%');
  assert.equal(shareWords(0.995), '99.5%');
  assert.equal(shareWords(0.57), '57%');
  assert.equal(shareWords(1), '100%');
});
