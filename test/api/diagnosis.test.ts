import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseFault, isMixed, webPage, withScheme, withoutRoute } from '../../src/api/diagnosis.ts';

const OWN = 'https://ops.example.com';

test('a host without its scheme is known by its look, and a path is not taken for one', () => {
  for (const [text, meant] of [
    ['api.example.com', 'https://api.example.com'],
    ['api.example.com:8443/v1', 'https://api.example.com:8443/v1'],
    ['localhost:8080', 'http://localhost:8080'],
    ['127.0.0.1/x', 'http://127.0.0.1/x'],
    ['v1.2', undefined],
    ['stage', undefined],
    ['fn/b', undefined],
    ['', undefined],
  ] as const)
    assert.equal(withScheme(text), meant, text);
});

test('a base that names a route too is told without it', () => {
  assert.equal(withoutRoute('https://api.example.com/beak'), 'https://api.example.com');
  assert.equal(withoutRoute('https://api.example.com/v1/beak/system/status'), 'https://api.example.com/v1');
  assert.equal(withoutRoute('https://api.example.com/beaker'), undefined);
  assert.equal(withoutRoute('https://beak.example.com'), undefined);
});

test('what is wrong with a base says what to write', () => {
  assert.match(
    baseFault(`${OWN}/api.example.com`, OWN) ?? '',
    /scheme: write https:\/\/api\.example\.com\.$/,
  );
  assert.match(baseFault('https://a.example/beak', OWN) ?? '', /route.*write https:\/\/a\.example\.$/);
  assert.equal(baseFault(`${OWN}/fn/b`, OWN), undefined);
  assert.equal(baseFault(OWN, OWN), undefined);
  // Of another origin, a path that looks like a host is that origin's own.
  assert.equal(baseFault('https://a.example/b.example', OWN), undefined);
});

test('a web page is known by its type or its look, a sign-in page by what it asks for', () => {
  const login = '<html><title>Acme\n  Login</title><input type="password">';
  assert.deepEqual(webPage(login, null), { signIn: true, what: 'a sign-in page (“Acme Login”)' });
  assert.deepEqual(webPage('<!doctype html><title>Bad Gateway</title>', ''), {
    signIn: false,
    what: 'a web page (“Bad Gateway”)',
  });
  assert.deepEqual(webPage('Hello', 'text/html; charset=utf-8'), { signIn: false, what: 'a web page' });
  assert.equal(webPage('{"agents":', 'application/json'), undefined);
  assert.equal(webPage('', null), undefined);
});

test('a title is masked and cut', () => {
  const of = (title: string) => webPage(`<html><title>${title}</title>`, null)?.what ?? '';
  assert.doesNotMatch(of('Signed in as jemima@puddle.example'), /jemima/);
  assert.ok(of('x'.repeat(5000)).length < 120);
});

test('a page on https may read https and this machine', () => {
  assert.equal(isMixed('http://api.example.com'), true);
  assert.equal(isMixed('https://api.example.com'), false);
  assert.equal(isMixed('http://127.0.0.1:8788'), false);
});
