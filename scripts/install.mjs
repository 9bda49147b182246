import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const here = join(import.meta.dirname, '..');

/** When a file was last written, in ms; 0 where there is none. */
export const writtenAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * Installs what package-lock.json names, when that was not done since it last changed.
 * @param {string} root the project's folder
 * @returns {Promise<void>}
 * @throws Error with a sentence that says what npm failed at
 */
export async function ensureInstalled(root = here) {
  // npm writes this file at the end of an install, so a broken one is done again.
  const installed = writtenAt(join(root, 'node_modules', '.package-lock.json'));
  if (installed > 0 && installed >= writtenAt(join(root, 'package-lock.json'))) return;
  console.log('Installing what Mission Control is built with; this takes about half a minute.');
  const { code, said } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root);
  if (code === 0) return;
  // Npm says first what went wrong, and ends with help that does not.
  const reason = said.trim().split('\n').slice(0, 8).join('\n');
  throw new Error(`npm ci failed: see to what it says here, then try again.\n${reason}`);
}

/** Runs npm: the one that runs us, where one does, since that needs no shell on any system. */
function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('js') ? [process.execPath, [own]] : ['npm', []];
  const child = spawn(command, [...first, ...args], {
    cwd,
    shell: command === 'npm' && process.platform === 'win32',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, said: error.message }));
    child.once('close', (code) => resolve({ code, said }));
  });
}
