import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './step.mjs';

const here = join(import.meta.dirname, '..');

/** When a file was last written, in ms; 0 where there is none. */
export const writtenAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** The bridge to AWS: a package of its own, installed when it is first used. */
export const BRIDGE = join(here, 'bridge');

/** Installs what the bridge needs, when that was not done since it last changed. */
export const ensureBridge = () => ensureInstalled(BRIDGE, 'Installing the AWS SDK for the bridge');

/** Installs what the stack needs, when that was not done since it last changed. */
export const ensureInfra = () => ensureInstalled(join(here, 'infra'), 'Installing the CDK for the stack');

/**
 * Installs what package-lock.json names, when that was not done since it last changed.
 * @param {string} root the project's folder
 * @param {string} name what is said meanwhile
 * @returns {Promise<void>}
 * @throws Error with a sentence that says what npm failed at
 */
export async function ensureInstalled(
  root = here,
  name = 'Installing what Mission Control is built with, about half a minute',
) {
  // npm writes this file at the end of an install, so a broken one is done again.
  const installed = writtenAt(join(root, 'node_modules', '.package-lock.json'));
  if (installed > 0 && installed >= writtenAt(join(root, 'package-lock.json'))) return;
  await step(name, async () => {
    const { code, said } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root);
    if (code === 0) return;
    // Npm says first what went wrong, and ends with help that does not.
    const reason = said.trim().split('\n').slice(0, 8).join('\n');
    throw new Error(`npm ci failed: see to what it says here, then try again.\n${reason}`);
  });
}

/** Runs npm: the one that runs us, where one does, since that needs no shell on any system. */
function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('js') ? [process.execPath, [own]] : ['npm', []];
  const child = spawn(command, [...first, ...args], {
    cwd,
    shell: command === 'npm' && process.platform === 'win32',
  });
  // Ctrl-C reaches the whole group by itself; a polite kill reaches only us.
  const end = () => child.kill('SIGTERM');
  process.once('SIGTERM', end);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, said: error.message }));
    child.once('close', (code) => {
      process.off('SIGTERM', end);
      resolve({ code, said });
    });
  });
}
