import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { env, kill } from 'node:process';
import { miniBrowser } from './engines.mjs';

/**
 * Runs test files in WebKitGTK, one after the other in one window, by plain WebDriver: the general launcher
 * brings a hundred packages for the five requests that it takes.
 * @param {string} driver where WebKitWebDriver is
 * @returns a launcher of @web/test-runner
 */
export function webkitLauncher(driver) {
  let child;
  let base;
  let window;
  const active = new Map();

  const start = async () => {
    const port = await freePort();
    const argv = [driver, `--port=${port}`];
    if (!env.DISPLAY) argv.unshift('xvfb-run', '-a');
    // A group of its own, so that the driver goes with the screen that it was started under.
    child = spawn(argv[0], argv.slice(1), { stdio: 'ignore', detached: true });
    base = `http://127.0.0.1:${port}`;
    const options = { binary: miniBrowser(), args: ['--automation'] };
    const { sessionId } = await ready(() =>
      ask(`${base}/session`, {
        capabilities: { alwaysMatch: { 'browserName': 'MiniBrowser', 'webkitgtk:browserOptions': options } },
      }),
    );
    return `${base}/session/${sessionId}`;
  };

  return {
    name: 'WebKit',
    type: 'webdriver',
    concurrency: 1,
    async startSession(id, url) {
      window ??= start();
      active.set(id, url);
      await ask(`${await window}/url`, { url });
    },
    isActive: (id) => active.has(id),
    getBrowserUrl: (id) => active.get(id),
    async stopSession(id) {
      active.delete(id);
      return {};
    },
    startDebugSession() {
      throw new Error('WebKit is not debugged from here.');
    },
    async stop() {
      if (window) await fetch(await window, { method: 'DELETE' }).catch(() => {});
      if (child?.pid) kill(-child.pid);
    },
  };
}

/** One WebDriver command. */
async function ask(url, body) {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`WebKitWebDriver: ${value?.message ?? answer.status}`);
  return value;
}

/** Tries for 15 s, which is what a driver may take until it listens. */
async function ready(attempt) {
  const until = Date.now() + 15_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
