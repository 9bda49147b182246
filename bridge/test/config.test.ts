import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfig, Misconfigured, parseConfig, readConfig } from '../config.ts';
import { follow, parsePath } from '../json-path.ts';
import { seeded } from './seeded.ts';

const WHOLE = {
  tables: { eggs: 'prod-eggs' },
  workflow: 'arn:aws:states:eu-west-1:123456789012:stateMachine:pecks',
  user_pool: 'eu-west-1_AbCdEfGhI',
  distribution: 'E2EXAMPLE1',
  deployment_group: { application: 'beak', group: 'prod' },
  alarm_prefix: 'beak-',
  audit: { log_group: '/events/prod' },
  http: [{ url: 'https://fleet.example.com/state', map: { 'agents.alive': '$.fleet.up' } }],
  ses: true,
  sns: false,
  public: false,
  cors: ['https://ops.example.com'],
  auth: { issuer: 'https://login.example.com/', audience: 'beak', operators: ['ada'] },
  release: { table: 'changes' },
};

test('every key is optional, and all of them together are read as they are', () => {
  assert.deepEqual(readConfig({}), {});
  assert.deepEqual(readConfig(WHOLE), WHOLE);
});

test('a wrong key or type is named, with what is allowed; all of them at once', () => {
  const wrong = (raw: unknown, ...sentences: (RegExp | string)[]): void =>
    assert.throws(
      () => readConfig(raw),
      (error: unknown) => {
        assert.ok(error instanceof Misconfigured);
        for (const sentence of sentences) assert.match(error.message, new RegExp(sentence));
        assert.equal(error.message.split('\n').length, sentences.length, error.message);
        return true;
      },
    );
  wrong([], /^bridge\.json must be a JSON object\.$/);
  wrong({ table: {} }, /^bridge\.json: table is not known; allowed: tables, workflow, user_pool, /);
  wrong(
    { audit: { group: 'x' } },
    /audit\.group is not known; allowed: log_group\./,
    /audit needs log_group/,
  );
  wrong(
    { http: [{ link: 'x' }] },
    /http\[0\]\.link is not known; allowed: url, map\./,
    /\.url must/,
    /\.map must/,
  );
  wrong(
    { tables: ['eggs'], ses: 1 },
    /Wrong type: tables \(list, object expected\), ses \(number, boolean expected\)\./,
  );
  wrong({ tables: { eggs: 7 } }, /Wrong type: tables\.eggs \(number, text expected\)\./);
  wrong({ workflow: 'pecks' }, /workflow must be the ARN of a state machine, such as arn:aws:states:/);
  wrong({ user_pool: 'pool' }, /user_pool must be the id of a user pool/);
  wrong({ distribution: 'd1.cloudfront.net' }, /distribution must be the id of a CloudFront distribution/);
  wrong({ deployment_group: { group: 'prod' } }, /deployment_group needs both application and group\./);
  wrong({ tables: { eggs: 'a b' } }, /tables\.eggs must be the name of a DynamoDB table\./);
  wrong({ cors: ['https://ops.example.com/'] }, /cors: "https:\/\/ops\.example\.com\/" is no origin/);
  wrong({ auth: { issuer: 'https://login.example.com' } }, /auth needs issuer and audience/);
  wrong({ auth: { iam: true, issuer: 'login' } }, /auth\.issuer must be an address with https/);
  wrong({ release: {} }, /release needs auth\.operators/, /release needs table/);
  const http = (url: string, map: object = { 'agents.alive': '$.up' }) => ({ http: [{ url, map }] });
  wrong(
    http('http://fleet.example.com'),
    /http\[0\]\.url must be an address with https:\/\/ and without a password\./,
  );
  wrong(http('https://me:pw@fleet.example.com'), /without a password/);
  wrong(
    http('https://fleet.example.com', { 'agents.up': '$.up' }),
    /there is no field "agents\.up"; allowed: /,
  );
  wrong(
    http('https://fleet.example.com', { 'agents.alive': 'fleet.up' }),
    /must be a path such as \$\.fleet\.up/,
  );
  wrong(http('https://fleet.example.com', { collected: '$.up' }), /there is no field "collected"/);
});

test('a file that is not there, or is no JSON, is told in a sentence', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mc-config-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'bridge.json');
  assert.throws(() => loadConfig(file), /bridge\.json cannot be read \(ENOENT\)\.$/);
  await writeFile(file, '{"ses": true,}');
  assert.throws(() => loadConfig(file), /^Error: bridge\.json is no JSON: /);
  await writeFile(file, '{"ses": true}');
  assert.deepEqual(loadConfig(file), { ses: true });
});

test('a path leads to what stands there, and nowhere else', () => {
  const at = (path: string, value: unknown): unknown => follow(value, parsePath(path) ?? ['no path']);
  assert.equal(at('$', 1), 1);
  assert.equal(at('$.a.b', { a: { b: 2 } }), 2);
  assert.equal(at("$['a.b'][1].c", { 'a.b': [0, { c: 3 }] }), 3);
  assert.equal(at("$['it\\'s']", { "it's": 4 }), 4);
  assert.equal(at('$.constructor', {}), undefined);
  assert.equal(at('$.__proto__', {}), undefined);
  assert.equal(at('$.a.b', { a: null }), undefined);
  for (const wrong of ['', 'a', '$a', '$.', '$..a', '$[a]', "$['a]", '$.a b', '$[-1]', '$.a[*]'])
    assert.equal(parsePath(wrong), undefined, wrong);
});

test('fuzz: whatever is in bridge.json, it is read or refused in sentences, and nothing else happens', () => {
  const random = seeded(15);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const odd: unknown[] = [
    null,
    true,
    0,
    -1,
    1e308,
    '',
    'x',
    '$.a',
    '__proto__',
    [],
    {},
    [null],
    '\u202e',
    '${x}',
    '`rm`',
  ];
  const value = (depth: number): unknown => {
    if (depth === 0 || random() < 0.4) return pick(odd);
    if (random() < 0.5) return Array.from({ length: Math.floor(random() * 3) }, () => value(depth - 1));
    const names = [
      ...Object.keys(WHOLE),
      'url',
      'map',
      'constructor',
      '__proto__',
      'agents.alive',
      'log_group',
    ];
    return Object.fromEntries(
      Array.from({ length: Math.floor(random() * 4) }, () => [pick(names), value(depth - 1)]),
    );
  };
  let refused = 0;
  for (let round = 0; round < 3000; round += 1) {
    const raw = random() < 0.5 ? { ...WHOLE, [pick(Object.keys(WHOLE))]: value(3) } : value(4);
    try {
      parseConfig(JSON.stringify(raw));
    } catch (error) {
      assert.ok(error instanceof Misconfigured, String(error));
      for (const line of error.message.split('\n')) assert.match(line, /^bridge\.json.*\.$/su);
      refused += 1;
    }
  }
  assert.ok(refused > 1000 && refused < 3000, String(refused));
  assert.equal(Reflect.get({}, 'url'), undefined, 'no prototype was touched');
});
