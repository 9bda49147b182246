// What `npm start` runs. Plain Node without dependencies: it must work before anything is installed.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { help, readFlags } from '../server/flags.mjs';
import { ensureInstalled, writtenAt } from './install.mjs';

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
  const { help: wanted } = readFlags(process.argv.slice(2));
  if (wanted) process.stdout.write(help);
  else await start();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function start() {
  await ensureInstalled();
  if (isStale()) {
    console.log('Building the page.');
    const rollup = join(root, 'node_modules', 'rollup', 'dist', 'bin', 'rollup');
    const code = await run([rollup, '-c', '--silent']);
    if (code === STOPPED) return;
    if (code !== 0) {
      throw new Error('The build failed: mend what is named above, then start again.');
    }
  }
  const code = await run(['--import', 'tsx', 'server/main.ts', ...process.argv.slice(2)]);
  process.exitCode = code === STOPPED ? 0 : code;
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

/** Runs Node on something and gives its exit code; a signal that comes here goes there, and we wait for it to end. */
function run(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
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
