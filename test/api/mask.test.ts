import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fields } from '../../src/api/fields.ts';
import { text as textKind, time } from '../../src/api/kinds.ts';
import { mask, maskAnswer, maskEntry, maskKept, maskKeptText, maskText } from '../../src/api/mask.ts';

const mails: Record<string, string> = {
  'jane@example.com': 'j•••@e•••.com',
  'jane.doe+tag@mail.example.co.uk': 'j•••@m•••.uk',
  'JANE@EXAMPLE.COM': 'J•••@E•••.COM',
  '"Jane" <jane@example.com>': '"Jane" <j•••@e•••.com>',
  'mailto:jane@example.com?subject=x': 'mailto:j•••@e•••.com?subject=x',
  'a@example.com,b@example.org': 'a•••@e•••.com,b•••@e•••.org',
  'to=jane@example.com;': 'to=j•••@e•••.com;',
  'Ask jane@example.com.': 'Ask j•••@e•••.com.',
  'jane@localhost': 'j•••@l•••',
  'jürgen@exämple.de': 'j•••@e•••.de',
  'user_name-1%x@sub-domain.example': 'u•••@s•••.example',
  '{"to":"jane@example.com"}': '{"to":"j•••@e•••.com"}',
  // As people, URLs and HTML write it.
  'jane＠example.com': 'j•••@e•••.com',
  'ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ': 'j•••@e•••.com',
  'jane﹫example。com': 'j•••@e•••.com',
  'ja\u200bne@exam\u00adple.com': 'j•••@e•••.com',
  'jane%40example.com%20x': 'j•••@e•••.com%20x',
  'jane%2540example.com': 'j•••@e•••.com',
  'jane&#64;example.com': 'j•••@e•••.com',
  'jane&#x40;example.com': 'j•••@e•••.com',
  'jane&commat;example.com': 'j•••@e•••.com',
  'jane.doe at example.com': 'j•••@e•••.com',
  'Ask jane at example dot com.': 'Ask j•••@e•••.com.',
  'jane [at] example [dot] com': 'j•••@e•••.com',
  'jane(at)example.com': 'j•••@e•••.com',
  'jane (AT) example (DOT) com': 'j•••@e•••.com',
  'jane @ example.com': 'j•••@e•••.com',
  'jane\u00a0@\u00a0example.com': 'j•••@e•••.com',
  'jane@ example.com': 'j•••@e•••.com',
  '"jane doe"@example.com': 'j•••@e•••.com',
  'To "jane@home"@example.com': 'To j•••@e•••.com',
  'jane@[192.168.1.1]': 'j•••@•••',
  'jane@[IPv6:2001:db8::1]': 'j•••@•••',
  'jane@10.0.0.1': 'j•••@1•••',
  "o'brien@example.com": 'o•••@e•••.com',
  "'jane@example.com'": "'j•••@e•••.com'",
  '**jane@example.com**': '**j•••@e•••.com**',
  'jane@home@example.com': 'j•••@h•••@e•••.com',
  'müller@straße.de — näh': 'm•••@s•••.de — näh',
  'j•••@e•••.com': 'j•••@e•••.com',
};
for (const [text, masked] of Object.entries(mails))
  test(`mail: ${text}`, () => assert.equal(maskText(text), masked));

const phones = [
  '+441632960123',
  '+44 1632 960123',
  '+44 (0)1632 960123',
  '+1 (555) 010-9923',
  '+1-555-010-9923',
  '+49.30.901820.23',
  '01632 960123',
  '(01632) 960123',
  '0044 1632 960123',
  '555-010-9923',
  '(555) 010-9923',
  '555.010.9923',
  '1-555-010-9923',
  '(555)010-9923',
  '+44\u00a01632\u00a0960123',
  '01632\u2011960\u2011123',
  '+44\u20131632\u2013960123',
  '\uff0b\uff14\uff14 1632 960123',
  '０１６３２ ９６０１２３',
  '٠١٦٣٢ ٩٦٠١٢٣',
  '01632\u200b 960\u200b123',
  '01632\u3000960123',
  '01632/960123',
  '01.63.29.60.23',
  '01 63 29 60 23',
];
for (const phone of phones)
  test(`phone: ${phone} keeps its last two digits only`, () => {
    const masked = maskText(`Call ${phone}, please.`);
    assert.match(masked, /^Call \+?•••23, please\.$/);
  });

for (const extension of [' ext. 23', ' ext 23', ' x23', 'x23', ' #23', ';ext=23', ', extension 23'])
  test(`phone with an extension: ${extension}`, () =>
    assert.match(maskText(`Call +44 1632 960199${extension}, please.`), /^Call \+•••23, please\.$/));

const innocent = [
  // Dates and times, however they are written.
  '2026-03-21T05:40:05.123456+00:00',
  '2026-03-21 05:40:05.123456+00:00',
  '05:40:05.123456+00:00',
  '2026-03-21T05:40:05,123456789Z',
  '01.02.2026',
  '01/02/2026',
  '01-02-2026',
  '01 02 2026',
  '2026/03/21 05:40',
  '2026.03.21',
  '01.02.2026 05:40',
  '0600 - 0800 UTC',
  '0600-0800 UTC',
  '06:00 - 08:00',
  '0600 UTC - 0800 UTC',
  '00:05:12.345678',
  // Durations, sizes and versions.
  '05.123456 s',
  '012345678 ms',
  '0123456 bytes',
  '1.22.333.4444',
  '010.020.030.040',
  'lodash@4.17.21',
  'beak@42',
  // Accounts, ARNs and hashes.
  '012345678901',
  'account 123456789012',
  'arn:aws:lambda:eu-west-1:012345678901:function:beak-api:42',
  'arn:aws-cn:iam::012345678901:role/x',
  '+12345678901/AbCdEfGhIjKlMnOpQrStUvWxYz0123=',
  '01234567-0123-0123-0123-012345678901',
  // What is at an address, or a file.
  'Seen at example.com',
  'error at index.js',
  'failed at beak.handler',
  'Signed in at 10.30',
  'at the end',
  '2026-11-21T07:00:00Z',
  '2026-01-05T00:09:08.007Z',
  '2026-11-21 07:00 UTC',
  '01234567-8901-2345-6789-012345678901',
  '9f86d081-884c-4d15-a2fe-0e1f2a3b4c5d',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  'eu-west-1_Ab0123456',
  'us-east-1_012345678',
  '1.1',
  '10.24.3001',
  '0.1.20',
  '$LATEST',
  '42',
  'nodejs20.x',
  'USD 1,204.50',
  '0.0000166667',
  '12.50',
  '127.0.0.1',
  'duck.cert_emailed',
  'Lambda errors > 5 %',
  '1790000000000',
  '@',
  'a @ b',
  '@example.com',
];
for (const text of innocent)
  test(`left as it is: ${text}`, () => {
    assert.equal(maskText(text), text);
    assert.equal(maskText(`(${text})`), `(${text})`);
  });

test('an answer is masked in every text, however deep, and in the names of its members', () => {
  const answer = {
    'entries': [{ actor: 'jane@example.com', detail: { by: ['+44 1632 960123'] } }],
    'jane@example.com': 1,
    'n': 5,
    'no': null,
    'yes': true,
  };
  const masked = mask(answer);
  assert.deepEqual(masked, {
    'entries': [{ actor: 'j•••@e•••.com', detail: { by: ['+•••23'] } }],
    'j•••@e•••.com': 1,
    'n': 5,
    'no': null,
    'yes': true,
  });
  assert.equal(answer.entries[0]?.actor, 'jane@example.com');
});
test('the sender of the auth mails is exempt, in its one place only', () => {
  const sender = 'no-reply@example.com';
  const answer = { auth: { ses_sender: sender } };
  assert.deepEqual(maskAnswer('status', answer), answer);
  const elsewhere = {
    ses_sender: sender,
    entries: [{ ses_sender: sender }, answer],
    auth: { x: { ses_sender: sender }, list: [{ ses_sender: sender }], other: sender },
    status: answer,
  };
  assert.doesNotMatch(JSON.stringify(maskAnswer('status', elsewhere)), /no-reply/);
  for (const route of ['metrics', 'audit', 'beak', ''])
    assert.doesNotMatch(JSON.stringify(maskAnswer(route, answer)), /no-reply/, route);
  for (const masked of [mask(answer), maskEntry(answer), maskKept(answer)])
    assert.doesNotMatch(JSON.stringify(masked), /no-reply/);
  assert.deepEqual(maskAnswer('status', { auth: { ses_sender: `${sender} +44 1632 960123` } }), {
    auth: { ses_sender: `${sender} +•••23` },
  });
});
test('a value of the environment never enters the page, whatever the shape', () => {
  const env = (env_names: unknown) => mask({ lambda: { env_names } });
  assert.deepEqual(env(['TABLE', 'KEY=s3cret', 'A=b=c', '=x', 'K＝s3cret', 'N: s3cret']), {
    lambda: { env_names: ['TABLE', 'KEY', 'A', '', 'K', 'N'] },
  });
  const shapes: unknown[] = [
    { KEY: 'hunter2value' },
    { KEY: { nested: 'hunter2value' } },
    { 'KEY=hunter2value': 1 },
    'KEY=hunter2value',
    [['KEY', 'hunter2value']],
    [{ name: 'KEY', value: 'hunter2value' }],
    [{ 'KEY=hunter2value': true }],
    ['KEY\nhunter2value'],
  ];
  for (const shape of shapes)
    assert.doesNotMatch(JSON.stringify(env(shape)), /hunter2/, JSON.stringify(shape));
  assert.deepEqual(env({ KEY: 'hunter2value' }), { lambda: { env_names: { KEY: null } } });
  for (const name of ['environment_variables', 'env', 'env_vars', 'environmentVariables'])
    assert.doesNotMatch(JSON.stringify(mask({ [name]: { KEY: 'hunter2value' } })), /hunter2/, name);
  assert.doesNotMatch(
    JSON.stringify(mask({ environment: { Variables: { KEY: 'hunter2value' } } })),
    /hunter2/,
  );
  assert.deepEqual(mask({ environment: 'prod' }), { environment: 'prod' });
});
test('a telephone number is one as a JSON number, too', () => {
  assert.deepEqual(mask({ actor: 441632960123, target: [5550109923], phone: 1632960123 }), {
    actor: '•••23',
    target: ['•••23'],
    phone: '•••23',
  });
  const figures = {
    at: 1_790_000_000_000,
    from: 1_790_000_000_000,
    to: 1_790_000_000_000,
    eggs: 441632960123,
    target: 42,
  };
  assert.deepEqual(mask(figures), figures);
});
test('what is no telephone number by what its field is stays as it is', () => {
  const typed = {
    id: '0123456789',
    revision_id: '01234567890123',
    version: '0012345678',
    code_sha256: '+12345678901/=',
    function: 'beak-api',
    deployment: { id: 'd-0123456789', from_version: '0012345678' },
    generated_at: '2026-03-21T05:40:05.123456+00:00',
    account: '001234567890',
  };
  assert.deepEqual(mask({ ...typed, code_sha256: 'A+12345678901/=' }), {
    ...typed,
    code_sha256: 'A+12345678901/=',
  });
  // What is not one word is no id, and an address is one anywhere.
  assert.deepEqual(mask({ id: '+44 1632 960123', version: 'jane@example.com', state: '01632 960123' }), {
    id: '+•••23',
    version: 'j•••@e•••.com',
    state: '•••23',
  });
});
test('every id, version, hash and time of the contract is known as such', () => {
  const prose = /^(?:actor|reason|target|to|description|message|name|ses_sender|galaxy_version|mfa)$/;
  const leaves = (node: object): string[] =>
    Object.entries(node).flatMap(([name, inner]: [string, unknown]) =>
      inner === textKind || inner === time ? [name] : typeof inner === 'object' && inner ? leaves(inner) : [],
    );
  for (const name of leaves(fields).filter((each) => !prose.test(each)))
    assert.deepEqual(mask({ [name]: '0123456789' }), { [name]: '0123456789' }, name);
});
test('marks that turn the direction of writing are shown as what they are: none that can be read', () => {
  assert.equal(maskText('agent-\u202e321'), 'agent-\ufffd321');
  for (const mark of '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069')
    assert.equal(maskText(`a${mark}b`), 'a\ufffdb');
  assert.deepEqual(mask({ ['a\u202e']: ['\u2066b'] }), { ['a\ufffd']: ['\ufffdb'] });
  assert.equal(maskText('שלום 🦆 naïve'), 'שלום 🦆 naïve');
});
test('what is kept whole is masked and not cut', () => {
  const long = `${'x '.repeat(4000)}jane@example.com`;
  assert.deepEqual(maskKept({ a: [long] }), { a: [long.replace('jane@example.com', 'j•••@e•••.com')] });
  const same = '{ "a" : 1.0, "b": "0123 - x" }';
  assert.equal(maskKeptText(same), same);
  assert.equal(
    maskKeptText('{"actor":"jane@example.com","id":"0123456789"}'),
    '{"actor":"j•••@e•••.com","id":"0123456789"}',
  );
  assert.equal(maskKeptText('not JSON, jane@example.com'), 'not JSON, j•••@e•••.com');
});
test('a text is cut so that no half of an address is left', () => {
  const cut = maskText(`${'x'.repeat(1990)} jane.puddle@example.com`);
  assert.doesNotMatch(cut, /jane/);
});
test('a name that is special to JavaScript stays a plain member', () => {
  const masked = mask(JSON.parse('{"__proto__":{"polluted":"jane@example.com"}}'));
  assert.equal(
    JSON.stringify(masked),
    '{"__proto__":{"polluted":"jane@example.com"}}'.replace('jane@example.com', 'j•••@e•••.com'),
  );
  assert.equal('polluted' in {}, false);
});
test('an answer that is nested without end is cut, not followed', () => {
  const deep: unknown = JSON.parse('['.repeat(5000) + '"jane@example.com"' + ']'.repeat(5000));
  assert.ok(JSON.stringify(mask(deep)).length < 100);
});
test('a text that would flood the page is cut, and says so', () => {
  const cut = maskText('x'.repeat(100_000));
  assert.ok(cut.length < 2100);
  assert.ok(cut.endsWith('…'));
});
for (const part of [
  'a',
  '0',
  'a@',
  'a.',
  '0 ',
  '(0',
  '+1',
  'a@b.',
  '555-',
  'a%40',
  ' at ',
  '0:00 ',
  '"@',
  'ä@',
  '１',
])
  test(`5 MB of ${JSON.stringify(part)} freeze no page`, () => {
    const texts = Array.from({ length: 2500 }, () => part.repeat(2000 / part.length));
    // The processor's time, for how long it takes by the clock depends on what else runs there.
    const start = process.cpuUsage();
    mask({ texts: [...texts, part.repeat(5_000_000 / part.length)] });
    const { user, system } = process.cpuUsage(start);
    assert.ok(user + system < 2_000_000, `${Math.round((user + system) / 1000)} ms`);
  });
