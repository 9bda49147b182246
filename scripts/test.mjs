/**
 * `npm test`: the checks, the tests in Node, the components in every engine that is here, the build and its
 * budgets, and the built site end to end. `--engines all` installs and demands Firefox and WebKit too.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { check } from './check.mjs';
import { ensureInstalled } from './install.mjs';
import { node } from './run.mjs';
import { ensureEngines, find, present } from './test/engines.mjs';
import { at, files, tool } from './tree.mjs';

const IN_NODE = ['rules', 'commands', 'api', 'server', 'scripts'];
const IN_BROWSERS = ['components', 'card', 'data', 'store', 'shell'];

const testsIn = (folders) => folders.flatMap((folder) => files(`test/${folder}`, '.test.ts'));

const work = mkdtempSync(join(tmpdir(), 'mc-test-'));
const total = { passed: 0, failed: 0 };

/** Runs one part and adds what it counted. */
async function part(name, body) {
  console.log(`\n${name}`);
  const start = performance.now();
  const { passed = 0, failed = 0, note = '' } = await body();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  total.passed += passed;
  total.failed += failed;
  console.log(`  ${passed} passed, ${failed} failed${note && `; ${note}`} (${seconds} s)`);
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

/** Tests that Node runs. Of what they print, only the failures are shown. */
async function inNode(list, { at: name, alone = false, env = {} }) {
  if (list.length === 0) return { note: 'no tests yet' };
  const counts = join(work, name);
  const { code, out } = await node(
    [
      '--import',
      'tsx',
      '--test',
      ...(alone ? ['--test-concurrency=1'] : []),
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=./scripts/test/count.mjs',
      `--test-reporter-destination=${counts}`,
      ...list,
    ],
    { quiet: true, env },
  );
  if (code !== 0) console.log(out.slice(Math.max(0, out.indexOf('✖ failing tests'))));
  const { skipped = [], ...result } = counted(counts, code);
  for (const each of skipped) console.log(`  skipped: ${each}`);
  return result;
}

async function inBrowsers(list) {
  if (list.length === 0) return { note: 'no tests yet' };
  const counts = join(work, 'browsers');
  const { code } = await node(
    [tool('@web/test-runner', 'wtr'), '--config', 'test/web-test-runner.config.mjs', '--files', ...list],
    { env: { MC_COUNTS: counts } },
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

const engines = () => {
  const [flag, which, ...rest] = process.argv.slice(2);
  if (flag === undefined) return ['chromium'];
  if (flag === '--engines' && which === 'all' && rest.length === 0) return ['chromium', 'firefox', 'webkit'];
  throw new Error('npm test takes nothing, or: npm test -- --engines all');
};

try {
  const wanted = engines();
  await ensureInstalled();
  await ensureEngines(wanted);
  console.log(`Engines: ${present().join(', ')}.`);
  await part('Checks', async () => ({ failed: (await check()).length }));
  await part('In Node', () => inNode(testsIn(IN_NODE), { at: 'node' }));
  await part('In browsers', () => inBrowsers(testsIn(IN_BROWSERS)));
  await part('Build', build);
  const env = { CHROME_PATH: find('chromium') };
  await part('On the built site', () => inNode(testsIn(['e2e']), { at: 'e2e', alone: true, env }));
} catch (error) {
  console.log(`\n${error.message}`);
  total.failed += 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
if (total.passed + total.failed === 0) {
  console.log('\nThere is not one test, which is no success.');
  total.failed = 1;
}
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`\n${total.passed} passed, ${total.failed} failed`);
