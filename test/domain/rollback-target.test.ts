import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollbackTarget } from '../../src/domain/release/rollback-target.ts';

type Facts = Parameters<typeof rollbackTarget>[0];
const of = (...[release, target, alias, deploys]: Given) =>
  rollbackTarget({ release, target, alias, deploys });

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

type Given = [
  release: Facts['release'],
  target: string | undefined,
  alias: string | undefined,
  deploys: Facts['deploys'],
];
const rows: [what: string, given: Given, version: string | undefined, sure: boolean, why: RegExp][] = [
  ['during a canary: the alias’s own', [canary, '42', 'prod', LOG], '42', true, /prod points to it/],
  ['at rest: the deploy log’s one before', [still, '42', 'prod', LOG], '41', true, /by the deploy log/],
  ['all traffic by weight: AWS is settling', [settling, '42', 'prod', LOG], undefined, false, /Check again/],
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
    const back = of(...given);
    assert.deepEqual([back.version, back.sure], [version, sure]);
    assert.match(back.why, why);
  });

test('a version that was deleted since is said to be so', () => {
  const { why } = of({ ...still, versions: [{ version: '42' }] }, '42', 'prod', LOG);
  assert.match(why, /may be deleted/);
});

test('an alias that nobody named is not guessed', () =>
  assert.match(of(still, '42', undefined, LOG).why, /No alias is configured/));

/** What speaks against a target: it is said, and is not green; some of it makes no line. */
const listed = (...versions: string[]) =>
  versions.map((version) => ({ version, code_sha256: `code ${version}` }));
const against: [what: string, given: Facts, says: RegExp, sure: boolean][] = [
  ['not listed any more', { ...base({ ...still, versions: listed('42', '40') }) }, /may be deleted/, false],
  [
    'not listed, during a canary',
    { ...base({ ...canary, versions: listed('43') }) },
    /may be deleted/,
    false,
  ],
  [
    'the same hashes',
    {
      ...base({
        ...still,
        versions: [
          { version: '42', code_sha256: 'a' },
          { version: '41', code_sha256: 'a' },
        ],
      }),
    },
    /same hashes as version 42/,
    true,
  ],
  [
    'the log names another',
    { ...base({ ...still, stable: '41' }), target: '41' },
    /log names version 42 last/,
    true,
  ],
  [
    'the log names another, during a canary',
    { ...base(canary), deploys: [{ at: 4, version: '44', alias: 'prod' }, ...LOG] },
    /log names version 44 last/,
    true,
  ],
  ['two targets in one answer', { ...base(still), target: '41' }, /check the alias first/, false],
  ['it fails itself', { ...base(canary), fails: () => 'version 42 fails itself' }, /fails itself/, false],
  [
    'the canary is turned round',
    { ...base({ stable: '43', routing: { 42: 0.9 } }), target: '43' },
    /are swapped/,
    true,
  ],
];
for (const [what, given, says, sure] of against)
  test(`what speaks against a target is said: ${what}`, () => {
    const back = rollbackTarget(given);
    assert.match(back.why, says);
    assert.equal(back.sure, sure);
    assert.equal(back.tone, 'warn');
  });

test('a canary that is turned round leads back to the version that served before', () => {
  const { version, canary: trial } = rollbackTarget({
    ...base({ stable: '43', routing: { 42: 0.9 } }),
    target: '43',
  });
  assert.equal(version, '42');
  assert.equal(trial?.version, '43');
});

/** Routing that cannot be believed: no version is sure. */
for (const routing of [
  undefined,
  { 43: 0.1, 44: 0.1 },
  { $LATEST: 0.1 },
  { 43: 0.6, 44: 0.6 },
  { prod: 0.2 },
])
  test(`routing ${JSON.stringify(routing)} makes no target sure`, () => {
    const back = rollbackTarget(base({ stable: '42', ...(routing && { routing }) }));
    assert.equal(back.sure, false);
    assert.notEqual(back.tone, 'ok');
  });

function base(release: NonNullable<Facts['release']>): Facts {
  return { release, target: release.stable, alias: 'prod', deploys: LOG };
}
