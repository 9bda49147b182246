import assert from 'node:assert/strict';
import { test } from 'node:test';
import { health } from '../../src/domain/judgement/health.ts';
import type { Audit } from '../../src/domain/audit/audit-counts.ts';
import type { HealthFacts } from '../../src/domain/judgement/health.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 2, 21, 12);
const event = (hoursAgo: number) => ({ event_type: 'duck.pulse', timestamp: NOW - hoursAgo * HOUR });
const recent: Audit = { entries: [event(1), event(30)], covers_from: NOW - 48 * HOUR };
const agents = (dead: number, slow: number, total_bonded: number) => ({ dead, slow, total_bonded });

const well: HealthFacts = { agents: agents(0, 0, 10), ducklings: 5, audit: recent };
const silent: Audit = { entries: [event(24)] };

type Case = [name: string, given: Partial<HealthFacts>, least: number, most: number, tone: Tone];
const cases: Case[] = [
  ['all is well', {}, 100, 100, 'ok'],
  ['nobody is bonded, so nobody is dead', { agents: agents(0, 0, 0) }, 100, 100, 'ok'],
  ['a fifth is dead: 90 is ok', { agents: agents(2, 0, 10) }, 90, 90, 'ok'],
  ['a third of six is dead', { agents: agents(2, 0, 6) }, 83.333333, 83.333333, 'warn'],
  ['half is slow: 90 is ok', { agents: agents(0, 5, 10) }, 90, 90, 'ok'],
  ['all are slow', { agents: agents(0, 10, 10) }, 80, 80, 'warn'],
  ['dead and slow together', { agents: agents(5, 1, 10) }, 73, 73, 'warn'],
  ['70 is a warning', { agents: agents(0, 15, 20), ducklings: 0 }, 70, 70, 'warn'],
  ['just under 70 is bad', { agents: agents(0, 76, 100), ducklings: 0 }, 69.8, 69.8, 'bad'],
  ['sums of thirds leave no crumbs', { agents: agents(1, 1, 7) }, 90, 90, 'ok'],
  ['no duckling', { ducklings: 0 }, 85, 85, 'warn'],
  ['no event in 24 h', { audit: silent }, 85, 85, 'warn'],
  [
    'all that can go wrong by 100 points',
    { agents: agents(10, 0, 10), ducklings: 0, audit: silent },
    20,
    20,
    'bad',
  ],
  ['never below zero', { agents: agents(30, 0, 10) }, 0, 0, 'bad'],

  ['the audit is not offered', { audit: undefined }, 85, 100, 'unknown'],
  ['ducklings are not offered', { ducklings: undefined }, 85, 100, 'unknown'],
  ['a range that is a warning at best', { audit: undefined, ducklings: 0 }, 70, 85, 'warn'],
  ['a range from bad to a warning', { audit: undefined, agents: agents(0, 15, 20) }, 70, 85, 'warn'],
  [
    'a range that is bad throughout',
    { audit: undefined, agents: agents(10, 0, 10), ducklings: 0 },
    20,
    35,
    'bad',
  ],
  ['how many are slow is not offered', { agents: { dead: 5, total_bonded: 10 } }, 65, 75, 'warn'],
  ['how many are dead is not offered', { agents: { slow: 5, total_bonded: 10 } }, 65, 90, 'unknown'],
  ['neither is offered: at worst all are dead', { agents: { total_bonded: 10 } }, 50, 100, 'unknown'],
  ['no total, but none is dead or slow', { agents: { dead: 0, slow: 0 } }, 100, 100, 'ok'],
  ['no total, and some are dead', { agents: { dead: 3, slow: 0 } }, 50, 100, 'unknown'],
  ['some are dead of none bonded', { agents: agents(3, 0, 0) }, 50, 100, 'unknown'],
  ['nothing is offered', { agents: {}, ducklings: undefined, audit: undefined }, 20, 100, 'unknown'],
];
for (const [name, given, least, most, tone] of cases)
  test(`health: ${name}`, () => {
    const { score, tone: is, parts } = health({ ...well, ...given }, NOW);
    assert.deepEqual(score, { least, most });
    assert.equal(is, tone);
    assert.deepEqual(
      parts.map(({ part }) => part),
      ['dead', 'slow', 'ducklings', 'audit'],
    );
    assert.doesNotMatch(JSON.stringify(parts), /NaN|null/);
  });

const audits: [name: string, audit: Audit, silent: boolean | undefined][] = [
  ['an event of a minute ago', { entries: [event(1 / 60)] }, false],
  ['an event just under 24 h old', { entries: [event(23.999)] }, false],
  ['an event just 24 h old', { entries: [event(24)] }, true],
  ['a recent event in a list that was cut', { entries: [event(1)], truncated: true }, false],
  ['an old event heads a list that was cut', { entries: [event(25)], truncated: true }, true],
  ['the newest is not the first', { entries: [event(30), event(2)] }, false],
  ['an empty list that covers the day', { entries: [], covers_from: NOW - 24 * HOUR }, true],
  ['an empty list of six hours', { entries: [], covers_from: NOW - 6 * HOUR }, undefined],
  ['an empty list that does not say what it covers', { entries: [] }, true],
  ['an empty list that was cut', { entries: [], truncated: true }, undefined],
  ['entries without a time', { entries: [{ event_type: 'duck.pulse' }] }, undefined],
  ['an event of a clock a little ahead', { entries: [event(-0.01)] }, false],
  ['an event of next year', { entries: [event(-9000)] }, undefined],
  ['an event of next year, and an old one', { entries: [event(-9000), event(40)] }, true],
];
for (const [name, audit, is] of audits)
  test(`health: the audit tells of ${name}`, () =>
    assert.equal(health({ ...well, audit }, NOW).parts.find(({ part }) => part === 'audit')?.found, is));

test('health: the deduction of each part', () => {
  const { parts, newest } = health({ agents: agents(3, 4, 10), ducklings: 0, audit: recent }, NOW);
  assert.deepEqual(
    parts.map(({ least, most }) => [least, most].map((points) => Number(points.toFixed(6)))),
    [
      [15, 15],
      [8, 8],
      [15, 15],
      [0, 0],
    ],
  );
  assert.equal(newest, NOW - HOUR);
});
test('health: the site may set other limits', () =>
  assert.equal(health({ ...well, ducklings: 0 }, NOW, { ok: 80, warn: 50 }).tone, 'ok'));
