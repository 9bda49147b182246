import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { routes } from '../../src/api/routes.ts';
import { checkMetrics } from '../../src/commands/alias-changes.ts';
import { getAlias, listVersions, updateAlias } from '../../src/commands/aws.ts';
import { curl, curls } from '../../src/commands/curl.ts';
import { diagnostics } from '../../src/commands/diagnostics.ts';
import { isPlain, line, quote } from '../../src/commands/quote.ts';

const shells = ['sh', 'bash'];

/** The arguments that a real shell makes of each command line, the command's own name left out. */
function argvs(shell: string, commands: string[], env: Record<string, string> = {}): string[][] {
  const tell = `{ printf '%s\\0' "$#" "$@"; }`;
  const script = [...['run', 'curl', 'aws'].map((name) => `${name}() ${tell}`), ...commands].join('\n');
  const out = execFileSync(shell, ['-c', script], { env: { PATH: process.env['PATH'], ...env } });
  const reported = out.toString().split('\0').slice(0, -1);
  const all: string[][] = [];
  while (reported.length) all.push(reported.splice(0, Number(reported.shift())));
  return all;
}

const argv = (shell: string, command: string, env?: Record<string, string>): string[] =>
  argvs(shell, [command], env)[0] ?? [];

const hostile = [
  '$(touch /tmp/pwned)',
  '`id`',
  '$HOME ${HOME}',
  "it's",
  "'; id; '",
  '"quoted"',
  'back\\slash\\',
  'two\nlines',
  '\nframed\n',
  '-x',
  '--option',
  '*?[a-z]{b,c}',
  '~root',
  '#comment',
  '=ls',
  'A=b',
  'a & b | c > d < e ; f',
  '!history',
  '%s %d \\0',
  'Ёлка 日本 🦆',
  '',
  ' ',
  'tab\there',
  'bell\x07 escape\x1b[2J interrupt\x03 return\r',
  "mixed\r'\x7f\n\x01",
  'right\u202Eto\u2066left\u200B\u2028\x9b',
  '👩‍🚀',
];
for (const shell of shells) {
  const quoted = argvs(
    shell,
    hostile.map((word) => `run before ${quote(word)} after`),
  );
  for (const [i, word] of hostile.entries())
    test(`quote: ${shell} reads ${JSON.stringify(word)} back as one word`, () =>
      assert.deepEqual(quoted[i], ['before', word, 'after']));
  test(`line: ${shell} reads all hostile words back, broken or not`, () => {
    const label = ['run', ...hostile.flatMap((word) => ['--value', word])];
    assert.deepEqual(argv(shell, line(label)), label.slice(1));
    assert.deepEqual(argv(shell, line(label, { breakAt: Infinity })), label.slice(1));
  });
}

test('quote: safe words stay bare', () => {
  for (const word of ['beak-api', 'us-east-1', 'https://api.example.com/beak', '--region', 'a=b', '42'])
    assert.equal(quote(word), word);
});
test('quote: nothing that a terminal acts on, or that hides how a line reads, is left to paste', () => {
  for (const word of hostile) assert.doesNotMatch(quote(word), /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u);
});
test('quote: a NUL, which no argument can hold, is seen', () => assert.equal(quote('a\0b'), "'a\uFFFDb'"));
test('line: a short one is not broken, a long one before each option', () => {
  assert.equal(line(['aws', 'sts', '--region', 'x']), 'aws sts --region x');
  assert.equal(line(['aws', 'sts', '--region', 'x'], { breakAt: 5 }), 'aws sts \\\n  --region x');
});

const known = curls('https://api.example.com/', routes);
test('curl: one line per route, each with the path and method of that route', () => {
  assert.deepEqual(
    known.map(({ route }) => route),
    Object.keys(routes),
  );
  assert.equal(
    curl('https://api.example.com/', routes.status),
    'curl -sSi https://api.example.com/beak/system/status',
  );
  assert.deepEqual(argv('sh', known.find(({ route }) => route === 'audit')?.line ?? ''), [
    '-sSi',
    'https://api.example.com/beak/audit',
    '-H',
    'Content-Type: application/json',
    '-d',
    '{}',
  ]);
});
test('curl: a token is the shell variable, and only when asked for', () => {
  assert.doesNotMatch(known.map((each) => each.line).join(), /Authorization/);
  const label = argv('sh', curl('https://a.example', routes.beak, { token: true }) ?? '', {
    TOKEN: 'from the shell',
  });
  assert.deepEqual(label.slice(-2), ['-H', 'Authorization: Bearer from the shell']);
});
test('curl: a name and password in a base are left out', () =>
  assert.equal(curl('https://me:secret@a.example/x@y', routes.beak), 'curl -sSi https://a.example/x@y/beak'));
const readable = hostile.filter(isPlain);
test('every word that an operator reads as it is may stand in a command, and no other', () =>
  assert.deepEqual(
    hostile.filter((word) => !isPlain(word)),
    hostile.filter((word) => /[\p{Cc}\p{Cf}\u2028]/u.test(word)),
  ));
for (const shell of shells) {
  const asked = argvs(
    shell,
    readable.map((word) => curl('https://a.example/x' + word, routes.beak) ?? ''),
  );
  for (const [i, word] of readable.entries())
    test(`curl: ${shell} reads a base that ends in ${JSON.stringify(word)} as one URL`, () => {
      assert.equal(asked[i]?.at(-1), `https://a.example/x${word}/beak`);
      assert.equal(asked[i]?.includes('-g'), /[[{]/.test(word));
    });
}
for (const base of [undefined, '', '-o/etc/passwd', 'file:///etc/passwd', 'javascript:alert(1)', 'https://'])
  test(`curl: the base ${JSON.stringify(base)} makes no command`, () => {
    assert.equal(curl(base, routes.beak), undefined);
    assert.deepEqual(curls(base, routes), []);
  });

const ref = { function: 'beak-api', alias: 'prod', region: 'eu-west-1' };
const revision = '1d0b-77';
for (const shell of shells) {
  test(`aws: ${shell} reads the arguments of each command`, () => {
    assert.deepEqual(argv(shell, getAlias(ref)?.line ?? ''), [
      ...['lambda', 'get-alias', '--function-name', 'beak-api', '--name', 'prod', '--region', 'eu-west-1'],
    ]);
    assert.deepEqual(argv(shell, listVersions(ref)?.line ?? ''), [
      ...['lambda', 'list-versions-by-function', '--function-name', 'beak-api', '--region', 'eu-west-1'],
    ]);
    assert.deepEqual(argv(shell, updateAlias(ref, '42', revision)?.line ?? ''), [
      ...[
        'lambda',
        'update-alias',
        '--function-name',
        'beak-api',
        '--name',
        'prod',
        '--function-version',
        '42',
      ],
      ...[
        '--routing-config',
        '{"AdditionalVersionWeights":{}}',
        '--revision-id',
        revision,
        '--region',
        'eu-west-1',
      ],
    ]);
  });
  const aliases = readable.filter((word) => word && !word.startsWith('-'));
  const updates = argvs(
    shell,
    aliases.map((alias) => updateAlias({ ...ref, alias }, '42', revision)?.line ?? ''),
  );
  for (const [i, word] of aliases.entries())
    test(`aws: ${shell} reads the alias ${JSON.stringify(word)} as one argument`, () => {
      assert.equal(updates[i]?.[5], word);
      assert.equal(updates[i]?.length, 14);
    });
}
test('aws: each command says what it will do', () => {
  assert.match(getAlias(ref)?.does ?? '', /alias prod of beak-api, and changes nothing\.$/);
  assert.match(listVersions(ref)?.does ?? '', /version of beak-api, and changes nothing\.$/);
  assert.match(
    updateAlias(ref, '42', revision)?.does ?? '',
    /prod of beak-api at version 42 and clears its weights/,
  );
});
test('aws: without a region the command has none', () =>
  assert.equal(
    getAlias({ function: 'f', alias: 'a' })?.line,
    'aws lambda get-alias --function-name f --name a',
  ));

const holes: [name: string, command: unknown][] = [
  ['no function', getAlias({ ...ref, function: undefined })],
  ['no alias', getAlias({ ...ref, alias: '' })],
  ['no function to list', listVersions({ region: 'eu-west-1' })],
  ['no version', updateAlias(ref, undefined, revision)],
  ['$LATEST for a version', updateAlias(ref, '$LATEST', revision)],
  ['no revision in hand', updateAlias(ref, '42', undefined)],
  ['a function that the CLI would read as an option', getAlias({ ...ref, function: '-x' })],
  ['a function that the CLI would read as a file', getAlias({ ...ref, function: 'file:///etc/passwd' })],
  ['a region that the CLI would read as an option', getAlias({ ...ref, region: '--debug' })],
];
for (const [name, command] of holes)
  test(`aws: ${name}: no command rather than one with a hole`, () => assert.equal(command, undefined));

test('no command is made of a masked word, or of one that an operator reads otherwise than it is', () => {
  const ref = { function: 'beak-api', alias: 'prod', region: 'eu-west-1' };
  assert.ok(getAlias(ref) && listVersions(ref) && updateAlias(ref, '41', '3f1c'));
  for (const word of [
    'j•••@e•••.com',
    '+•••23',
    'beak-\u202e321',
    'beak\ufffd',
    'be\u200bak',
    'beak\u0007',
    'beak\u2028',
    'be\nak',
  ]) {
    assert.equal(getAlias({ ...ref, function: word }), undefined, word);
    assert.equal(getAlias({ ...ref, alias: word }), undefined, word);
    assert.equal(listVersions({ ...ref, region: word }), undefined, word);
    assert.equal(updateAlias(ref, '41', word), undefined, word);
    assert.equal(checkMetrics({ ...ref, function: word }, '41', { from: 0, to: 3_600_000 }), undefined, word);
    for (const { line: offered } of diagnostics({ ...ref, function: word }, undefined, {}))
      assert.ok(!offered.includes(word), word);
    assert.equal(curl(`https://api.example.com/${word}`, routes.status), undefined, word);
  }
});
