import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, items, plain, rows } from '../../src/domain/format/markdown-text.ts';

/** What is left of a line for a reader of Markdown, once what was escaped is taken out. */
const bare = (line: string): string => line.replace(/\\[!-/:-@[-`{-~]/g, '');

for (const [name, text, wanted] of [
  ['what reads as text already', 'Alias prod points to version 42.', 'Alias prod points to version 42.'],
  ['a name with underscores within', 'callback_error', 'callback_error'],
  ['emphasis', '*all* _all_', '\\*all\\* \\_all\\_'],
  ['HTML', '<b onclick=x>hi</b>', '\\<b onclick=x\\>hi\\</b\\>'],
  ['a link', '[here](https://evil.example)', '\\[here\\](https: //evil.example)'],
  ['an address without any mark', 'see www.evil.example', 'see www .evil.example'],
  ['a mention, and a mail address', '@octocat jo@example.com', '@ octocat jo@ example.com'],
  ['an entity', '&lt;b&gt; & more', '\\&lt;b\\&gt; & more'],
  ['a cell', 'a | b', 'a \\| b'],
  ['code', '`rm`', '\\`rm\\`'],
  ['a backslash before a mark', '\\*', '\\\\\\*'],
  ['lines, returns and tabs', 'one\r\n\r\n# two\u2028\tthree', 'one # two three'],
  ['a heading at its start', '# two', '\\# two'],
  ['an item at its start', '- two', '\\- two'],
  ['a number at its start', '1. two', '1\\. two'],
  ['a rule', '---', '\\---'],
  ['marks of direction and signs without width', '\u202Egnp\u200B.exe\uFEFF', 'gnp.exe'],
  ['half a character', 'a\uD800b', 'a\uFFFDb'],
  ['control characters', 'a\u0000b\u0007', 'a b'],
] as const)
  test(`${name}: is only text`, () => assert.equal(plain(text), wanted));

test('what is long is cut, visibly, and accents do not pile up', () => {
  assert.equal(plain('quack'.repeat(200)).length, 501);
  assert.match(plain('quack'.repeat(200)), /…$/);
  assert.equal(plain('abcdef', 3), 'abc…');
  assert.equal(plain(`a${'\u0301'.repeat(300)}`).length, 5);
});

test('nothing of a hostile text is left that Markdown reads', () => {
  for (const text of [
    '<img src=x onerror="alert(1)">',
    '![x](javascript:alert(1))',
    '[x]: https://evil.example',
    '<https://evil.example>',
    '| a | b |\n| --- | --- |',
    '```js\nx\n```',
    '~~gone~~ **bold** __bold__',
    '> quoted\n\n1) one',
    '\\[x](y)',
    '\\<b>',
  ]) {
    const line = plain(text);
    assert.doesNotMatch(line, /\n/, text);
    assert.doesNotMatch(bare(line), /[`*[\]<>|~]|__|:\/\/|^\s*([#>+=-]|\d+[.)])/, text);
  }
});

test('an address is code, whatever is in it', () => {
  assert.equal(code('https://a.test/b'), '`https://a.test/b`');
  assert.equal(code('a`\n[x](y)`'), '`a[x](y)`');
});

test('lists and tables', () => {
  assert.equal(items(['a', 'b'], 'none'), '- a\n- b');
  assert.equal(items([], 'Nothing.'), 'Nothing.');
  assert.equal(rows(['A', 'B'], [['1', '2']]), '| A | B |\n| --- | --- |\n| 1 | 2 |');
});
