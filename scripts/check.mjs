/** `npm run check`: everything that can be said about the sources without running them, one line each. */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { faultsOfEventDocs } from './build/event-docs.mjs';
import { faultsOfCards } from './check/cards.mjs';
import { circles } from './check/circles.mjs';
import { node } from './run.mjs';
import { tool } from './tree.mjs';

/** A check that runs a tool: no fault when it exits with 0, else what it printed. */
const by = (pkg, args, command) => async () => {
  const { code, out } = await node([tool(pkg, command), ...args], { quiet: true });
  return code === 0 ? [] : [out.trim()];
};

/** Types by TypeScript 7; its name is easily taken by another version, which would check something else. */
async function types() {
  const { out } = await node([tool('@typescript/native', 'tsc'), '-v'], { quiet: true });
  if (!out.startsWith('Version 7')) return [`The installed tsc is ${out.trim()}, not version 7.`];
  return by('@typescript/native', ['-p', '.'], 'tsc')();
}

/** What lit-analyzer knows of CSS ends before container queries; types of attributes are what it is for. */
const LIT = [
  'src/**/*.ts',
  'components/**/*.ts',
  '--strict',
  '--rules.no-invalid-css',
  'off',
  '--maxWarnings',
  '0',
];

const CHECKS = {
  types,
  lint: by('eslint', ['.']),
  format: by('prettier', ['--check', '--log-level', 'warn', '.']),
  templates: by('lit-analyzer', LIT),
  cards: faultsOfCards,
  circles,
  events: faultsOfEventDocs,
};

/**
 * Runs every check at the same time and prints how each ended.
 * @returns {Promise<string[]>} the names of those that found a fault
 */
export async function check() {
  const results = await Promise.all(
    Object.entries(CHECKS).map(async ([name, find]) => {
      const start = performance.now();
      const faults = await find().catch((error) => [String(error?.stack ?? error)]);
      return { name, faults, seconds: ((performance.now() - start) / 1000).toFixed(1) };
    }),
  );
  for (const { name, faults, seconds } of results) {
    console.log(`  ${faults.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
    for (const fault of faults) console.log(fault.replace(/^/gm, '         '));
  }
  return results.filter(({ faults }) => faults.length > 0).map(({ name }) => name);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const failed = await check();
  if (failed.length > 0) {
    console.log(`\nFailed: ${failed.join(', ')}.`);
    process.exitCode = 1;
  }
}
