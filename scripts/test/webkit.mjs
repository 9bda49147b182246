import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import process, { env, kill } from 'node:process';
import { miniBrowser } from './engines.mjs';

/** The keys that WebDriver knows by characters of its own. */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

const down = (key) => ({ type: 'keyDown', value: KEYS[key] ?? key });
const up = (key) => ({ type: 'keyUp', value: KEYS[key] ?? key });

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

  const end = () => {
    if (child?.pid && child.exitCode === null) kill(-child.pid);
  };

  const start = async () => {
    const port = await freePort();
    const argv = [driver, `--port=${port}`];
    if (!env.DISPLAY) argv.unshift('xvfb-run', '-a');
    // A group of its own, so that the driver goes with the screen that it was started under.
    child = spawn(argv[0], argv.slice(1), { stdio: 'ignore', detached: true });
    // Whatever ends this process ends the driver and its screen, which are in a group of their own.
    process.once('exit', end);
    process.once('SIGTERM', () => process.exit(143));
    base = `http://127.0.0.1:${port}`;
    const options = { binary: miniBrowser(), args: ['--automation'] };
    const { sessionId } = await ready(() =>
      ask(`${base}/session`, {
        capabilities: { alwaysMatch: { 'browserName': 'MiniBrowser', 'webkitgtk:browserOptions': options } },
      }),
    );
    return `${base}/session/${sessionId}`;
  };

  const act = async (...devices) => void (await ask(`${await window}/actions`, { actions: devices }));
  const type = (actions) => act({ type: 'key', id: 'keyboard', actions });

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
    /** Presses keys one after the other, named as `KeyboardEvent.key` names them. */
    sendKeys: (_, keys) => type(keys.flatMap((key) => [down(key), up(key)])),
    /** Presses keys together. */
    sendChord: (keys) => type([...keys.map(down), ...keys.toReversed().map(up)]),
    sendMouseClick: (_, x, y) =>
      act({
        type: 'pointer',
        id: 'mouse',
        actions: [
          { type: 'pointerMove', x, y },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      }),
    async stop() {
      if (window) await fetch(await window, { method: 'DELETE' }).catch(() => {});
      end();
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
