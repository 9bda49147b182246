/** Runs other programs, and leaves none behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { root } from './tree.mjs';

/** How long what was started may take to end by itself, and then by force, in ms. */
const GRACE = { SIGINT: 4000, SIGKILL: 1000 };
/** Elsewhere a program leads a group, which is told as one; Windows has none, and opens a window instead. */
const GROUPS = process.platform !== 'win32';

/** What was started and has not ended. */
const running = new Set();

/**
 * Runs a program, in the root unless told otherwise, and waits for its end. What it prints is passed on, or kept when `quiet`.
 * @returns {Promise<{code: number, out: string}>} its exit code (1 when it was killed or could not start) and
 *   what it printed, both streams together, where that was kept
 */
export const run = (command, args, { quiet = false, env = {}, cwd = root } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      detached: GROUPS,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let out = '';
    const ended = (result) => {
      running.delete(child);
      resolve(result);
    };
    running.add(child);
    child.stdout?.on('data', (part) => (out += part));
    child.stderr?.on('data', (part) => (out += part));
    child.on('error', (error) => ended({ code: 1, out: `${out}${error.message}\n` }));
    child.on('close', (code) => ended({ code: code ?? 1, out }));
  });

/** Runs a script by this very Node. */
export const node = (args, options) => run(process.execPath, args, options);

/** Sends a signal to a program and to what it started; `false` where nobody is left to hear it. */
function tell({ pid }, signal) {
  try {
    return process.kill(GROUPS ? -pid : pid, signal);
  } catch {
    return false;
  }
}

/** Ends all that runs: asks first, and waits for those who have a browser to close. */
async function endAll() {
  const children = [...running].filter(({ pid }) => pid !== undefined);
  for (const [signal, grace] of Object.entries(GRACE)) {
    for (const child of children) tell(child, signal);
    for (let left = grace; left > 0 && children.some((child) => tell(child, 0)); left -= 50) await after(50);
  }
}

// Ctrl-C reaches the group of the terminal, to which what was started does not belong; a polite kill reaches us alone.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
void Promise.race(signals.map((name) => once(process, name).then(() => name))).then(async (name) => {
  for (const each of signals) process.on(each, () => {});
  await endAll();
  process.exit(128 + constants.signals[name]);
});
