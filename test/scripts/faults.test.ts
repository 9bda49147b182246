import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { planted } from '../../scripts/test/faults.mjs';
import { faults } from '../faults/faults.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

for (const fault of faults)
  test(`that ${fault.what} can be planted`, () => {
    const source = readFileSync(root + fault.file, 'utf8');
    assert.notEqual(planted(source, fault), source);
    assert.ok(existsSync(root + fault.test), `there is no ${fault.test}`);
    const [, name] = /(Mc\w+)\.(?:prototype|styles|spec)/.exec(fault.add ?? '') ?? [];
    if (name) assert.match(source, new RegExp(`class ${name}\\b`), `${fault.file} has no class ${name}`);
  });

test('there are thirty faults or more, each of its own', () => {
  assert.ok(faults.length >= 30, `${faults.length} faults`);
  assert.equal(new Set(faults.map(({ what }) => what)).size, faults.length, 'each once');
});
