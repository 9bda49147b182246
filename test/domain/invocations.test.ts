import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsBetween } from '../../src/domain/runtime/invocations.ts';

const at = (from: number, to: number, invocations: number) => ({ from, to, invocations });
const cases: [what: string, windows: ReturnType<typeof at>[], calls: number | undefined, covered: number][] =
  [
    ['no window', [], undefined, 0],
    ['one window within', [at(10, 20, 50)], 50, 10],
    ['a window that reaches beyond both ends counts by its rate', [at(-100, 300, 400)], 100, 100],
    ['windows that overlap count once', [at(0, 40, 40), at(20, 60, 40)], 60, 60],
    ['a window within one before it adds nothing', [at(0, 40, 40), at(10, 30, 99)], 40, 40],
    ['a gap is not covered', [at(0, 10, 5), at(90, 100, 5)], 10, 20],
    ['a window without length, or turned round', [at(10, 10, 9), at(30, 20, 9)], undefined, 0],
    ['a window outside', [at(200, 300, 9)], undefined, 0],
  ];
for (const [what, windows, calls, covered] of cases)
  test(`calls between 0 and 100: ${what}`, () => {
    const reported = callsBetween(windows, 0, 100);
    assert.equal(reported?.calls, calls);
    assert.equal(reported?.covered ?? 0, covered);
  });
