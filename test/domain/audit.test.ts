import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countWords,
  counted,
  DAY,
  HOUR,
  hourly,
  sinceWords,
  typesOf,
  untimed,
  wholeSince,
} from '../../src/domain/audit/audit-counts.ts';
import type { Audit, AuditLine, Category } from '../../src/domain/audit/audit-counts.ts';

const now = Date.UTC(2026, 2, 21, 5, 40);
const MINUTE = 60_000;

/** An entry by its age in ms. */
const aged = (event_type: string, age: number): AuditLine => ({ event_type, timestamp: now - age });
/** A list that says that it covers two days. */
const whole = (...entries: AuditLine[]): Audit => ({ entries, covers_from: now - 2 * DAY, truncated: false });

const categories: [category: Category, emitted: string[], counts: number][] = [
  ['signups', ['duck.signup', 'duck.hatched'], 1],
  ['certs', ['duck.cert_issued', 'duck.hatched', 'duck.hatched'], 1],
  ['certs', ['duck.hatched', 'duck.hatched', 'duck.cert_emailed'], 2],
  ['pecks', ['duck.peck_requested', 'duck.peck_approved', 'duck.peck_denied'], 1],
  ['reports', ['duck.reported', 'duck.unpecked'], 1],
  ['mails', ['duck.cert_emailed', 'duck.signup', 'duck.cert_issued'], 2],
];
for (const [category, emitted, n] of categories)
  test(`audit: of ${emitted.join(', ')}, ${n} count as ${category}`, () =>
    assert.equal(counted(whole(...emitted.map((type) => aged(type, HOUR))), category, now).count, n));

test('audit: certificates are never counted together with the hatchings that stand for them elsewhere', () => {
  const list = [aged('duck.hatched', HOUR), aged('duck.cert_issued', 3 * DAY)];
  assert.deepEqual(typesOf('certs', list), ['duck.cert_issued']);
  assert.equal(counted(whole(...list), 'certs', now).count, 0);
});

const windows: [name: string, age: number, window: number, counts: number][] = [
  ['just now', 0, DAY, 1],
  ['a moment younger than the window', DAY - 1, DAY, 1],
  ['as old as the window', DAY, DAY, 0],
  ['older', DAY + 1, DAY, 0],
  ['older than a day, in a window of a week', 3 * DAY, 7 * DAY, 1],
  ['a little ahead, by another clock', -MINUTE, DAY, 1],
  ['in the future', -MINUTE - 1, DAY, 0],
];
for (const [name, age, window, n] of windows)
  test(`audit: an entry ${name} counts ${n}`, () =>
    assert.equal(counted(whole(aged('duck.signup', age)), 'signups', now, window).count, n));

const unseen: [name: string, entries: AuditLine[], counts: number | undefined][] = [
  ['never seen is not emitted', [aged('duck.pulse', HOUR)], undefined],
  ['an empty list tells nothing', [], undefined],
  ['seen, but before the window, is zero', [aged('duck.signup', 2 * DAY)], 0],
  ['seen without a time is emitted, and cannot be counted', [{ event_type: 'duck.signup' }], 0],
  ['an entry without a type may be one, but is not counted', [{ timestamp: now }], 0],
];
for (const [name, entries, n] of unseen)
  test(`audit: ${name}`, () => assert.equal(counted(whole(...entries), 'signups', now).count, n));

const young = [aged('duck.pulse', HOUR), aged('duck.signup', 2 * HOUR)];
const old = [...young, aged('duck.pulse', DAY)];
const covers: [name: string, audit: Audit, since: number | undefined][] = [
  ['covers the window', { entries: young, covers_from: now - DAY, truncated: false }, undefined],
  ['covers the window, says nothing of a cut', { entries: young, covers_from: now - DAY }, undefined],
  [
    'covers it by a clock that is a little off',
    { entries: young, covers_from: now - DAY + MINUTE },
    undefined,
  ],
  ['covers less than the window', { entries: young, covers_from: now - 3 * HOUR }, now - 3 * HOUR],
  ['covers nothing yet', { entries: [], covers_from: now + HOUR }, now],
  ['does not say what it covers', { entries: young }, now - 2 * HOUR],
  ['does not say, but reaches back as far', { entries: old }, undefined],
  ['is cut', { entries: young, covers_from: now - DAY, truncated: true }, now - 2 * HOUR],
  ['is cut beyond the window', { entries: old, covers_from: now - DAY, truncated: true }, undefined],
  ['runs the other way', { entries: young.toReversed() }, now - 2 * HOUR],
  ['is empty and does not say', { entries: [] }, undefined],
  ['has no entry with a time', { entries: [{ event_type: 'duck.signup' }] }, now - DAY],
  [
    'covers the window, but for an entry without a type',
    { entries: [...young, { timestamp: now - HOUR }], covers_from: now - DAY },
    now - DAY,
  ],
  [
    'has an entry of the future, which reaches nowhere',
    { entries: [aged('duck.signup', -DAY)], truncated: true },
    undefined,
  ],
];
for (const [name, audit, since] of covers)
  test(`audit: a list that ${name} is whole since ${since === undefined ? 'before' : (now - since) / HOUR + ' h ago'}`, () => {
    assert.equal(wholeSince(audit, now), since);
    assert.equal(counted(audit, 'signups', now).since, since);
  });

test('audit: the hours are those before now, and each entry falls into one', () => {
  const list = [0, HOUR - 1, HOUR, 2 * HOUR, 3 * HOUR, -MINUTE, -HOUR].map((age) => aged('duck.signup', age));
  assert.deepEqual(hourly(whole(...list), 'signups', now, 3), [1, 1, 3]);
  assert.equal(hourly(whole(...list), 'signups', now).length, 24);
});

test('audit: an hour that the list does not reach is not zero', () => {
  const entries = [aged('duck.signup', HOUR / 2), aged('duck.pulse', 1.5 * HOUR)];
  assert.deepEqual(hourly({ entries }, 'signups', now, 4), [undefined, undefined, 0, 1]);
});

test('audit: of what is not emitted no hour is known', () => {
  assert.deepEqual(hourly(whole(aged('duck.pulse', HOUR)), 'signups', now, 3), Array(3).fill(undefined));
});

test('audit: the hours of a category add up to its count', () => {
  const list = Array.from({ length: 200 }, (_, n) => aged('duck.hatched', n * 11 * MINUTE));
  const sum = hourly(whole(...list), 'certs', now).reduce<number>((all, n = 0) => all + n, 0);
  assert.equal(sum, counted(whole(...list), 'certs', now).count);
});

test('audit: entries that no window can hold are told', () => {
  const list = [aged('duck.signup', HOUR), { event_type: 'duck.signup' }, aged('duck.signup', -HOUR)];
  assert.equal(untimed(list, now), 2);
});

const countCases: [given: Parameters<typeof countWords>, label: string][] = [
  [[{ count: 1204, since: undefined, window: DAY }], '1,204'],
  [[{ count: 0, since: undefined, window: DAY }], '0'],
  [[{ count: 12, since: now, window: DAY }], 'at least 12 since 05:40 UTC'],
  [[{ count: 12, since: now, window: 7 * DAY }], 'at least 12 since 2026-03-21 05:40 UTC'],
  [[{ count: undefined, since: now, window: DAY }], 'not emitted by the backend'],
];
for (const [given, label] of countCases)
  test(`audit: ${label}`, () => assert.equal(countWords(...given), label));

test('audit: the time of a cut is told in the zone that was asked for', () =>
  assert.match(sinceWords({ since: now, window: DAY }, 'Asia/Tokyo'), /^14:40 (GMT\+9|JST)$/));
