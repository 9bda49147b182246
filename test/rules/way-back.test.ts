import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wayBack } from '../../src/rules/way-back.ts';

const LOG = [
  { at: 3, version: '42', alias: 'prod' },
  { at: 2, version: '41', alias: 'prod' },
  { at: 1, version: '39', alias: 'prod' },
];
const still = { stable: '42', routing: {} };
const canary = { stable: '42', routing: { 43: 0.1 } };
const settling = { stable: '42', routing: { 43: 1 } };
const waiting = { ...still, deployment: { status: 'InProgress', to_version: '43', started_at: 1 } };

// The pipeline took the alias to be at 42, as the log has it; somebody has pointed it at 41.
const edited = {
  stable: '41',
  routing: {},
  deployment: {
    status: 'Failed',
    from_version: '42',
    to_version: '43',
    error: { code: 'INVALID_LAMBDA_CONFIGURATION' },
  },
};
// What failed for another reason tells nothing of where the alias should be.
const failed = { ...edited, deployment: { ...edited.deployment, error: { code: 'HOOK_EXECUTION_FAILURE' } } };

type Given = Parameters<typeof wayBack>;
const rows: [what: string, given: Given, version: string | undefined, sure: boolean, why: RegExp][] = [
  ['during a canary: the alias’s own', [canary, '42', 'prod', LOG], '42', true, /prod points to it/],
  ['at rest: the deploy log’s one before', [still, '42', 'prod', LOG], '41', true, /by the deploy log/],
  ['all traffic by weight: AWS is settling', [settling, '42', 'prod', LOG], undefined, false, /Look again/],
  [
    'a deployment that has shifted nothing',
    [waiting, '42', 'prod', LOG],
    '42',
    true,
    /no call has been shifted/,
  ],
  ['routing not offered', [undefined, '42', 'prod', LOG], '41', false, /look at the alias first/],
  ['another alias', [still, '42', 'beta', LOG], undefined, false, /does not tell/],
  [
    'a version that the log lacks',
    [{ ...still, stable: '50' }, '50', 'prod', LOG],
    undefined,
    false,
    /does not tell/,
  ],
  ['no deploy log', [still, '42', 'prod', undefined], undefined, false, /files\.deploy_log/],
  ['edited under a deployment, by the log', [edited, '41', 'prod', LOG], '42', true, /edited by hand/],
  [
    'edited, with a log that names neither',
    [edited, '41', 'prod', LOG.slice(2)],
    undefined,
    false,
    /does not tell/,
  ],
  ['edited, without a log', [edited, '41', 'prod', undefined], undefined, false, /files\.deploy_log/],
  ['failed for another reason', [failed, '41', 'prod', LOG], '39', true, /by the deploy log/],
  ['nothing known', [undefined, undefined, 'prod', LOG], undefined, false, /not known/],
];
for (const [what, given, version, sure, why] of rows)
  test(`${what}: ${version ? `back to ${version}` : 'no version is named'}`, () => {
    const back = wayBack(...given);
    assert.deepEqual([back.version, back.sure], [version, sure]);
    assert.match(back.why, why);
  });

test('a version that was deleted since is said to be so', () => {
  const { why } = wayBack({ ...still, versions: [{ version: '42' }] }, '42', 'prod', LOG);
  assert.match(why, /may be deleted/);
});
