/**
 * `npm test`: the checks, the tests in Node and those of the bridge, the build and its budgets, one synth of the stack,
 * the components in Chromium, then the built site end to end. `--engines firefox`, `webkit` or `all`
 * installs and demands those, and runs the components there. `--all` takes every engine, the rest of the stack's tests,
 * and plants faults, which is slow.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureBridge, ensureInfra, ensureInstalled } from './install.mjs';
import { node } from './run.mjs';
import { ensureEngines, find, named } from './test/engines.mjs';
import { tryFaults } from './test/faults.mjs';
import { minutes } from './test/progress.mjs';
import { at, files, root, tool } from './tree.mjs';

const IN_NODE = ['domain', 'commands', 'api', 'contract', 'server', 'cli', 'scripts', 'extension'];
const IN_BROWSERS = ['components', 'card', 'data', 'store', 'shell'];

const testsIn = (folders) => folders.flatMap((folder) => files(`test/${folder}`, '.test.ts'));

/** At most so many files that failed are run again. More is no accident. */
const UNSTEADY_FILES = 3;

/** What tests leave in the folder for temporary files, browsers' profiles above all, goes with this. */
const work = mkdtempSync(join(tmpdir(), 'mc-test-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));

const start = performance.now();
const total = { passed: 0, failed: 0, unsteady: [] };

/** Runs one part and adds what it counted. @returns {Promise<boolean>} whether nothing failed in it */
async function part(name, body) {
  console.log(`\n${name}`);
  const begun = performance.now();
  const env = { MC_PART: name, TMPDIR: work };
  const { passed = 0, failed = 0, note = '' } = await body(env);
  total.passed += passed;
  total.failed += failed;
  const time = minutes(performance.now() - begun);
  console.log(`  ${name}: ${passed} passed, ${failed} failed${note && `; ${note}`} (${time})`);
  return failed === 0;
}

/** Reads what a reporter counted. A runner that failed without a failed test, or died, counts as one failure. */
function counted(file, code) {
  let counts = { passed: 0, failed: 0 };
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The runner did not come as far as counting.
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * Runs tests, and the few files that failed once more: what passes then is counted as passed and named as unsteady, for
 * somebody to look into; what fails twice has failed.
 */
async function steadily(list, run) {
  const { broken = [], ...first } = await run(list);
  const unsteady = [...new Set(broken.map((file) => relative(root, file)))];
  if (!first.failed || unsteady.length === 0 || unsteady.length > UNSTEADY_FILES) return first;
  console.log(`  once more: ${unsteady.join(', ')}`);
  const { failed = 0 } = await run(unsteady);
  if (failed > 0) return first;
  total.unsteady.push(...unsteady);
  return { ...first, passed: first.passed + first.failed, failed: 0 };
}

/** Tests that Node runs. Of what they print, only the failures are shown. */
async function inNode(list, { alone = false, env }) {
  if (list.length === 0) return { note: 'no tests yet' };
  const counts = join(work, `${env.MC_PART}.json`);
  const spec = join(work, `${env.MC_PART}.txt`);
  const { code } = await node(
    [
      '--import',
      'tsx',
      '--test',
      ...(alone ? ['--test-concurrency=1'] : []),
      '--test-reporter=spec',
      `--test-reporter-destination=${spec}`,
      '--test-reporter=./scripts/test/count.mjs',
      `--test-reporter-destination=${counts}`,
      ...list,
    ],
    { env },
  );
  if (code !== 0) {
    const out = readFileSync(spec, 'utf8');
    console.log(out.slice(Math.max(0, out.indexOf('✖ failing tests'))));
  }
  const { skipped = [], ...result } = counted(counts, code);
  for (const each of skipped) console.log(`  skipped: ${each}`);
  return result;
}

async function inBrowsers(list, engines, env) {
  const counts = join(work, 'browsers.json');
  const { code } = await node(
    [tool('@web/test-runner', 'wtr'), '--config', 'test/web-test-runner.config.mjs', '--files', ...list],
    { env: { ...env, MC_COUNTS: counts, MC_ENGINES: engines.join() } },
  );
  const { browsers = {}, ...result } = counted(counts, code);
  const note = Object.entries(browsers).map(([name, tests]) => `${tests} in ${name}`);
  return { ...result, note: note.join(', ') };
}

async function build() {
  const { code } = await node([tool('rollup'), '-c', '--silent']);
  if (code !== 0) return { failed: 1, note: 'the build failed' };
  const { budgets } = JSON.parse(readFileSync(at('dist/cards/sizes.json'), 'utf8'));
  const over = budgets.filter(({ held }) => !held).length;
  return { failed: over, note: over > 0 ? 'over budget' : '' };
}

/** A package of its own: types and lint, which need what it installs, then tests of it. */
async function ofPackage(folder, tests, env) {
  const checks = await Promise.all([
    node([tool('@typescript/native', 'tsc'), '-p', folder]),
    node([tool('eslint'), folder]),
  ]);
  const faults = checks.filter(({ code }) => code !== 0).length;
  const { failed = 0, ...result } = await steadily(tests, (list) => inNode(list, { env }));
  return { ...result, failed: failed + faults };
}

async function bridge(env) {
  await ensureBridge();
  return ofPackage('bridge', files('bridge/test', '.test.ts'), env);
}

/** One synth of the stack, as a user does it. */
const SYNTH = 'infra/test/synth.test.ts';

async function stack(env) {
  await ensureInfra();
  return ofPackage('infra', [SYNTH], env);
}

/** What takes longer: every assertion on the templates. */
const stackInFull = (env) =>
  inNode(
    files('infra/test', '.test.ts').filter((file) => file !== SYNTH),
    { env },
  );

/** What was asked for: Chromium alone, unless told otherwise. */
function wanted([flag, which, ...rest]) {
  if (flag === undefined) return { engines: ['chromium'] };
  if (flag === '--all' && which === undefined) return { engines: named('all'), slow: true };
  const engines = flag === '--engines' && rest.length === 0 ? named(which) : [];
  if (engines.length > 0) return { engines };
  throw new Error('npm test takes nothing, or: npm test -- --engines firefox|webkit|all');
}

/** The whole, in which each part takes both cores as well as it can. */
async function everything(engines) {
  const components = () =>
    part('In browsers', (env) => steadily(testsIn(IN_BROWSERS), (list) => inBrowsers(list, engines, env)));
  // What does not run in a browser, and the built site, which Chromium reads, are the same for other engines.
  if (!engines.includes('chromium')) return components();
  // What checks needs packages, which are there only now.
  const { check } = await import('./check.mjs');
  await part('Checks', async () => ({ failed: (await check()).length }));
  await part('In Node', (env) => steadily(testsIn(IN_NODE), (list) => inNode(list, { env })));
  await part('Bridge', bridge);
  await part('Build', build);
  await part('Stack', stack);
  const chromium = { CHROME_PATH: find('chromium') };
  await components();
  // Alone: what is played on the built site runs against the clock of real pages, which a busy machine holds up.
  await part('On the built site', (env) =>
    steadily(testsIn(['e2e']), (list) => inNode(list, { alone: true, env: { ...env, ...chromium } })),
  );
}

try {
  const { engines, slow } = wanted(process.argv.slice(2));
  await ensureInstalled();
  await ensureEngines(engines);
  console.log(`Engines: ${engines.join(', ')}.`);
  await everything(engines);
  if (slow) {
    await part('Stack in full', stackInFull);
    await part('Planted faults', () => tryFaults());
  }
} catch (error) {
  console.log(`\n${error.message}`);
  total.failed += 1;
}
if (total.passed + total.failed === 0) {
  console.log('\nThere is not one test, which is no success.');
  total.failed = 1;
}
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`\nAll of it took ${minutes(performance.now() - start)}.`);
for (const file of total.unsteady) console.log(`UNSTEADY: ${file} failed, and passed when it was run again.`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
