import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
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
function isRefused({ code, err }: Ended, words: RegExp): void {
  assert.equal(code, 1);
  assert.match(err, words);
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
  assert.equal(first.out.trim().split('\n').length, 1, 'one calm line');

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
