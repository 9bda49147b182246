/** `npm run iam`: the policy that the bridge needs. */
import { resolve } from 'node:path';
import { ensureBridge, ensureInstalled } from './install.mjs';
import { node } from './run.mjs';

await ensureInstalled();
await ensureBridge();
// npm runs in the project's folder, wherever the command was typed.
const { INIT_CWD: typedIn = '.' } = process.env;
const args = process.argv.slice(2).map((arg, index, all) => {
  if (all[index - 1] === '--bridge') return resolve(typedIn, arg);
  return arg.startsWith('--bridge=') ? `--bridge=${resolve(typedIn, arg.slice('--bridge='.length))}` : arg;
});
const { code } = await node(['--import', 'tsx', 'bridge/iam.ts', ...args]);
process.exitCode = code;
