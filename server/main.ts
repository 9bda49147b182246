import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openBridge } from './bridged.ts';
import { isScenario } from './beak/scenarios.ts';
import { help, readFlags } from './flags.mjs';
import { serve } from './serve.ts';

/** Runs the server until Ctrl-C, and tells where it is. */
async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) return void process.stdout.write(help);
  const { port, api, releaseToken } = flags;
  const scenario = isScenario(flags.scenario) ? flags.scenario : 'healthy';
  const root = join(import.meta.dirname, '..', 'dist');
  const aws = flags.aws && (await openBridge(flags.aws));
  const served = await serve({ root, port, api, aws, scenario, releaseToken }).catch((error: unknown) => {
    throw new Error(whyNot(error, port));
  });

  const end = (): void => void served.close().then(() => process.exit());
  // Who started us has a channel to us, which ends with it.
  process.once('SIGINT', end).once('SIGTERM', end).once('disconnect', end);

  console.log(`\n  Mission Control   ${served.url}/`);
  if (aws && flags.aws) {
    console.log(`  AWS               ${flags.aws.functions.join(', ')}, alias ${flags.aws.alias}\n`);
    for (const sentence of aws.told) console.log(`  ${sentence}`);
    console.log();
  } else if (api !== undefined) console.log(`  Beak              ${api}\n`);
  else console.log(`  Control           ${served.url}/control\n  Scenario          ${scenario}\n`);
  if (releaseToken !== undefined)
    console.log('  POST /beak/release changes the simulated alias for who has the token.\n');
  console.log('  Ctrl-C ends it.\n');
  process.send?.('up');
  if (flags.open) openInBrowser(`${served.url}/`);
}

function whyNot(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use: end what runs there, or choose another with npm start -- --port ${port + 1}.`;
  }
  if (code === 'EACCES') return `Port ${port} needs rights that you do not have: choose one above 1023.`;
  return `The server could not start: ${error instanceof Error ? error.message : String(error)}`;
}

function openInBrowser(url: string): void {
  const openers: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
    darwin: ['open', [url]],
    win32: ['cmd', ['/c', 'start', '', url]],
  };
  const [command, args] = openers[process.platform] ?? ['xdg-open', [url]];
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.once('error', () => console.log(`  No browser could be opened; open ${url} yourself.`));
  opener.unref();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
