import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockers, firstSeen } from '../../src/domain/incidents/blockers.ts';
import type { BlockerFacts } from '../../src/domain/incidents/blockers.ts';

const NOW = Date.parse('2026-03-21T05:40:00Z');
const DAY = 86_400_000;
const calm: BlockerFacts = {
  ses: false,
  sns: false,
  lastCertificate: NOW - 1000,
  backlog: 3,
  asked: { ses: false, sns: false },
  listed: [],
  seen: [],
  now: NOW,
};
const look = (bent: Partial<BlockerFacts>, id: string) =>
  blockers({ ...calm, ...bent }).find((each) => each.id === id);

test('blockers: none where all is well, and GitHub is said to be not listed', () => {
  assert.deepEqual(
    blockers(calm).map(({ id, tone, blocks }) => [id, tone, blocks]),
    [
      ['ses', 'ok', false],
      ['sns', 'ok', false],
      ['certs', 'ok', false],
      ['github', 'info', false],
    ],
  );
});

test('blockers: first seen is the first look since the last one that was clear', () => {
  const seen = [
    { at: 1, ses: true },
    { at: 2, ses: false },
    { at: 3, certs: true },
    { at: 4, ses: true },
    { at: 5, ses: true },
  ];
  assert.equal(firstSeen(seen, 'ses', 9), 4);
  assert.equal(firstSeen(seen, 'ses', 2), undefined);
  assert.equal(firstSeen(seen, 'certs', 9), 3);
  assert.equal(firstSeen(seen, 'sns', 9), undefined);
  assert.equal(firstSeen([{ at: 1, sns: false }], 'sns', 9), undefined);
});

test('blockers: a sandbox is the operator’s move until the exit was asked for, then that of AWS', () => {
  const seen = [{ at: NOW - DAY, ses: true }];
  assert.deepEqual(look({ ses: true, seen }, 'ses')?.since, { at: NOW - DAY, by: 'seen' });
  assert.equal(look({ ses: true }, 'ses')?.owner, 'you');
  assert.match(look({ ses: true }, 'ses')?.next ?? '', /Request production access/);
  assert.match(look({ ses: true, asked: { ses: true, sns: false } }, 'ses')?.owner ?? '', /^AWS/);
  assert.equal(look({ ses: undefined }, 'ses')?.tone, 'unknown');
});

const certs: [name: string, bent: Partial<BlockerFacts>, tone: string, blocks: boolean][] = [
  ['issued just under a day ago', { lastCertificate: NOW - DAY + 1 }, 'ok', false],
  ['issued a day ago', { lastCertificate: NOW - DAY }, 'warn', true],
  ['issued 60 days ago', { lastCertificate: NOW - 60 * DAY }, 'bad', true],
  ['issued long ago, and nothing waits', { lastCertificate: NOW - 60 * DAY, backlog: 0 }, 'ok', false],
  [
    'issued long ago, and the tables do not add up',
    { lastCertificate: NOW - 60 * DAY, backlog: -1 },
    'ok',
    false,
  ],
  [
    'issued long ago, and what waits is not told',
    { lastCertificate: NOW - DAY, backlog: undefined },
    'warn',
    true,
  ],
  ['never issued', { lastCertificate: null }, 'warn', true],
  ['not told', { lastCertificate: undefined }, 'unknown', false],
  ['issued in the future', { lastCertificate: NOW + DAY }, 'ok', false],
];
for (const [name, bent, tone, blocks] of certs)
  test(`blockers: certificates ${name}: ${tone}`, () => {
    const found = look(bent, 'certs');
    assert.deepEqual([found?.tone, found?.blocks], [tone, blocks]);
  });

test('blockers: a listed one holds for 30 days, then it is unverified', () => {
  const listed = (age: number) => [
    { id: 'github', what: 'Actions are down', owner: 'GitHub', next: 'Wait', as_of: NOW - age },
  ];
  const fresh = look({ listed: listed(30 * DAY - 1) }, 'github');
  assert.deepEqual(
    [fresh?.name, fresh?.tone, fresh?.label, fresh?.owner, fresh?.next],
    ['GitHub', 'warn', 'Actions are down', 'GitHub', 'Wait'],
  );
  const old = look({ listed: listed(30 * DAY) }, 'github');
  assert.deepEqual([old?.tone, old?.label], ['unknown', 'Actions are down, unverified']);
  assert.equal(look({ listed: [{ id: 'x', what: 'Y' }] }, 'x')?.tone, 'unknown');
});

test('blockers: what the backend tells wins over what is listed, which adds whose move it is', () => {
  const listed = [{ id: 'SES', what: 'Case 42 is open', owner: 'Ada', as_of: NOW }];
  const held = look({ ses: true, listed }, 'ses');
  assert.deepEqual([held?.tone, held?.owner, held?.note], ['warn', 'Ada', 'Case 42 is open']);
  const free = look({ listed }, 'ses');
  assert.deepEqual([free?.tone, free?.blocks], ['ok', false]);
  assert.match(free?.note ?? '', /still lists it: Case 42/);
  assert.equal(blockers({ ...calm, listed }).length, 4);
});

test('blockers: a listed one that lacks everything is named, and those that block come first', () => {
  const list = blockers({ ...calm, listed: [{}] });
  assert.deepEqual([list[0]?.name, list[0]?.tone], ['Without an id (1)', 'unknown']);
});
