import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseFrom, hostPattern } from '../../src/extension/base.ts';
import { configOf, environmentFrom, environmentsFrom, problemsOf } from '../../src/extension/environment.ts';
import { cardsOfRunbook, runbooksFromText, runbooksToText } from '../../src/extension/runbooks.ts';
import { DEFAULTS, isNewer, selectedOf, settingsFrom } from '../../src/extension/settings.ts';
import { withPolicy } from '../../src/extension/storage.ts';

test('a base is made whole as cards make theirs, and what is none says what to write', () => {
  assert.deepEqual(baseFrom(' https://API.example.com/v1/ '), { base: 'https://api.example.com/v1' });
  assert.deepEqual(baseFrom('http://127.0.0.1:4173'), { base: 'http://127.0.0.1:4173' });
  for (const [typed, sentence] of [
    ['', /missing.*https:\/\/api\.example\.com/],
    ['api.example.com', /lacks its scheme.*https:\/\/api\.example\.com/],
    ['localhost:4173', /lacks its scheme.*http:\/\/localhost:4173/],
    ['ftp://api.example.com', /no http\(s\) address/],
    ['javascript:alert(1)', /no http\(s\) address/],
    ['https://api.example.com/beak/system/status', /ends in a route.*https:\/\/api\.example\.com\./],
    ['https://api.example.com?key=s3cret', /query/],
    ['https://me:s3cret@api.example.com', /name or password/],
  ] as const) {
    const found = baseFrom(typed);
    assert.match('problem' in found ? found.problem : '', sentence, typed);
    // What may be a password is not repeated.
    assert.doesNotMatch('problem' in found ? found.problem : '', /s3cret/);
  }
});

test('the permission that is asked for is that of one host', () => {
  assert.equal(hostPattern('https://api.example.com/v1'), 'https://api.example.com/*');
  assert.equal(hostPattern('http://127.0.0.1:4173'), 'http://127.0.0.1/*');
});

test('an environment of anything has what fits, and none without a base', () => {
  for (const raw of [undefined, null, 7, 'text', [], {}, { base: 'nonsense' }, { base: 7 }])
    assert.equal(environmentFrom(raw), undefined);
  const found = environmentFrom({
    id: '../../evil',
    name: '  ',
    colour: 'red',
    base: 'https://api.example.com/',
    region: 'the moon',
    account: 'mine',
    config: 'javascript:alert(1)',
    function: 'x'.repeat(1000),
    alias: 42,
    runbooks: [
      { pattern: 'javascript:*' },
      { pattern: 'https://wiki.example.com/*', cards: ['mc-todos', 'script', 7] },
      null,
    ],
    watch: 'yes',
    managed: true,
    token: 's3cret',
  });
  assert.deepEqual(found, {
    id: 'https-api-example-com',
    name: 'api.example.com',
    colour: 'grey',
    base: 'https://api.example.com',
    runbooks: [{ pattern: 'https://wiki.example.com/*', cards: ['mc-todos'] }],
    watch: true,
    keepToken: false,
  });
});

test('what is wrong with a field is said of that field', () => {
  const wrong = problemsOf({ base: 'x', region: 'us-east', account: '123', config: 'ops/x.json' });
  assert.deepEqual(Object.keys(wrong).sort(), ['account', 'base', 'config', 'region']);
  assert.deepEqual(
    problemsOf({ base: 'https://a.example', region: 'us-gov-west-1', account: '111122223333' }),
    {},
  );
});

test('of two environments with one id the first stays, and no more than fifty are taken', () => {
  const many = Array.from({ length: 80 }, (_, index) => ({
    id: `e${index % 60}`,
    base: `https://a${index}.example`,
  }));
  const found = environmentsFrom([{ id: 'e1', base: 'https://first.example' }, ...many]);
  assert.equal(found.find(({ id }) => id === 'e1')?.base, 'https://first.example');
  assert.ok(found.length <= 50);
});

test('cards of an environment without a site are given its function, alias and region', async () => {
  const environment = environmentFrom({
    base: 'https://a.example',
    name: 'Prod “1”',
    function: 'beak-api',
    region: 'us-east-1',
  });
  assert.ok(environment);
  assert.deepEqual(await (await fetch(configOf(environment))).json(), {
    environment: 'Prod “1”',
    function: 'beak-api',
    region: 'us-east-1',
  });
  assert.equal(
    configOf({ ...environment, config: 'https://ops.example/c.json' }),
    'https://ops.example/c.json',
  );
});

test('runbooks are typed a line each, and come back as they were', () => {
  const text =
    'https://wiki.example.com/rollback* mc-rollback-plan mc-alias-drift\nhttps://ops.example.com/runbooks/*';
  const { runbooks, problem } = runbooksFromText(`\n${text}\n`);
  assert.equal(problem, undefined);
  assert.equal(runbooksToText(runbooks), text);
  for (const line of ['rollback', 'https://wiki.example.com/* rollback-plan'])
    assert.match(runbooksFromText(line).problem ?? '', /no runbook\. Write an address/);
});

test('a star stands for anything, and every other character for itself', () => {
  const cards = (pattern: string, address: string) =>
    cardsOfRunbook([{ pattern, cards: ['mc-todos'] }], address).length > 0;
  assert.ok(cards('https://a.example/x', 'https://a.example/x'));
  assert.ok(!cards('https://a.example/x', 'https://a.example/xy'));
  assert.ok(!cards('https://a.example/x.y', 'https://a.example/xzy'));
  assert.ok(cards('https://a.example/*/run*end', 'https://a.example/1/run-2-end'));
  assert.ok(!cards('https://a.example/*ab*ab', 'https://a.example/ab'));
  // Not slow either, whatever the pattern.
  assert.ok(!cards(`https://a.example/${'*a'.repeat(400)}`, `https://a.example/${'a'.repeat(399)}b`));
  const known = { canary: ['mc-canary-metrics'] };
  assert.deepEqual(
    cardsOfRunbook(
      [{ pattern: 'https://o.example/runbooks/*', cards: [] }],
      'https://o.example/runbooks/canary.html?x',
      known,
    ),
    ['mc-canary-metrics'],
  );
});

test('settings of anything have what fits; corrupt storage is as good as none', () => {
  for (const raw of [
    undefined,
    null,
    'text',
    7,
    [],
    { environments: 'x', cards: 7, interval: 1, theme: 'red' },
  ])
    assert.deepEqual(settingsFrom(raw), DEFAULTS);
  const found = settingsFrom({
    environments: [{ base: 'https://a.example' }, 'nonsense'],
    cards: ['mc-todos', 'mc-todos', '<script>', 7],
    interval: 300,
    bars: ['https://*.console.aws.amazon.com/*', 'javascript:alert(1)'],
  });
  assert.equal(found.environments.length, 1);
  assert.deepEqual(found.cards, ['mc-todos']);
  assert.deepEqual(found.bars, ['https://*.console.aws.amazon.com/*']);
  assert.equal(found.interval, 300);
  assert.deepEqual(settingsFrom({ cards: [] }).cards, []);
});

test('what a newer version wrote is known by its number', () => {
  assert.ok(isNewer({ version: 2 }));
  for (const raw of [undefined, {}, { version: 1 }, { version: 'x' }]) assert.ok(!isNewer(raw));
});

test('the environments of a policy come first and cannot be taken over', () => {
  const settings = settingsFrom({
    environments: [
      { id: 'prod', base: 'https://evil.example' },
      { id: 'mine', base: 'https://mine.example' },
    ],
  });
  const { environments } = withPolicy(settings, {
    environments: [{ id: 'prod', base: 'https://api.example.com', name: 'Production' }, { base: 'nonsense' }],
  });
  assert.deepEqual(
    environments.map(({ id, base, managed }) => [id, base, managed]),
    [
      ['prod', 'https://api.example.com', true],
      ['mine', 'https://mine.example', undefined],
    ],
  );
  assert.equal(selectedOf({ ...settings, environments })?.id, 'prod');
  assert.equal(selectedOf({ ...settings, environments, selected: 'mine' })?.id, 'mine');
  assert.equal(selectedOf({ ...settings, environments, selected: 'gone' })?.id, 'prod');
});
