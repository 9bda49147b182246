import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, isFinal } from '../../src/api/failure.ts';
import type { Failure } from '../../src/api/failure.ts';

const failures: [failure: Failure, says: RegExp][] = [
  [{ kind: 'timeout' }, /within 10 s/],
  [{ kind: 'offline' }, /offline/],
  [{ kind: 'network' }, /network or CORS/],
  [{ kind: 'http', status: 401 }, /sign-in.*401/],
  [{ kind: 'http', status: 403 }, /not allowed.*403/],
  [{ kind: 'http', status: 404 }, /route.*404/],
  [{ kind: 'http', status: 429, retryAfter: 1000 }, /too many requests.*429/],
  [{ kind: 'http', status: 500 }, /500/],
  [{ kind: 'http', status: 503 }, /503/],
  [{ kind: 'not-json', status: 200 }, /200.*not JSON/],
  [{ kind: 'not-contract', status: 200 }, /not of the Beak API/],
  [{ kind: 'no-token' }, /token/],
  [{ kind: 'no-token', detail: 'bad-token' }, /token.*not sent/],
  [{ kind: 'not-contract', detail: 'too-large', status: 200 }, /8 MB.*cut off/],
  [{ kind: 'network', detail: 'redirected' }, /redirects.*not followed/],
];
for (const [failure, says] of failures)
  test(`${failure.kind} ${failure.detail ?? ''} ${failure.status ?? ''} is one sentence that names the route`, () => {
    for (const route of ['beak', 'status', 'audit'] as const) {
      const sentence = explain(route, failure);
      assert.match(sentence, says);
      assert.match(sentence, /\/beak.*\.$/);
      assert.doesNotMatch(sentence, /undefined|NaN|null/);
    }
  });
test('a 4xx waits for its caller, except where it is about time', () => {
  for (const status of [400, 401, 403, 404, 422, 499]) assert.equal(isFinal({ kind: 'http', status }), true);
  for (const status of [200, 399, 408, 429, 500, 503]) assert.equal(isFinal({ kind: 'http', status }), false);
  for (const kind of ['timeout', 'offline', 'network', 'no-token'] as const)
    assert.equal(isFinal({ kind }), false);
});
