import { writeFileSync } from 'node:fs';
import { env, getuid } from 'node:process';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { tableOfCards } from '../scripts/build/table.mjs';
import { find, present } from '../scripts/test/engines.mjs';
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

const LAUNCHERS = {
  chromium: (executablePath) => chromeLauncher({ launchOptions: { executablePath, args: FLAGS } }),
  firefox: (executablePath) =>
    chromeLauncher({ puppeteer, concurrency: 1, launchOptions: { browser: 'firefox', executablePath } }),
  webkit: webkitLauncher,
};

/** Writes how many tests passed and failed to where MC_COUNTS says. A file that did not run is one that failed. */
const counts = {
  onTestRunFinished({ sessions }) {
    let passed = 0;
    let failed = 0;
    const browsers = {};
    for (const { testResults, errors, passed: whole, browser } of sessions) {
      const tests = every(testResults).filter((test) => !test.skipped);
      const good = tests.filter((test) => test.passed).length;
      const bad = tests.length - good;
      passed += good;
      failed += bad > 0 ? bad : Number(errors.length > 0 || !whole);
      browsers[browser.name] = (browsers[browser.name] ?? 0) + tests.length;
    }
    if (env.MC_COUNTS) writeFileSync(env.MC_COUNTS, JSON.stringify({ passed, failed, browsers }));
  },
};

/** The tests of a suite and of the suites in it. */
const every = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(every)] : []);

export default {
  rootDir: root,
  files: ['components', 'card', 'data', 'store', 'shell'].map((folder) => `test/${folder}/**/*.test.ts`),
  // What users run, as they run it: Lit's development build talks on the console.
  nodeResolve: { exportConditions: ['production'] },
  // A page in the background has no frames, and so neither fixtures nor charts.
  concurrency: 1,
  concurrentBrowsers: 1,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 20_000 } },
  browsers: present().map((engine) => LAUNCHERS[engine](find(engine))),
  plugins: [
    {
      name: 'table-of-cards',
      serve: ({ path }) =>
        path === '/src/shell/cards.ts' ? { body: tableOfCards(), type: 'js' } : undefined,
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
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), counts],
  testRunnerHtml: (framework) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tests</title></head>` +
    `<body><script type="module" src="${framework}"></script></body></html>`,
};
