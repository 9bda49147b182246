import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkResult } from '../../src/domain/judgement/check-result.ts';
import { limitsFrom } from '../../src/domain/judgement/limits.ts';
import { quotaLimits, quotaUse } from '../../src/domain/mail/quota.ts';
import { grade } from '../../src/domain/judgement/tone.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const flags: [value: boolean | undefined, tone: Tone, label: string][] = [
  [true, 'ok', 'wired'],
  [false, 'bad', 'missing'],
  [undefined, 'unknown', 'not offered'],
];
for (const [value, tone, label] of flags)
  test(`finding: a flag that is ${value} is ${label}`, () =>
    assert.deepEqual(checkResult('Verify', value, ['ok', 'wired'], ['bad', 'missing']), {
      name: 'Verify',
      tone,
      label,
    }));

const own = { warn: 10, bad: 25 };
const thresholds: [name: string, set: Record<string, number> | undefined, is: typeof own][] = [
  ['no configuration', undefined, { warn: 10, bad: 25 }],
  ['nothing of this name', { other_warn: 1, warn: 2, pressure: 3 }, { warn: 10, bad: 25 }],
  ['one limit', { pressure_warn: 5 }, { warn: 5, bad: 25 }],
  ['both limits', { pressure_warn: 5, pressure_bad: 6 }, { warn: 5, bad: 6 }],
  ['a limit of zero', { pressure_warn: 0 }, { warn: 0, bad: 25 }],
  ['a limit that there is not', { pressure_worse: 9 }, { warn: 10, bad: 25 }],
];
for (const [name, set, is] of thresholds)
  test(`limits: ${name}`, () => {
    assert.deepEqual(limitsFrom(set, 'pressure', own), is);
    assert.deepEqual(own, { warn: 10, bad: 25 }, 'the defaults stay');
  });

const sizes: [size: number | undefined, tone: Tone][] = [
  [0, 'ok'],
  [9.999, 'ok'],
  [10, 'warn'],
  [24.999, 'warn'],
  [25, 'bad'],
  [Infinity, 'bad'],
  [-0.001, 'unknown'],
  [NaN, 'unknown'],
  [undefined, 'unknown'],
];
for (const [size, tone] of sizes)
  test(`grade: ${size} of 10 and 25 is ${tone}`, () => assert.equal(grade(size, own), tone));
test('grade: where both limits are one, it is bad', () => assert.equal(grade(5, { warn: 5, bad: 5 }), 'bad'));

const uses: [sent: number | undefined, quota: number | undefined, used: number | undefined, tone: Tone][] = [
  [0, 200, 0, 'ok'],
  [139, 200, 0.695, 'ok'],
  [140, 200, 0.7, 'warn'],
  [179, 200, 0.895, 'warn'],
  [180, 200, 0.9, 'bad'],
  [250, 200, 1.25, 'bad'],
  [undefined, 200, undefined, 'unknown'],
  [5, undefined, undefined, 'unknown'],
  [0, 0, undefined, 'unknown'],
  [5, 0, undefined, 'unknown'],
];
for (const [sent, quota, used, tone] of uses)
  test(`quota: ${sent} of ${quota} mails is ${tone}`, () =>
    assert.deepEqual(quotaUse(sent, quota), { used, tone }));
test('quota: 70 % and 90 % are the limits, and the site may set others', () => {
  assert.deepEqual(quotaLimits, { warn: 0.7, bad: 0.9 });
  assert.equal(quotaUse(50, 100, { warn: 0.5, bad: 0.6 }).tone, 'warn');
});
