/** Runs other programs. */
import { spawn } from 'node:child_process';
import { root } from './tree.mjs';

/**
 * Runs a program in the root and waits for its end. What it prints is passed on, or kept when `quiet`.
 * @returns {Promise<{code: number, out: string}>} its exit code (1 when it was killed or could not start) and
 *   what it printed, both streams together, where that was kept
 */
export const run = (command, args, { quiet = false, env = {} } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let out = '';
    child.stdout?.on('data', (part) => (out += part));
    child.stderr?.on('data', (part) => (out += part));
    child.on('error', (error) => resolve({ code: 1, out: `${out}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, out }));
  });

/** Runs a script by this very Node. */
export const node = (args, options) => run(process.execPath, args, options);
