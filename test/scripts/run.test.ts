import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const RUN = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url));

/** A program that says its number, starts another like it as often as told, and does not end when asked politely. */
const STUBBORN = `
  const [depth] = process.argv.slice(-1);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  setInterval(() => {}, 1000);
  console.log(process.pid);
  const { spawn } = require('node:child_process');
  if (depth > 0) spawn(process.execPath, ['-e', process.env.STUBBORN, '--', depth - 1], { stdio: 'inherit' });
`;

/** Runs it as the scripts of this project run their tools. */
const RUNNER = `
  const { node } = await import(${JSON.stringify(RUN)});
  await node(['-e', process.env.STUBBORN, '--', '1']);
`;

/** Whether a program runs. One that has ended may keep its number until somebody asks how. */
function alive(pid: number): boolean {
  try {
    if (existsSync('/proc/self/stat')) return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a script that is interrupted', { concurrency: true }, () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    it(`${signal} ends what was started, and what that started, however stubborn`, async () => {
      const runner = spawn(process.execPath, ['--input-type=module', '-e', RUNNER], {
        env: { ...process.env, STUBBORN },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const pids: number[] = [];
      for await (const line of createInterface(runner.stdout)) if (pids.push(Number(line)) === 2) break;
      assert.deepEqual(pids.map(alive), [true, true]);
      runner.kill(signal);
      const [code] = (await once(runner, 'exit')) as [number];
      assert.ok(code > 128, `the exit code ${code} tells of a signal`);
      assert.deepEqual(pids.map(alive), [false, false]);
    });
});
