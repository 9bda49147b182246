/** `npm run test:faults`: plants each fault of test/faults into a copy of the sources and sees whether a test fails. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { faults } from '../../test/faults/faults.mjs';
import { ensureInstalled } from '../install.mjs';
import { node } from '../run.mjs';
import { at, tool } from '../tree.mjs';
import { ensureEngines } from './engines.mjs';
import { minutes } from './progress.mjs';

/** What the tests in question read. */
const COPIED = ['components', 'scripts', 'server', 'src', 'static', 'test', 'package.json', 'tsconfig.json'];

/** A copy of the sources in a folder. */
function copyTo(folder) {
  for (const each of COPIED) cpSync(at(each), join(folder, each), { recursive: true });
  symlinkSync(at('node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Whether tests pass in a copy, and what they printed. Tests of what Node runs are told by their folder. */
async function passes(folder, tests) {
  const inNode = tests.filter((test) => /^test\/(domain|api|commands|server)\//.test(test));
  const inBrowser = tests.filter((test) => !inNode.includes(test));
  const wtr = [tool('@web/test-runner', 'wtr'), '--config', 'test/web-test-runner.config.mjs', '--files'];
  const runs = [
    ...(inNode.length > 0 ? [['--import', 'tsx', '--test', ...inNode]] : []),
    ...(inBrowser.length > 0 ? [[...wtr, ...inBrowser]] : []),
  ];
  let said = '';
  for (const args of runs) {
    const { code, out } = await node(args, { quiet: true, cwd: folder, env: { MC_ENGINES: 'chromium' } });
    said += out;
    if (code !== 0) return { passed: false, said };
  }
  return { passed: true, said };
}

/** A source with its fault. @throws {Error} where the fault finds no place in it */
export function planted(source, { what, file, swap, add = '' }) {
  if (!swap) return source + add;
  const [from, to] = swap;
  const parts = source.split(from);
  if (parts.length !== 2)
    throw new Error(
      `"${what}" cannot be planted: ${file} has ${parts.length - 1} times \`${from}\`, not once. ` +
        'Where that code has moved or was renamed, move the fault with it.',
    );
  return parts.join(to);
}

/** Plants one fault, runs its tests and takes it out again. @returns a sentence where the fault was not caught */
async function tryFault(folder, fault) {
  const path = join(folder, fault.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, planted(source, fault));
  try {
    const { passed, said } = await passes(folder, [fault.test]);
    if (passed) return `${fault.test} passes though ${fault.what}.`;
    // A file that could not be loaded says nothing about the fault.
    if (/Could not import your test module|SyntaxError|ERR_MODULE_NOT_FOUND/.test(said))
      return `${fault.test} could not be loaded:\n${said}`;
    return undefined;
  } finally {
    writeFileSync(path, source);
  }
}

/**
 * Tries every fault, as many at once as there are cores to spare.
 * @param {string} [wanted] only those whose topic or words hold this
 * @returns {Promise<{passed: number, failed: number}>} how many were caught, and how many not
 */
export async function tryFaults(wanted = '') {
  const work = mkdtempSync(join(tmpdir(), 'mc-faults-'));
  process.on('exit', () => rmSync(work, { recursive: true, force: true }));
  const list = faults.filter(({ topic, what }) => `${topic}: ${what}`.includes(wanted));
  const total = { passed: 0, failed: 0 };
  const tell = (caught, words, since, fault = '') => {
    total[caught ? 'passed' : 'failed'] += 1;
    const time = minutes(performance.now() - since);
    console.log(
      `  ${caught ? 'caught' : 'MISSED'} ${words} (${time})${fault && `\n${fault.replace(/^/gm, '         ')}`}`,
    );
  };

  const first = performance.now();
  const { passed, said } = await passes(copyTo(join(work, 'sound')), [
    ...new Set(list.map(({ test }) => test)),
  ]);
  if (!passed) {
    tell(false, 'nothing: without a fault these tests fail already', first, said);
    return total;
  }
  console.log(`  Without a fault the tests pass (${minutes(performance.now() - first)}).`);

  const queue = [...list];
  const lane = async (folder) => {
    copyTo(folder);
    for (let fault = queue.shift(); fault; fault = queue.shift()) {
      const start = performance.now();
      const missed = await tryFault(folder, fault).catch((error) => error.message);
      tell(missed === undefined, `${fault.topic}: ${fault.what}`, start, missed);
    }
  };
  const lanes = Math.max(1, Math.min(4, Math.floor(cpus().length / 2) + 1));
  await Promise.all(Array.from({ length: lanes }, (_, n) => lane(join(work, `lane-${n}`))));
  return total;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureInstalled();
  await ensureEngines(['chromium']);
  const { passed, failed } = await tryFaults(process.argv[2]);
  console.log(`\n${passed} faults caught, ${failed} missed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
