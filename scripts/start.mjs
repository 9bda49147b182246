// What `npm start` runs. Plain Node without dependencies: it must work before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { help, readFlags } from '../server/flags.mjs';
import { ensureBridge, ensureInstalled, writtenAt } from './install.mjs';
import { step } from './step.mjs';

const root = join(import.meta.dirname, '..');
/** The exit code of what Ctrl-C ended, by the custom of shells. */
const STOPPED = 130;
const sources = [
  'src',
  'components',
  'static',
  'scripts',
  'rollup.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];

try {
  const { help: wanted, aws } = readFlags(process.argv.slice(2));
  if (wanted) process.stdout.write(help);
  else await start(aws !== undefined);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function start(withBridge) {
  endWithNpm();
  await ensureInstalled();
  if (withBridge) await ensureBridge();
  if (isStale() && !(await step('Building the page, about half a minute', build))) return;
  let ended;
  const flags = process.argv.slice(2);
  await step('Starting the server', () => {
    const up = new Promise(
      (resolve) => (ended = run(['--import', 'tsx', 'server/main.ts', ...flags], resolve)),
    );
    return Promise.race([up, ended.then(() => false)]);
  });
  const code = await ended;
  process.exitCode = code === STOPPED ? 0 : code;
}

/**
 * Ends this when npm or its shell is gone: npm tells its shell alone to end, not what runs in it, and a shell outlives an
 * npm that was killed.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const above = [process.ppid, ...parentOf(process.ppid)];
  const look = setInterval(() => {
    if (process.ppid === above[0] && above.every(lives)) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  look.unref();
}

/** The parent of a process, where the system tells. */
function parentOf(pid) {
  if (process.platform === 'win32') return [];
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
  const parent = Number(stdout);
  return parent > 1 ? [parent] : [];
}

/** Whether a process is there; one of another user is, too. */
function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch ({ code }) {
    return code === 'EPERM';
  }
}

/** Builds the site; false where it was stopped. */
async function build() {
  const rollup = join(root, 'node_modules', 'rollup', 'dist', 'bin', 'rollup');
  const code = await run([rollup, '-c', '--silent']);
  if (code === STOPPED) return false;
  if (code === 0) return true;
  throw new Error('The build failed: mend what is named above, then start again.');
}

/** Whether the page was never built, or something that it is built from was written since. */
function isStale() {
  const built = writtenAt(join(root, 'dist', 'index.html'));
  return built === 0 || sources.some((source) => newest(join(root, source)) > built);
}

function newest(path) {
  let latest = writtenAt(path);
  let inner = [];
  try {
    inner = readdirSync(path, { recursive: true });
  } catch {
    // A file, or nothing: there is nothing within.
  }
  for (const name of inner) latest = Math.max(latest, writtenAt(join(path, name)));
  return latest;
}

/**
 * Runs Node on something and gives its exit code; a signal that comes here goes there, and we wait for it to end.
 * `up` is called when it says by a message that it is.
 */
function run(args, up = () => {}) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  child.once('message', up);
  // Ctrl-C reaches the whole group by itself; a polite kill reaches only us.
  const stay = () => {};
  const pass = () => child.kill('SIGTERM');
  process.on('SIGINT', stay).on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', stay).off('SIGTERM', pass);
      resolve(signal ? STOPPED : code);
    });
  });
}
