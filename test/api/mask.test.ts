import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mask, maskText } from '../../src/api/mask.ts';

const mails: Record<string, string> = {
  'jane@example.com': 'j•••@e•••.com',
  'jane.doe+tag@mail.example.co.uk': 'j•••@m•••.uk',
  'JANE@EXAMPLE.COM': 'J•••@E•••.COM',
  '"Jane" <jane@example.com>': '"Jane" <j•••@e•••.com>',
  'mailto:jane@example.com?subject=x': 'mailto:j•••@e•••.com?subject=x',
  'a@example.com,b@example.org': 'a•••@e•••.com,b•••@e•••.org',
  'to=jane@example.com;': 'to=j•••@e•••.com;',
  'Ask jane@example.com.': 'Ask j•••@e•••',
  'jane@localhost': 'j•••@l•••',
  'jürgen@exämple.de': 'j•••@e•••.de',
  'user_name-1%x@sub-domain.example': 'u•••@s•••.example',
  '{"to":"jane@example.com"}': '{"to":"j•••@e•••.com"}',
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
];
for (const phone of phones)
  test(`phone: ${phone} keeps its last two digits only`, () => {
    const masked = maskText(`Call ${phone}, please.`);
    assert.match(masked, /^Call \+?•••23, please\.$/);
  });

const innocent = [
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
  assert.deepEqual(mask({ auth: { ses_sender: sender } }), { auth: { ses_sender: sender } });
  const elsewhere = {
    ses_sender: sender,
    entries: [{ ses_sender: sender }],
    auth: { x: { ses_sender: sender } },
  };
  assert.doesNotMatch(JSON.stringify(mask(elsewhere)), /no-reply/);
});
test('a value of the environment never enters the page', () => {
  const answer = { lambda: { env_names: ['TABLE', 'KEY=s3cret', 'A=b=c', '=x', 7] } };
  assert.deepEqual(mask(answer), { lambda: { env_names: ['TABLE', 'KEY', 'A', '', 7] } });
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
for (const part of ['a', '0', 'a@', 'a.', '0 ', '(0', '+1', 'a@b.', '555-'])
  test(`5 MB of ${JSON.stringify(part)} freeze no page`, () => {
    const texts = Array.from({ length: 2500 }, () => part.repeat(2000 / part.length));
    const start = performance.now();
    mask({ texts: [...texts, part.repeat(5_000_000 / part.length)] });
    assert.ok(performance.now() - start < 2000, `${Math.round(performance.now() - start)} ms`);
  });
