import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as changes from '../../src/commands/alias-changes.ts';
import { getAlias, listVersions, updateAlias } from '../../src/commands/aws.ts';
import { curl } from '../../src/commands/curl.ts';
import { limits, timeout } from '../../src/commands/diagnostics.ts';
import { at, files } from '../../scripts/tree.mjs';
import type { Command } from '../../src/commands/aws.ts';

const ref = { function: 'beak-api', alias: 'prod', region: 'us-east-1' };
const { region } = ref;

/** What stands for a number on a page, and the number that it is asked for with. */
const PLACES: Readonly<Record<string, string>> = { NEW: '900001', GOOD: '900002' };
const written = (line: string): string =>
  Object.entries(PLACES).reduce((text, [name, number]) => text.replaceAll(number, name), line);

/** Every command that a runbook may have, as the cards make it. */
const made: (Command | undefined)[] = [
  getAlias(ref),
  listVersions(ref),
  changes.listDeployments(region),
  changes.stopDeployment('ID', region),
  changes.updateCode(ref, 'beak-api.zip'),
  changes.waitUpdated(ref),
  changes.publish(ref),
  changes.waitPublished(ref, PLACES['NEW']),
  changes.smokeTest(ref, PLACES['NEW']),
  changes.createAlias(ref, '1'),
  changes.shift(ref, PLACES['NEW'], 0.1, 'REVISION'),
  changes.promote(ref, PLACES['NEW'], 'REVISION'),
  updateAlias(ref, PLACES['GOOD'], 'REVISION'),
  timeout(ref),
  limits(region),
];
const known = new Set([
  ...made.map((command) => written(command?.line ?? '').replace(/ \\\n */g, ' ')),
  curl('https://api.example.com', { method: 'GET', path: '/beak/system/status' }) ?? '',
]);

/** The lines of a page that are commands. */
function commandsOf(page: string): string[] {
  const text = (html: string) =>
    html
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&');
  return [...page.matchAll(/<pre><code>([^]*?)<\/code><\/pre>/g)].flatMap(([, code = '']) =>
    text(code)
      .split('\n')
      .filter((line) => /^(aws|curl) /.test(line)),
  );
}

/** What measures times, which no card does. */
const TIMING = /^curl -sS -o \/dev\/null -w '[^']+' https:\/\/api\.example\.com\/beak\/system\/status$/;

const pages = files('static/runbooks', '.html').map((path): [string, string] => [
  path,
  readFileSync(at(path), 'utf8'),
]);
for (const [path, page] of pages)
  test(`each command of ${path} is one that the cards make`, () => {
    for (const line of commandsOf(page)) assert.ok(known.has(line) || TIMING.test(line), line);
  });

const pageOf = (name: string): string => pages.find(([path]) => path.endsWith(`/${name}.html`))?.[1] ?? '';
/** The part of a page from a heading on to the next. */
const part = (name: string, id: string): string =>
  new RegExp(`id="${id}"[^]*?(?=<h2|$)`).exec(pageOf(name))?.[0] ?? '';

test('the timeout line asks for the version that callers meet', () =>
  assert.match(pageOf('performance'), /--qualifier prod|--qualifier &#39;prod/));
test('a version is waited for before it is tried', () =>
  assert.match(part('canary', 'publish'), /wait published-version-active[^]*lambda invoke/));
test('where a page says stop first, it has the line', () => {
  for (const [path, page] of pages)
    for (const [section] of page.matchAll(/<h2[^]*?(?=<h2|<\/main|$)/g))
      if (/stop it first|Stop the deployment/.test(section))
        assert.match(section, /deploy stop-deployment/, path);
});
test('the way out of an alias on $LATEST, and of settling, is told', () => {
  assert.match(pageOf('alias-drift'), /Alias on \$LATEST[^]*?#latest/);
  assert.match(part('alias-drift', 'latest'), /publish-version[^]*published-version-active[^]*update-alias/);
  assert.match(pageOf('alias-drift'), /Settling[^]*?#settling/);
  assert.match(part('alias-drift', 'settling'), /update-alias/);
});
test('what a stale Rollback Plan asks for is told', () =>
  assert.match(pageOf('rollback'), /<th scope="row">Too old<\/th>/));
test('no card of a runbook offers to delete a version in the middle of an incident', () => {
  for (const [path, page] of pages) assert.doesNotMatch(page, /<mc-release-map|delete-function/, path);
});
