import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { serve } from '../../server/serve.ts';

const project = join(import.meta.dirname, '..', '..');
const server = ['--import', 'tsx', 'server/main.ts'];

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs Node in the project's folder until it ends. */
const run = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd: project, env: { ...process.env, ...env } };
    const child = execFile(process.execPath, args, options, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

/** One sentence on stderr, exit code 1, and no stack. */
function isRefused({ code, err }: Ended, label: RegExp): void {
  assert.equal(code, 1);
  assert.match(err, label);
  assert.equal(err.trim().split('\n').length, 1, err);
}

test('a wrong flag is refused in one sentence before anything is installed or built', async () => {
  const start = (...flags: string[]): Promise<Ended> => run(['scripts/start.mjs', ...flags]);
  isRefused(await start('--prot', '80'), /does not know the flag --prot/);
  isRefused(await start('80'), /does not know/);
  isRefused(await start('--port'), /--port/);
  isRefused(await start('--port', '70000'), /"70000" is not a port/);
  isRefused(await start('--scenario', 'rain'), /no scenario "rain".*healthy/);
  isRefused(await start('--api', 'pond'), /"pond" is not a web address/);
  isRefused(await start('--aws'), /"" is no name of a function: give --function/);
  isRefused(await start('--aws', '--function', 'a b'), /"a b" is no name of a function/);
  isRefused(await start('--aws', '--function', 'a,b,a'), /names one function twice/);
  isRefused(await start('--aws', '--function', 'a', '--alias', '7'), /"7" is no name of an alias/);
  isRefused(await start('--aws', '--function', 'a', '--region', 'Ireland'), /"Ireland" is no AWS region/);
  isRefused(
    await start('--aws', '--function', 'a', '--api', 'https://api.example.com'),
    /one of --aws and --api/,
  );
  isRefused(await start('--function', 'a'), /--function goes with --aws/);
  isRefused(await start('--release-token', 'short'), /no bearer token/);
  isRefused(
    await start('--release-token', 'long-enough', '--api', 'https://api.example.com'),
    /without --api/,
  );
});

test('--help names every flag and scenario', async () => {
  const { code, out } = await run(['scripts/start.mjs', '--help']);
  assert.equal(code, 0);
  for (const word of ['--port', '--api', '--scenario', '--open', '--release-token', 'canary-quiet'])
    assert.ok(out.includes(word), word);
});

test('a port in use is told in one sentence with a way out', async () => {
  const first = await serve({ root: 'none' });
  const { port } = new URL(first.url);
  isRefused(await run([...server, '--port', port]), /is in use.*--port/);
  await first.close();
});

test('the server says where it is, and ends cleanly when it is told to', async () => {
  const child = spawn(process.execPath, [...server, '--port', '0', '--scenario', 'drift'], { cwd: project });
  let out = '';
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (part) => {
      out += String(part);
      if (out.includes('Ctrl-C')) resolve();
    });
    child.once('exit', () => resolve());
  });
  assert.match(out, /http:\/\/127\.0\.0\.1:\d+\/control/);
  assert.match(out, /drift/);
  child.kill('SIGINT');
  assert.deepEqual(await ended, { code: 0, signal: null });
});

/** A project folder of its own, with an npm that only pretends. */
async function pretend(
  t: TestContext,
  npm: string,
): Promise<{ root: string; install: () => Promise<Ended> }> {
  const root = await mkdtemp(join(tmpdir(), 'mission-control-'));
  t.after(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'package-lock.json'), '{}');
  await writeFile(join(root, 'npm.cjs'), npm);
  const script = `import { ensureInstalled } from './scripts/install.mjs';
    await ensureInstalled(process.env.ROOT).catch((error) => { console.error(error.message); process.exitCode = 1; });`;
  const env = { ROOT: root, npm_execpath: join(root, 'npm.cjs') };
  return { root, install: () => run(['--input-type=module', '-e', script], env) };
}

test('npm is run when node_modules is missing or older than the lock file, and not otherwise', async (t) => {
  const { root, install } = await pretend(t, 'require("fs").writeFileSync("ran", process.argv[2])');
  const first = await install();
  assert.equal(first.code, 0);
  assert.match(first.out, /^Installing .*\n {2}done in \d:\d\d\n$/, 'what is done, and how long it took');

  await mkdir(join(root, 'node_modules'));
  await writeFile(join(root, 'node_modules', '.package-lock.json'), '{}');
  assert.equal((await install()).out, '');

  const long = new Date('2001-01-01T00:00:00Z');
  await utimes(join(root, 'node_modules', '.package-lock.json'), long, long);
  assert.match((await install()).out, /Installing/);
});

test('when npm fails, a sentence says so and its last words follow', async (t) => {
  const { install } = await pretend(t, 'console.error("no network"); process.exit(7)');
  const { code, err } = await install();
  assert.equal(code, 1);
  assert.match(err, /^npm ci failed: .*\nno network/);
});

/** Whether a process is there. */
function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until something holds, up to so many ms. */
async function within(ms: number, holds: () => boolean): Promise<void> {
  const start = Date.now();
  while (!holds()) {
    assert.ok(Date.now() - start < ms, `not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** The processes below one, by its id, as `ps` has them. */
const below = (pid: number): Promise<number[]> =>
  new Promise((resolve) => {
    execFile('ps', ['-eo', 'pid=,ppid='], (_error, out) => {
      const rows = out
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number));
      const found = new Set([pid]);
      // A set that grows is walked to its end.
      for (const each of found) for (const [child = 0, parent] of rows) if (parent === each) found.add(child);
      found.delete(pid);
      resolve([...found]);
    });
  });

/** A copy of the project that is built already, so that `npm start` only serves. */
async function built(t: TestContext): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'mission-control-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  for (const name of ['package.json', 'scripts', 'server', 'src', 'tsconfig.json'])
    await cp(join(project, name), join(root, name), { recursive: true });
  await symlink(join(project, 'node_modules'), join(root, 'node_modules'));
  await mkdir(join(root, 'dist'));
  await writeFile(join(root, 'dist', 'index.html'), '<!doctype html>');
  return root;
}

for (const [signal, whom, seconds] of [
  ['SIGTERM', 'npm alone', 2],
  // Nobody hears a SIGKILL: the server looks four times a second whether npm still lives; a busy machine looks later.
  ['SIGKILL', 'npm alone', 10],
  ['SIGTERM', 'its group', 2],
  // A shell such as dash holds a SIGINT that comes to it alone until what it runs has ended; Ctrl-C goes to all.
  ['SIGINT', 'its group', 2],
] as const)
  test(`${signal} to ${whom} ends the server of npm start within ${seconds} s`, async (t) => {
    const root = await built(t);
    const npm = spawn('npm', ['start', '--', '--port', '0'], { cwd: root, detached: true });
    const { pid = 0 } = npm;
    const pids = [pid];
    t.after(() => {
      for (const each of pids) if (lives(each)) process.kill(each, 'SIGKILL');
    });
    let out = '';
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (part) => (out += String(part)));
    await within(60_000, () => /Starting the server …[^]*\n {2}done in \d:\d\d\n/.test(out));
    pids.push(...(await below(pid)));
    assert.ok(pids.length >= 3, String(pids));
    process.kill(whom === 'npm alone' ? pid : -pid, signal);
    await within(seconds * 1000, () => !pids.some(lives));
  });
