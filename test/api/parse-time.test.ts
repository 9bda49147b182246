import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTime } from '../../src/api/parse-time.ts';

for (const text of [
  '2026-02-30T05:40Z',
  '2026-02-29',
  '2026-04-31T00:00:00+02:00',
  '+002026-02-30T00:00Z',
  'soon',
  '',
])
  test(`${text || 'nothing'} is no time`, () => assert.ok(Number.isNaN(parseTime(text))));
test('a time that there is has its ms, in whatever form a browser reads', () => {
  assert.equal(parseTime('2024-02-29T05:40Z'), Date.UTC(2024, 1, 29, 5, 40));
  assert.equal(parseTime('2026-03-21'), Date.UTC(2026, 2, 21));
  assert.equal(parseTime('Sat, 21 Mar 2026 05:40:00 GMT'), Date.UTC(2026, 2, 21, 5, 40));
});
