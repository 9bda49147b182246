import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anomalies, anomalyLimits, scoreOf, tierOf, toneOf, unchecked } from '../../src/rules/anomalies.ts';
import { pecks } from '../../src/rules/pecks.ts';
import { quotaUse } from '../../src/rules/quota.ts';
import type { AnomalyFacts } from '../../src/rules/anomalies.ts';
import type { FleetCounts } from '../../src/rules/fleet.ts';
import type { ParityFacts } from '../../src/rules/parity.ts';
import type { PeckSample, PeckTotals } from '../../src/rules/pecks.ts';
import type { Tone } from '../../src/rules/tone.ts';

const NOW = Date.UTC(2026, 2, 21, 12);

/** What a test sets; the rest is as it should be. */
interface Given {
  failures?: number;
  agents?: FleetCounts;
  pecks?: PeckTotals;
  log?: PeckSample[];
  sent?: number | undefined;
  ses?: boolean | undefined;
  sns?: boolean | undefined;
  alarms?: AnomalyFacts['alarms'];
  alias?: ParityFacts;
}

const well = {
  failures: 0,
  agents: { alive: 10, slow: 0, dead: 0, total_bonded: 10 },
  pecks: { succeeded: 100, failed: 0 },
  log: [],
  sent: 10,
  ses: false,
  sns: false,
  alarms: [{ name: 'errors', state: 'OK' }],
  alias: { target: '41', invoked: '41', release: { stable: '41', routing: {} } },
};

function factsOf(given: Given): AnomalyFacts {
  const all: Given = { ...well, ...given };
  return {
    statusFailures: all.failures ?? 0,
    agents: all.agents ?? {},
    pecks: pecks(all.pecks ?? {}, all.log ?? [], NOW),
    quota: quotaUse(all.sent, 200),
    ses: { sandbox: all.ses, daily_quota: 200, sent_24h: all.sent },
    snsSandbox: all.sns,
    alarms: all.alarms,
    alias: all.alias ?? {},
  };
}

const fleet = (alive: number, slow: number, dead: number, total_bonded = alive + slow + dead) => ({
  agents: { alive, slow, dead, total_bonded },
});
const rate = (percent: number): Given => ({ pecks: { succeeded: 100 - percent, failed: percent } });
const hour = (succeeded: number, failed: number): PeckSample[] => [
  { at: NOW - 50 * 60_000, succeeded: 0, failed: 0 },
  { at: NOW, succeeded, failed },
];
const alarm = (...states: string[]): Given => ({
  alarms: states.map((state, index) => ({ name: `alarm-${index}`, state })),
});
const hashes = (code_sha256: string) => ({ code_sha256, config_sha256: 'same' });

const cases: [name: string, given: Given, scores: number[], evidence?: RegExp][] = [
  ['all is well', {}, []],
  ['the status route failed twice in a row', { failures: 2 }, []],
  ['the status route failed 3 times in a row', { failures: 3 }, [95], /3 times in a row/],

  ['the whole fleet is dead', fleet(0, 0, 4), [92], /^4 of 4 agents dead\.$/],
  ['one agent, and it is dead', fleet(0, 0, 1), [92], /^1 of 1 agent dead\.$/],
  ['over half the fleet is dead', fleet(4, 0, 6), [80], /^6 of 10 agents dead\.$/],
  ['half the fleet is dead, which is the limit', fleet(5, 0, 5), [80]],
  ['just under half the fleet is dead', fleet(6, 0, 5), [55]],
  ['one agent of many is dead', fleet(9, 0, 1), [55]],
  ['one agent is slow', fleet(9, 1, 0), [40], /^1 of 10 agents slow\.$/],
  ['some are dead and others slow: both are told', fleet(7, 2, 1), [55, 40]],
  ['no agent is bonded', fleet(0, 0, 0), []],
  ['all that were counted are dead, but more are bonded', fleet(0, 0, 4, 10), [55], /^4 of 10 agents/],
  ['more dead than bonded, by figures that do not add up', fleet(0, 0, 4, 2), [92], /^4 of 4 agents/],
  ['some are dead, of nobody knows how many', { agents: { dead: 3 } }, [55], /is not told/],
  ['all of the total are dead, the rest is not told', { agents: { dead: 3, total_bonded: 3 } }, [92]],
  ['the counts alone tell the size', { agents: { alive: 0, slow: 0, dead: 3 } }, [92]],

  ['9 % of pecks fail', rate(9), []],
  ['10 % of pecks fail', rate(10), [52], /^10% fail \(running total/],
  ['29 % of pecks fail', rate(29), [52]],
  ['30 % of pecks fail', rate(30), [75], /^30% fail/],
  [
    'the last hour judges from 20 outcomes on',
    { ...rate(0), log: hour(10, 10) },
    [75],
    /^50% fail \(last hour, 20/,
  ],
  ['the last hour is well, the totals are not', { ...rate(40), log: hour(20, 0) }, []],
  ['the last hour holds 19 outcomes only', { ...rate(0), log: hour(9, 10) }, []],

  ['69.5 % of the SES quota is used', { sent: 139 }, []],
  ['70 % of the SES quota is used', { sent: 140 }, [48], /^140 of 200 mails .*\(70%\)/],
  ['89.5 % of the SES quota is used', { sent: 179 }, [48]],
  ['90 % of the SES quota is used', { sent: 180 }, [72]],

  ['an alarm is in ALARM', alarm('OK', 'ALARM'), [70], /^alarm-1\.$/],
  ['two alarms are one finding', alarm('ALARM', 'ALARM'), [70], /^alarm-0, alarm-1\.$/],
  ['many alarms are not all named', alarm(...Array<string>(9).fill('ALARM')), [70], /alarm-4, and 4 more\.$/],
  ['an alarm without a name', { alarms: [{ state: 'ALARM' }] }, [70], /without a name/],
  ['an alarm has too little data', alarm('INSUFFICIENT_DATA'), []],

  ['drift', { alias: { target: '40', invoked: '41', release: { stable: '40', routing: {} } } }, [45]],
  ['a difference that cannot be told from a shift', { alias: { target: '40', invoked: '41' } }, [45]],
  ['an older backend reports another version', { alias: { target: '40', reported: '41' } }, [45]],
  ['the caller bypasses the alias', { alias: { target: '41', invoked: '$LATEST' } }, [45]],
  [
    'a shift is not drift',
    { alias: { target: '40', invoked: '41', release: { stable: '40', routing: { 41: 0.1 } } } },
    [],
  ],
  [
    'the alias changed meanwhile, but what it names did run',
    { alias: { target: '41', invoked: '41', release: { stable: '40', routing: {} } } },
    [],
  ],
  [
    '$LATEST is newer than the alias',
    {
      alias: {
        target: '41',
        invoked: '41',
        release: {
          stable: '41',
          routing: {},
          latest: hashes('new'),
          versions: [{ version: '41', ...hashes('old') }],
        },
      },
    },
    [10],
  ],

  ['SES is in the sandbox', { ses: true }, [20], /^SES is in the sandbox\.$/],
  ['SNS is in the sandbox', { sns: true }, [20], /^SNS is in the sandbox\.$/],
  ['both are in the sandbox', { ses: true, sns: true }, [20], /^SES and SNS are in the sandbox\.$/],

  [
    'everything at once, worst first',
    { failures: 5, ...fleet(0, 0, 3), ...rate(50), sent: 200, ses: true, ...alarm('ALARM') },
    [95, 92, 75, 72, 70, 20],
  ],
];
for (const [name, given, scores, evidence] of cases)
  test(`anomalies: ${name}`, () => {
    const found = anomalies(factsOf(given));
    assert.deepEqual(
      found.map(({ score }) => score),
      scores,
    );
    if (evidence) assert.match(found[0]?.evidence ?? '', evidence);
    assert.equal(scoreOf(found), scores[0] ?? 0, 'the page’s score is the highest');
    assert.equal(new Set(found.map(({ id }) => id)).size, found.length, 'each has an id of its own');
    assert.doesNotMatch(JSON.stringify(found), /NaN|undefined|Infinity/);
  });

test('anomalies: what is not offered is none, and is named', () => {
  const nothing = factsOf({
    agents: {},
    pecks: {},
    sent: undefined,
    ses: undefined,
    sns: undefined,
    alarms: undefined,
    alias: {},
  });
  assert.deepEqual(anomalies(nothing), []);
  assert.deepEqual(unchecked(nothing), {
    needed: ['agents', 'pecks', 'the alias', 'sandbox mode'],
    optional: ['the SES quota', 'CloudWatch alarms'],
  });
});

const gaps: [name: string, given: Given, needed: string[], optional: string[]][] = [
  ['nothing is missing', {}, [], []],
  ['no peck has an outcome yet', { pecks: { succeeded: 0, failed: 0 } }, [], []],
  ['there are no alarms', { alarms: [] }, [], []],
  ['how many are slow', { agents: { alive: 9, dead: 0, total_bonded: 9 } }, ['agents'], []],
  ['how many there are, with none dead', { agents: { slow: 0, dead: 0 } }, [], []],
  ['how many there are, with some dead', { agents: { slow: 0, dead: 2 } }, ['agents'], []],
  ['one of two modes', { sns: undefined }, ['sandbox mode'], []],
  ['the state of an alarm', { alarms: [{ name: 'errors' }] }, [], ['CloudWatch alarms']],
];
for (const [name, given, needed, optional] of gaps)
  test(`unchecked: ${name}`, () => assert.deepEqual(unchecked(factsOf(given)), { needed, optional }));

test('anomalies: the site may set other limits', () => {
  const limits = { ...anomalyLimits, failures: 5, half: 0.25 };
  assert.deepEqual(anomalies(factsOf({ failures: 4 }), limits), []);
  assert.equal(scoreOf(anomalies(factsOf(fleet(3, 0, 1)), limits)), 80);
});

const tiers: [score: number, tier: string, tone: Tone][] = [
  [100, 'P0', 'bad'],
  [90, 'P0', 'bad'],
  [89, 'P1', 'bad'],
  [70, 'P1', 'bad'],
  [69, 'P2', 'warn'],
  [40, 'P2', 'warn'],
  [39, 'P3', 'info'],
  [0, 'P3', 'info'],
];
for (const [score, tier, tone] of tiers)
  test(`tier: a score of ${score} is ${tier}`, () => {
    assert.equal(tierOf(score), tier);
    assert.equal(toneOf(score), tone);
  });
