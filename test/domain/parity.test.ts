import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latestAhead, parity } from '../../src/domain/release/parity.ts';
import type { ParityFacts, Release, Verdict } from '../../src/domain/release/parity.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const at42 = { code_sha256: 'aaa', config_sha256: 'ccc' };
const release: Release = {
  stable: '42',
  routing: {},
  latest: at42,
  versions: [
    { version: '42', ...at42 },
    { version: '41', code_sha256: 'old', config_sha256: 'ccc' },
  ],
};
const same: ParityFacts = { target: '42', invoked: '42', reported: '42', backendParity: true, release };
const other: ParityFacts = { ...same, invoked: '41', reported: '41', backendParity: false };
const shift = (routing: Record<string, number>): Release => ({ ...release, routing });

const table: [name: string, facts: ParityFacts, verdict: Verdict, tone: Tone, says: RegExp][] = [
  ['everything agrees', same, 'parity', 'ok', /points to version 42 and this call ran version 42\.$/],
  [
    'an old backend without ○ fields',
    { target: '42', reported: '42', backendParity: true },
    'parity',
    'ok',
    /42/,
  ],
  ['release without hashes', { ...same, release: { routing: {} } }, 'parity', 'ok', /42/],
  [
    'another version ran, no weights',
    other,
    'drift',
    'bad',
    /points to version 42, but this call ran version 41/,
  ],
  [
    'another version ran, no release',
    { ...other, release: undefined },
    'cannot-tell',
    'warn',
    /drift or a shift/,
  ],
  [
    'another version ran, routing not offered',
    { ...other, release: { stable: '42' } },
    'cannot-tell',
    'warn',
    /release\.routing/,
  ],
  [
    'a canary, stable ran',
    { ...same, release: shift({ '43': 0.1 }) },
    'shifting',
    'info',
    /10% to version 43, 90% to version 42/,
  ],
  [
    'a canary ran',
    { ...same, invoked: '43', reported: '43', backendParity: false, release: shift({ '43': 0.1 }) },
    'shifting',
    'info',
    /this call ran version 43/,
  ],
  [
    'a canary, but a third version ran',
    { ...other, release: shift({ '43': 0.1 }) },
    'drift',
    'bad',
    /no weight sends traffic there/,
  ],
  ['a weight of zero shifts nothing', { ...same, release: shift({ '43': 0 }) }, 'parity', 'ok', /42/],
  [
    'a weight on the own version shifts nothing',
    { ...same, release: shift({ '42': 1 }) },
    'parity',
    'ok',
    /42/,
  ],
  [
    'weight 1 while provisioned concurrency settles',
    { ...same, invoked: '41', reported: '41', release: shift({ '41': 1 }) },
    'shifting',
    'info',
    /provisioned concurrency/,
  ],
  [
    '$LATEST has newer code',
    { ...same, release: { ...release, latest: { ...at42, code_sha256: 'new' } } },
    'cosmetic',
    'info',
    /only \$LATEST/,
  ],
  [
    '$LATEST has newer configuration',
    { ...same, release: { ...release, latest: { ...at42, config_sha256: 'new' } } },
    'cosmetic',
    'info',
    /only \$LATEST/,
  ],
  [
    'the caller bypasses the alias',
    { ...same, invoked: '$LATEST', reported: '$LATEST', backendParity: false },
    'latest-invoked',
    'bad',
    /fix the integration/,
  ],
  [
    'the caller bypasses the alias during a canary',
    { ...same, invoked: '$LATEST', backendParity: false, release: shift({ '43': 0.1 }) },
    'latest-invoked',
    'bad',
    /bypasses/,
  ],
  [
    'the alias itself is on $LATEST',
    { target: '$LATEST', invoked: '$LATEST', release: { stable: '$LATEST', routing: {} } },
    'parity',
    'warn',
    /no version to go back to/,
  ],
  [
    'the alias moved while it was read',
    { ...same, release: { ...release, stable: '43' } },
    'cannot-tell',
    'warn',
    /ask again/,
  ],
  ['no alias version', { invoked: '42', backendParity: true }, 'unknown', 'unknown', /lambda_alias_version/],
  ['no invoked version', { target: '42', release }, 'unknown', 'unknown', /lambda\.invoked_version/],
  [
    'empty texts',
    { target: '', invoked: '' },
    'unknown',
    'unknown',
    /lambda_alias_version and lambda\.invoked/,
  ],
  ['nothing at all', {}, 'unknown', 'unknown', /does not offer/],
  ['no alias version, but a release', { invoked: '42', release }, 'parity', 'ok', /42/],
];
for (const [name, facts, verdict, tone, says] of table)
  test(`parity: ${name}: ${verdict}, ${tone}`, () => {
    const found = parity(facts);
    assert.equal(found.verdict, verdict);
    assert.equal(found.tone, tone);
    assert.match(found.sentence, says);
    assert.equal(found.disagrees, false);
    assert.doesNotMatch(found.label + found.sentence, /undefined|NaN/);
    assert.ok(found.label.length > 0 && found.label.length <= 20, 'the chip stays short');
  });

const contradictions: [name: string, facts: ParityFacts, tone: Tone, disagrees: boolean][] = [
  ['parity denied', { ...same, backendParity: false }, 'warn', true],
  ['drift called parity', { ...other, backendParity: true }, 'bad', true],
  ['split, called parity', { ...same, invoked: '43', release: shift({ '43': 0.1 }) }, 'info', false],
  [
    'split, stable ran, parity denied',
    { ...same, backendParity: false, release: shift({ '43': 0.1 }) },
    'warn',
    true,
  ],
  ['nothing to compare', { backendParity: true }, 'unknown', false],
];
for (const [name, facts, tone, disagrees] of contradictions)
  test(`parity: the backend's own verdict, ${name}: ${disagrees ? 'contradicted and said so' : 'not judged'}`, () => {
    const found = parity(facts);
    assert.equal(found.disagrees, disagrees);
    assert.equal(found.tone, tone);
    assert.equal(/backend itself says/.test(found.sentence), disagrees);
  });

test('parity: a reported version that is not the invoked one is told', () =>
  assert.match(
    parity({ ...same, reported: '40' }).sentence,
    /reports itself as version 40, yet was invoked as version 42/,
  ));

test('latestAhead: without a hash of both it is not known', () => {
  assert.equal(latestAhead(undefined, '42'), undefined);
  assert.equal(latestAhead(release, '99'), undefined);
  assert.equal(latestAhead(release, '42'), false);
  assert.equal(latestAhead(release, '41'), true);
});
