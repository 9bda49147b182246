import assert from 'node:assert/strict';
import { test } from 'node:test';
import { circles, circlesOf } from '../../scripts/check/circles.mjs';

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

test('a circle of two, of three and of one are found, a diamond is none', () => {
  const found = (edges: Record<string, string[]>) =>
    circlesOf(graph(edges)).map((line: string) => line.split(' import')[0]);
  assert.deepEqual(found({ a: ['b'], b: ['a'] }), ['a, b']);
  assert.deepEqual(found({ a: ['b'], b: ['c'], c: ['a'], d: ['a'] }), ['a, b, c']);
  assert.deepEqual(found({ a: ['a'] }), ['a']);
  assert.deepEqual(found({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }), []);
});

test('no files of any folder import each other in a circle, types included', async () =>
  assert.deepEqual(await circles(), []));
