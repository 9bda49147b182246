import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryTone } from '../../src/domain/runtime/memory.ts';

test('used memory warns from 100 MB on, and is bad where it is all that is configured', () => {
  for (const [used, configured, tone] of [
    [99.9, 256, 'ok'],
    [100, 256, 'warn'],
    [255, 256, 'warn'],
    [256, 256, 'bad'],
    [90, 64, 'bad'],
    [120, undefined, 'warn'],
    [90, 0, 'ok'],
    [undefined, 256, 'unknown'],
  ] as const)
    assert.equal(memoryTone(used, configured), tone, `${used} of ${configured}`);
  assert.equal(memoryTone(120, 256, { warn: 150 }), 'ok');
});
