import { readFileSync } from 'node:fs';
import { CouldNot } from '../exit.ts';
import type { Aws, AwsOptions } from './aws.ts';

/** In the sources and in the package the bridge lies beside the command line; what it is written in differs. */
const OWN = import.meta.url;
const CHECKOUT = OWN.endsWith('.ts');
const BRIDGE = new URL(`../../bridge/release/open${CHECKOUT ? '.ts' : '.js'}`, OWN).href;
const MANIFEST = new URL(`${CHECKOUT ? '../..' : '../../..'}/bridge/package.json`, OWN);

/** How the packages are installed that talk to AWS: the cards and their package need none of them. */
function howToInstall(): string {
  if (CHECKOUT) return 'npm ci --prefix bridge';
  // Our own manifest, which is part of the package.
  const { dependencies } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const sdk = Object.entries(dependencies).filter(([name]) => name.startsWith('@aws-sdk/'));
  return `npm install --no-save ${sdk.map(([name, version]) => `${name}@${version}`).join(' ')}`;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';

/** Reaches AWS. @throws {CouldNot} where its packages are not installed */
export async function openAws(options: AwsOptions): Promise<Aws> {
  // It is about versions of the SDK to come; ours is pinned.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  let bridge: { open: (options: AwsOptions) => Promise<Aws> };
  try {
    // The bridge is a package of its own, whose types are checked there.
    bridge = (await import(BRIDGE)) as typeof bridge;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new CouldNot(`The AWS SDK is not installed. Install it with: ${howToInstall()}`);
  }
  return bridge.open(options);
}
