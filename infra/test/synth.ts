import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folderWith } from './stage.ts';

const HERE = import.meta.dirname;
const CDK = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
const NO_NETWORK = pathToFileURL(join(HERE, 'no-network.mjs')).href;

/**
 * Runs `cdk synth` as a user does, in a process that has no credentials and may open no connection.
 * @param context what `-c` says
 * @returns its exit code, what it printed, and the folder of the templates
 */
export async function synth(context: Record<string, string>) {
  const output = folderWith({});
  const clean = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_|^NODE_/.test(name));
  const child = spawn(
    process.execPath,
    [
      CDK,
      'synth',
      '--quiet',
      '--output',
      output,
      ...Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      cwd: join(HERE, '..'),
      env: {
        ...Object.fromEntries(clean),
        HOME: folderWith({}),
        AWS_EC2_METADATA_DISABLED: 'true',
        CI: 'true',
        NODE_OPTIONS: `--import=${NO_NETWORK}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said, output };
}
