import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { getAlias, listVersions, updateAlias } from '../../src/commands/aws.ts';
import * as release from '../../src/commands/alias-changes.ts';
import type { AddressInfo } from 'node:net';
import type { AliasRef, Command } from '../../src/commands/aws.ts';

const run = promisify(execFile);

const bin = mkdtempSync(join(tmpdir(), 'mc-aws-'));
after(() => rmSync(bin, { recursive: true }));
// A fake that tells its arguments: what a shell makes of a line is seen, and nothing is called.
writeFileSync(join(bin, 'aws'), '#!/bin/sh\nprintf \'%s\\0\' "$#" "$@"\n', { mode: 0o755 });

/** The shells that are here. Each is given a script after its own words. */
const shells = [
  ['sh', '-c'],
  ['dash', '-c'],
  ['bash', '-c'],
  ['busybox', 'sh', '-c'],
  ['zsh', '-c'],
  ['ksh', '-c'],
].filter(([name = '']) => {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** The arguments that a shell hands to `aws` for each line. */
function argvs([shell = '', ...label]: readonly string[], lines: readonly string[]): string[][] {
  const env = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  const reported = execFileSync(shell, [...label, lines.join('\n')], { env })
    .toString()
    .split('\0')
    .slice(0, -1);
  const all: string[][] = [];
  while (reported.length) all.push(reported.splice(0, Number(reported.shift())));
  return all;
}

const ref = { function: 'beak-api', alias: 'prod', region: 'eu-west-1' };
const revision = '1d0b-77';
const hour = { from: Date.UTC(2026, 2, 21, 5, 0, 30, 500), to: Date.UTC(2026, 2, 21, 5, 40) };

/** Every command of a release for one alias. */
const commandsFor = (to: AliasRef) => ({
  getAlias: getAlias(to),
  listVersions: listVersions(to),
  updateAlias: updateAlias(to, '42', revision),
  shift: release.shift(to, '43', 0.1, revision, '42'),
  promote: release.promote(to, '43', revision),
  rollBack: release.rollBack(to, '42', revision),
  verify: release.verify(to),
  stopDeployment: release.stopDeployment('d-A1B2C3D4E', to.region),
  showDeployment: release.showDeployment('d-A1B2C3D4E', to.region),
  listDeployments: release.listDeployments(to.region),
  checkMetrics: release.checkMetrics(to, '43', hour),
  createAlias: release.createAlias(to, '42'),
  updateCode: release.updateCode(to, 'build/beak api.zip'),
  waitUpdated: release.waitUpdated(to),
  publish: release.publish(to, "Pecks: don't ask twice"),
  waitPublished: release.waitPublished(to, '43'),
  smokeTest: release.smokeTest(to, '43'),
  deleteVersion: release.deleteVersion(to, '30'),
});
type Name = keyof ReturnType<typeof commandsFor>;

const commands = commandsFor(ref);
const lineOf = (command: Command | undefined): string => {
  assert.ok(command, 'no command');
  return command.line;
};
const [sh = ['sh', '-c']] = shells;
const argv = (command: Command | undefined): string[] => argvs(sh, [lineOf(command)])[0] ?? [];
/** The value of an option in a command's arguments. */
const option = (command: Command | undefined, name: string): string | undefined => {
  const label = argv(command);
  return label.includes(`--${name}`) ? label[label.indexOf(`--${name}`) + 1] : undefined;
};

const on = ['--function-name', 'beak-api', '--name', 'prod'];
const region = ['--region', 'eu-west-1'];
const cleared = ['--routing-config', '{"AdditionalVersionWeights":{}}', '--revision-id', revision];
const wanted: Record<Exclude<Name, 'checkMetrics'>, string[]> = {
  getAlias: ['lambda', 'get-alias', ...on, ...region],
  listVersions: ['lambda', 'list-versions-by-function', '--function-name', 'beak-api', ...region],
  updateAlias: ['lambda', 'update-alias', ...on, '--function-version', '42', ...cleared, ...region],
  shift: [
    ...['lambda', 'update-alias', ...on, '--routing-config', '{"AdditionalVersionWeights":{"43":0.1}}'],
    ...['--revision-id', revision, ...region],
  ],
  promote: ['lambda', 'update-alias', ...on, '--function-version', '43', ...cleared, ...region],
  rollBack: ['lambda', 'update-alias', ...on, '--function-version', '42', ...cleared, ...region],
  verify: ['lambda', 'get-alias', ...on, ...region],
  stopDeployment: [
    ...['deploy', 'stop-deployment', '--auto-rollback-enabled', '--deployment-id', 'd-A1B2C3D4E', ...region],
  ],
  showDeployment: ['deploy', 'get-deployment', '--deployment-id', 'd-A1B2C3D4E', ...region],
  listDeployments: [
    ...['deploy', 'list-deployments', '--include-only-statuses'],
    ...['["Created","Queued","InProgress","Baking","Ready"]', ...region],
  ],
  createAlias: ['lambda', 'create-alias', ...on, '--function-version', '42', ...region],
  updateCode: [
    ...['lambda', 'update-function-code', '--zip-file', 'fileb://build/beak api.zip'],
    ...['--function-name', 'beak-api', ...region],
  ],
  waitUpdated: ['lambda', 'wait', 'function-updated-v2', '--function-name', 'beak-api', ...region],
  publish: [
    ...['lambda', 'publish-version', '--function-name', 'beak-api'],
    ...['--description', "Pecks: don't ask twice", ...region],
  ],
  waitPublished: [
    ...['lambda', 'wait', 'published-version-active', '--function-name', 'beak-api'],
    ...['--qualifier', '43', ...region],
  ],
  smokeTest: [
    ...['lambda', 'invoke', 'answer-43.json', '--function-name', 'beak-api', '--qualifier', '43', ...region],
  ],
  deleteVersion: [
    ...['lambda', 'delete-function', '--qualifier', '30', '--function-name', 'beak-api', ...region],
  ],
};

for (const shell of shells) {
  const names = Object.keys(wanted) as (keyof typeof wanted)[];
  const reported = argvs(
    shell,
    names.map((name) => lineOf(commands[name])),
  );
  for (const [index, name] of names.entries())
    test(`${shell[0] ?? ''} reads the arguments of ${name}`, () =>
      assert.deepEqual(reported[index], wanted[name]));
}

const hostile = [
  '$(touch /tmp/pwned)',
  '`id`',
  '$HOME',
  "it's",
  "'; id; '",
  '"quoted"',
  '"}]},{"',
  'back\\slash\\',
  '*?[a-z]{b,c}',
  '~root',
  '#comment',
  '=ls',
  'a & b | c > d < e',
  '!history',
  '%s \\0',
  'Ёлка 🦆',
  ' ',
];
for (const shell of shells)
  test(`${shell[0] ?? ''} reads every hostile name as one argument of every command`, () => {
    const plain = argvs(
      shell,
      Object.values(commands).map((command) => lineOf(command)),
    );
    for (const word of hostile) {
      const reported = Object.entries(commandsFor({ function: word, alias: word, region: word }));
      const read = argvs(
        shell,
        reported.map(([, command]) => lineOf(command)),
      );
      for (const [index, [name]] of reported.entries()) {
        assert.equal(read[index]?.length, plain[index]?.length, `${name} of ${JSON.stringify(word)}`);
        assert.equal(read[index]?.at(-1), word, name);
      }
      const metrics = read[reported.findIndex(([name]) => name === 'checkMetrics')] ?? [];
      const queries: unknown = JSON.parse(metrics[3] ?? '');
      assert.ok(Array.isArray(queries) && queries.length === 5, 'a name stays a name within JSON');
    }
  });
for (const word of ['-x', '--no-verify-ssl', 'file:///etc/passwd', 'fileb://x', 'https://a.example/x'])
  test(`a name that the CLI would take for an option or a file makes no command: ${word}`, () => {
    assert.equal(release.promote({ ...ref, function: word }, '43', revision), undefined);
    assert.equal(release.promote({ ...ref, alias: word }, '43', revision), undefined);
    assert.equal(release.promote({ ...ref, region: word }, '43', revision), undefined);
    assert.equal(release.promote(ref, '43', word), undefined);
    assert.equal(release.publish(ref, word), undefined);
    assert.equal(release.stopDeployment(word, 'eu-west-1'), undefined);
  });

const texts = Object.entries(commands).map(([name, command]) => [name, lineOf(command)] as const);
const changes = texts.filter(([, line]) => line.includes('update-alias'));

test('mistake 1: one published version is deleted by its qualifier, which comes first: never the whole function', () => {
  const line = lineOf(commands.deleteVersion);
  assert.ok(line.indexOf('--qualifier 30') < line.indexOf('--function-name'));
  for (const version of [undefined, '', '$LATEST', 'prod', '30 31'])
    assert.equal(release.deleteVersion(ref, version), undefined);
});
test('mistake 2: publishing says that nothing new comes of what has not changed', () =>
  assert.match(commands.publish?.does ?? '', /nothing has changed .* shows that one again/));
test('mistake 4: a shift names one more version, never two', () => {
  const weights: unknown = JSON.parse(option(commands.shift, 'routing-config') ?? '');
  assert.deepEqual(weights, { AdditionalVersionWeights: { 43: 0.1 } });
});
test('mistake 5: there is a wait between the upload and publishing, and between publishing and the first call', () => {
  assert.match(lineOf(commands.waitUpdated), /wait function-updated-v2 --function-name beak-api/);
  assert.match(lineOf(commands.waitPublished), /wait published-version-active .*--qualifier 43/s);
});

/** The queries that the metrics command sends. */
interface Query {
  Id: string;
  Expression?: string;
  MetricStat?: {
    Metric: { MetricName: string; Dimensions: { Name: string; Value: string }[] };
    Period: number;
  };
}
// As the test above proves, it is a list of objects.
const queries = JSON.parse(option(commands.checkMetrics, 'metric-data-queries') ?? '') as Query[];
test('mistakes 6, 21, 22, 23 and 34: figures are those of one version behind the alias, with its calls and a true rate', () => {
  const stats = queries.flatMap(({ MetricStat }) => MetricStat ?? []);
  assert.deepEqual(
    stats.map(({ Metric }) => Metric.MetricName),
    ['Invocations', 'Errors', 'Throttles', 'Duration'],
  );
  for (const { Metric } of stats)
    assert.deepEqual(Metric.Dimensions, [
      { Name: 'FunctionName', Value: 'beak-api' },
      { Name: 'Resource', Value: 'beak-api:prod' },
      { Name: 'ExecutedVersion', Value: '43' },
    ]);
  assert.match(queries.find(({ Id }) => Id === 'percent')?.Expression ?? '', /errors.*\/.*calls/);
  // A name with a qualifier is no FunctionName: figures are kept under the name alone.
  assert.deepEqual(
    release.checkMetrics({ ...ref, function: 'beak-api:43' }, '43', hour),
    commands.checkMetrics,
  );
});
test('mistake 7: the smoke test names the version, tells FunctionError apart, and says that it leaves no alias figures', () => {
  const { does = '' } = commands.smokeTest ?? {};
  assert.match(does, /FunctionError .* failed, though the command itself succeeds/);
  assert.match(does, /does not count in the alias's figures/);
});
test('mistakes 10 and 11: times are absolute, in UTC, on the minute; no line asks `date`', () => {
  assert.equal(option(commands.checkMetrics, 'start-time'), '2026-03-21T05:00:00Z');
  assert.equal(option(commands.checkMetrics, 'end-time'), '2026-03-21T05:40:00Z');
  for (const [name, line] of texts) assert.doesNotMatch(line, /\bdate\b/, name);
  const nowhere = [
    { from: NaN, to: 1 },
    { from: 0, to: Infinity },
    { from: 2, to: 1 },
    { from: 1, to: 1 },
  ];
  for (const span of nowhere) assert.equal(release.checkMetrics(ref, '43', span), undefined);
});
test('mistake 12: no line changes the alias without the revision id that it was read with', () => {
  assert.equal(changes.length, 4);
  for (const [name, line] of changes) assert.match(line, /--revision-id 1d0b-77/, name);
  for (const none of [undefined, '']) {
    assert.equal(release.shift(ref, '43', 0.1, none), undefined);
    assert.equal(release.promote(ref, '43', none), undefined);
    assert.equal(release.rollBack(ref, '42', none), undefined);
  }
});
test('mistakes 13 and 32: weights are cleared in the documented form, in the call that moves the alias', () => {
  for (const command of [commands.promote, commands.rollBack, commands.updateAlias]) {
    assert.equal(option(command, 'routing-config'), '{"AdditionalVersionWeights":{}}');
    assert.match(option(command, 'function-version') ?? '', /^\d+$/);
  }
  assert.match(commands.rollBack?.does ?? '', /calls that are running finish where they are/);
  assert.match(commands.verify?.does ?? '', /provisioned concurrency .* weights of its own for some minutes/);
});
test('mistake 14: weights are JSON in one quoted word', () =>
  assert.ok(lineOf(commands.shift).includes(`'{"AdditionalVersionWeights":{"43":0.1}}'`)));
test('mistakes 15 and 16: no version is picked from a listing, by place or by page', () => {
  for (const [name, line] of texts)
    assert.doesNotMatch(line, /--query|--output|--no-paginate|\[-?\d+\]/, name);
});
test('mistakes 17 and 18: a deployment is stopped by its id, and taken back; all that are not over are listed', () => {
  assert.equal(option(commands.stopDeployment, 'deployment-id'), 'd-A1B2C3D4E');
  assert.ok(argv(commands.stopDeployment).includes('--auto-rollback-enabled'));
  assert.equal(release.stopDeployment(undefined, 'eu-west-1'), undefined);
  const statuses: unknown = JSON.parse(option(commands.listDeployments, 'include-only-statuses') ?? '');
  assert.deepEqual(statuses, ['Created', 'Queued', 'InProgress', 'Baking', 'Ready']);
});
test('mistake 19: no line makes a figure up when it cannot be had, and an empty answer is said to be no good sign', () => {
  for (const [name, line] of texts) assert.doesNotMatch(line, /\|\||2>|echo|None/, name);
  assert.match(
    commands.checkMetrics?.does ?? '',
    /An empty list means no calls were seen, not that all went well/,
  );
});
test('mistake 20: figures come as GetMetricData by the minute, never as the first of unordered points', () => {
  for (const [name, line] of texts) assert.doesNotMatch(line, /get-metric-statistics|Datapoints/, name);
  for (const { MetricStat } of queries) if (MetricStat) assert.equal(MetricStat.Period, 60);
});
test('mistake 35: $LATEST is never a version that an alias is pointed at, waited for, called or measured', () => {
  for (const version of [
    '$LATEST',
    'latest',
    'prod',
    '42.5',
    '-1',
    '0',
    '042',
    ' 42',
    '42\n',
    'v42',
    '',
    undefined,
  ]) {
    assert.equal(release.shift(ref, version, 0.1, revision), undefined);
    assert.equal(release.promote(ref, version, revision), undefined);
    assert.equal(release.rollBack(ref, version, revision), undefined);
    assert.equal(release.createAlias(ref, version), undefined);
    assert.equal(release.waitPublished(ref, version), undefined);
    assert.equal(release.smokeTest(ref, version), undefined);
    assert.equal(release.checkMetrics(ref, version, hour), undefined);
  }
});

const weights: [weight: number | undefined, sent: string | undefined][] = [
  [0.1, '0.1'],
  [0.1 + 0.2, '0.3'],
  [1 / 3, '0.3333'],
  [0.0001, '0.0001'],
  [0.9999, '0.9999'],
  [0.00001, undefined],
  [0.99999, undefined],
  [0, undefined],
  [1, undefined],
  [1.7, undefined],
  [-0.1, undefined],
  [NaN, undefined],
  [undefined, undefined],
];
for (const [weight, sent] of weights)
  test(`a weight of ${String(weight)} is ${sent ?? 'no shift'}`, () => {
    const command = release.shift(ref, '43', weight, revision, '42');
    if (sent) assert.ok(lineOf(command).includes(`{"43":${sent}}`));
    else assert.equal(command, undefined);
  });
test('there is no shift to the version that the alias points to', () =>
  assert.equal(release.shift(ref, '42', 0.1, revision, '42'), undefined));
test('no alarms, no package: no command', () => {
  assert.equal(release.updateCode(ref, undefined), undefined);
  assert.equal(release.updateCode(ref, ''), undefined);
});
for (const [name, command] of Object.entries(commands))
  test(`${name} says in a sentence what it will do, with nothing left open`, () => {
    assert.match(command?.does ?? '', /^[A-Z].*\.$/s);
    assert.doesNotMatch(command?.does ?? '', /undefined|NaN/);
  });

/** The CLI looks whether a package is one: this is the end of a ZIP file, with nothing before it. */
const EMPTY_ZIP = Buffer.from('504b0506'.padEnd(44, '0'), 'hex');

/** What the AWS CLI sent: method, path with its query, and body. */
interface Sent {
  call: string;
  body: string;
}

/** The empty answer to a query of the older kind, named for what was asked. */
function xml(body: string): string {
  const action = new URLSearchParams(body).get('Action') ?? '';
  return `<${action}Response><${action}Result/></${action}Response>`;
}

/** Plays AWS on loopback: enough of an answer that each command ends well. */
async function playAws(use: (endpoint: string, sent: Sent[]) => Promise<void>): Promise<void> {
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('latin1')));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
      sent.push({ call: `${request.method ?? ''} ${target || (request.url ?? '')}`, body });
      if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
        return response.writeHead(200, { 'content-type': 'text/xml' }).end(xml(body));
      const done = { State: 'Active', LastUpdateStatus: 'Successful' };
      return response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ...done, Configuration: done }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    // A server that listens on a port has an address of this kind.
    await use(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, sent);
  } finally {
    server.close();
  }
}

const functions = '/2015-03-31/functions/beak-api';
const calls: Record<Name, { call: RegExp; body?: RegExp | object }> = {
  getAlias: { call: /^GET .*\/aliases\/prod$/ },
  listVersions: { call: /^GET .*\/versions/ },
  updateAlias: {
    call: /^PUT .*\/aliases\/prod$/,
    body: { FunctionVersion: '42', RoutingConfig: { AdditionalVersionWeights: {} }, RevisionId: revision },
  },
  shift: {
    call: /^PUT .*\/aliases\/prod$/,
    body: { RoutingConfig: { AdditionalVersionWeights: { 43: 0.1 } }, RevisionId: revision },
  },
  promote: {
    call: /^PUT .*\/aliases\/prod$/,
    body: { FunctionVersion: '43', RoutingConfig: { AdditionalVersionWeights: {} }, RevisionId: revision },
  },
  rollBack: {
    call: /^PUT .*\/aliases\/prod$/,
    body: { FunctionVersion: '42', RoutingConfig: { AdditionalVersionWeights: {} }, RevisionId: revision },
  },
  verify: { call: /^GET .*\/aliases\/prod$/ },
  stopDeployment: {
    call: /StopDeployment$/,
    body: { deploymentId: 'd-A1B2C3D4E', autoRollbackEnabled: true },
  },
  showDeployment: { call: /GetDeployment$/, body: { deploymentId: 'd-A1B2C3D4E' } },
  listDeployments: {
    call: /ListDeployments$/,
    body: { includeOnlyStatuses: ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'] },
  },
  checkMetrics: { call: /^POST /, body: /ExecutedVersion/ },
  createAlias: { call: /^POST .*\/aliases$/, body: { Name: 'prod', FunctionVersion: '42' } },
  updateCode: { call: /^PUT .*\/code$/, body: { ZipFile: EMPTY_ZIP.toString('base64') } },
  waitUpdated: { call: new RegExp(`^GET ${functions}`) },
  publish: { call: /^POST .*\/versions$/, body: { Description: "Pecks: don't ask twice" } },
  waitPublished: { call: /^GET .*\/configuration\?Qualifier=43$/ },
  smokeTest: { call: /^POST .*\/invocations\?Qualifier=43$/ },
  deleteVersion: { call: /^DELETE .*\/functions\/beak-api\?Qualifier=30$/ },
};

test('the AWS CLI takes every command, and sends what it says', { timeout: 240_000 }, async (t) => {
  try {
    const { stdout, stderr } = await run('aws', ['--version']);
    t.diagnostic(`checked with ${(stdout || stderr).trim()}`);
  } catch {
    t.skip('the AWS CLI is not installed here: its commands were read by shells only, not by the CLI itself');
    return;
  }
  const zip = join(bin, 'code.zip');
  writeFileSync(zip, EMPTY_ZIP);
  const all = Object.entries({ ...commands, updateCode: release.updateCode(ref, zip) });
  const env = {
    PATH: process.env['PATH'],
    HOME: bin,
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
  };
  const check = async ([name, command]: (typeof all)[number]): Promise<void> =>
    playAws(async (endpoint, sent) => {
      await run('sh', ['-c', `${lineOf(command)} --endpoint-url ${endpoint}`], { env, cwd: bin });
      const [first] = sent;
      // The names are those of the commands.
      const { call, body } = calls[name as Name];
      assert.match(first?.call ?? '', call, name);
      if (body instanceof RegExp) assert.match(first?.body ?? '', body, name);
      else if (body) assert.deepEqual(JSON.parse(first?.body ?? ''), body, name);
    });
  // Two at a time: each starts a program that takes a second or so.
  const queue = all.values();
  await Promise.all(
    [0, 1].map(async () => {
      for (const each of queue) await check(each);
    }),
  );
});
