import { writeFileSync } from 'node:fs';
import { env, getuid } from 'node:process';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { definitionAt, tableOfCards } from '../scripts/build/table.mjs';
import { find, named } from '../scripts/test/engines.mjs';
import { progress } from '../scripts/test/progress.mjs';
import { webkitLauncher } from '../scripts/test/webkit.mjs';
import { at, root, version } from '../scripts/tree.mjs';

/** A browser that tests use needs no network of its own; the sandbox does not work for root. */
const FLAGS = [
  ...(getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A page in a window and a profile of its own: in the background of another it had no frames, and so neither fixtures
 * nor charts.
 */
const createPage = async ({ browser }) => (await browser.createBrowserContext()).newPage();

const LAUNCHERS = {
  chromium: (executablePath) =>
    chromeLauncher({ launchOptions: { executablePath, args: FLAGS }, createPage }),
  firefox: (executablePath) =>
    chromeLauncher({ puppeteer, concurrency: 1, launchOptions: { browser: 'firefox', executablePath } }),
  webkit: webkitLauncher,
};

/** Says now and then how many files have ended. */
const tell = progress();
let ended = 0;
const telling = {
  reportTestFileResults() {
    ended += 1;
    tell(`${ended} files`);
  },
};

/** What stands in the name of a test that an engine cannot be asked, before the reason. */
const UNASKED = 'cannot be asked:';

/** Writes how many tests passed and failed to where MC_COUNTS says. A file that did not run is one that failed. */
const counts = {
  onTestRunFinished({ sessions }) {
    let passed = 0;
    let failed = 0;
    const browsers = {};
    const broken = new Set();
    for (const { testResults, errors, passed: whole, browser, testFile } of sessions) {
      const tests = every(testResults).filter((test) => !test.skipped);
      const good = tests.filter((test) => test.passed).length;
      const bad = tests.length - good;
      passed += good;
      if (bad > 0 || errors.length > 0 || !whole) broken.add(testFile);
      failed += bad > 0 ? bad : Number(errors.length > 0 || !whole);
      browsers[browser.name] = (browsers[browser.name] ?? 0) + tests.length;
    }
    if (env.MC_COUNTS)
      writeFileSync(env.MC_COUNTS, JSON.stringify({ passed, failed, browsers, broken: [...broken] }));
  },
};

/** The tests of a suite and of the suites in it. */
const every = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(every)] : []);

/** Keys that are pressed together, in every engine. */
const chords = {
  name: 'chords',
  async executeCommand({ command, payload, session: { id, browser } }) {
    if (command !== 'chord') return undefined;
    if (browser.sendChord) await browser.sendChord(payload);
    else {
      const { keyboard } = browser.getPage(id);
      for (const key of payload) await keyboard.down(key);
      for (const key of payload.toReversed()) await keyboard.up(key);
    }
    return true;
  },
};

/** Names what an engine cannot be asked, once, with why. */
const unasked = {
  onTestRunFinished({ sessions }) {
    for (const { testResults, browser } of sessions)
      for (const { name, skipped } of every(testResults))
        if (skipped && name.includes(UNASKED)) console.log(`  not asked of ${browser.name}: ${name}`);
  },
};

export default {
  rootDir: root,
  files: ['components', 'card', 'data', 'store', 'shell'].map((folder) => `test/${folder}/**/*.test.ts`),
  // What users run, as they run it: Lit's development build talks on the console.
  nodeResolve: { exportConditions: ['production'] },
  concurrency: 2,
  concurrentBrowsers: 1,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 20_000 } },
  browsers: named(env.MC_ENGINES ?? 'chromium').map((engine) => LAUNCHERS[engine](find(engine))),
  plugins: [
    chords,
    {
      name: 'table-of-cards',
      serve({ path, search }) {
        const body = path === '/src/shell/cards.ts' ? tableOfCards() : definitionAt(path.slice(1), search);
        return body === undefined ? undefined : { body, type: 'js' };
      },
    },
    {
      name: 'json-as-module',
      resolveMimeType: ({ path }) => (path.endsWith('.json') ? 'js' : undefined),
      transform: ({ path, body }) => (path.endsWith('.json') ? `export default ${body}` : undefined),
    },
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: at('tsconfig.json'),
      define: { __VERSION__: JSON.stringify(version) },
    }),
  ],
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: false }),
    telling,
    unasked,
    counts,
  ],
  testRunnerHtml: (framework) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tests</title></head>` +
    `<body><script type="module" src="${framework}"></script></body></html>`,
};
