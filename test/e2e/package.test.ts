import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { browser, raise, shows, site, useSite, visit } from './support.ts';

useSite();

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const inRoot = (...parts: string[]): string => join(ROOT, ...parts);

interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
}

const manifest = async (...parts: string[]): Promise<Manifest> =>
  JSON.parse(await readFile(inRoot(...parts, 'package.json'), 'utf8')) as Manifest;

/** Runs a program in a folder; an error says what it printed. */
const run = (program: string, args: string[], cwd: string): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 1e8 }, (error, out, err) => {
      if (error) reject(new Error(`${program} ${args.join(' ')}: ${out}\n${err}`));
      else resolve(out);
    });
  });

/** What the package needs, and what that needs, by name. */
async function needed(name?: string, found = new Map<string, string>()): Promise<Map<string, string>> {
  const { dependencies = {} } = await (name ? manifest('node_modules', name) : manifest());
  for (const each of Object.keys(dependencies)) {
    if (found.has(each)) continue;
    found.set(each, (await manifest('node_modules', each)).version);
    await needed(each, found);
  }
  return found;
}

/** What `npm pack` calls a tarball. */
const tarball = (name: string, version: string): string =>
  `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;

/** A project of somebody else in which the package is installed as npm does it, without a network. */
async function project(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mc-project-'));
  const { name, version } = await manifest();
  const others = await needed();
  const packages = [ROOT, ...[...others.keys()].map((each) => inRoot('node_modules', each))];
  await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder, ...packages], ROOT);
  const overrides = [...others].map(([each, its]) => [each, `file:./${tarball(each, its)}`]);
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      type: 'module',
      dependencies: { [name]: `file:./${tarball(name, version)}` },
      overrides: Object.fromEntries(overrides),
    }),
  );
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund'], folder);
  return folder;
}

/** A page that extends one card under a tag of its own, and takes another as it is. */
const FILES = {
  'index.html': `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pond</title><link rel="icon" href="/icon.svg"></head>
<body><mc-provider><mc-agent-fleet></mc-agent-fleet><pond-drift></pond-drift></mc-provider>
<script type="module" src="/main.ts"></script></body></html>`,
  'public/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
  'main.ts': `import { McAliasDrift } from 'mission-control/cards/alias-drift.js';
import { McCanaryDeploy } from 'mission-control';
import type { McProvider } from 'mission-control/provider.js';
import 'mission-control/define/agent-fleet.js';

class PondDrift extends McAliasDrift {}
customElements.define('pond-drift', PondDrift);

const provider: McProvider | null = document.querySelector('mc-provider');
if (provider) provider.origins = [location.origin];
export const deploy = (card: McCanaryDeploy): void => {
  card.executeUrl = 'https://ops.example.com/beak/release';
};
export const fleet: HTMLElementTagNameMap['mc-agent-fleet'] = document.createElement('mc-agent-fleet');
document.title = \`\${fleet.localName} \${customElements.get('mc-alias-drift') ? 'and' : 'alone'}\`;
`,
  'view.tsx': `import type {} from 'mission-control/react';
import type {} from 'mission-control/vue';
import type { GlobalComponents } from 'vue';

export const view = (
  <mc-provider api-base="https://pond.test" origins={['https://pond.test']} token={() => Promise.resolve('t')}>
    <mc-agent-fleet refresh={30} theme="dark" className="wide" onmc-tone={({ detail }) => void detail} />
    <mc-canary-deploy executeUrl="https://ops.example.com/beak/release" />
    <mc-lambda-cost memory-mb="512" />
  </mc-provider>
);
// @ts-expect-error There is no such theme.
export const wrong = <mc-agent-fleet theme="purple" />;
// @ts-expect-error There is no such card.
export const none = <mc-pond />;
export const props: InstanceType<GlobalComponents['mc-agent-fleet']>['$props'] = { 'api-base': '/' };
`,
  'vue.d.ts': `declare module 'vue' {\n  export interface GlobalComponents {}\n}\n`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'bundler',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      jsx: 'react-jsx',
      strict: true,
      noEmit: true,
      types: [],
    },
  }),
};

/** The release tool needs the AWS SDK, which the package does not bring: it says how to get it, and works with it. */
async function judges(command: string, folder: string): Promise<void> {
  const flags = ['release', 'check', '--function', 'beak-api', '--alias', 'prod', '--json'];
  await assert.rejects(
    run(command, flags, folder),
    /The AWS SDK is not installed\. Install it with: npm install --no-save .*@aws-sdk\/client-lambda@\d/,
  );
  // As npm would have put it there; the SDK is the bridge's, which is installed when it is used.
  const scripts: string = new URL('../../scripts/install.mjs', import.meta.url).href;
  const { ensureBridge } = (await import(scripts)) as { ensureBridge: () => Promise<void> };
  await ensureBridge();
  for (const name of await readdir(inRoot('bridge', 'node_modules')))
    if (!name.startsWith('.'))
      await symlink(inRoot('bridge/node_modules', name), join(folder, 'node_modules', name)).catch(
        (error: unknown) => assert.match(String(error), /EEXIST/),
      );
  // Its types are checked with the bridge.
  const fakes: string = new URL('../../bridge/test/fakes/aws.ts', import.meta.url).href;
  const { FakeAws } = (await import(fakes)) as { FakeAws: new () => Fake };
  const aws = await new FakeAws().listen();
  try {
    aws.account.addAlias(aws.account.addFunction('beak-api', 3), 'prod', '2');
    const { stdout } = await promisify(execFile)(command, flags, {
      cwd: folder,
      env: { ...process.env, ...aws.env },
    }).catch((error: { code: number; stdout: string }) => {
      // No canary is no success.
      assert.equal(error.code, 11, JSON.stringify(error));
      return error;
    });
    assert.match(stdout, /"verdict": "none"/);
    assert.deepEqual(aws.faults, []);
  } finally {
    await aws.close();
  }
}

/** What is used of the fake account. */
interface Fake {
  listen: () => Promise<this>;
  close: () => Promise<void>;
  env: Record<string, string>;
  faults: string[];
  account: {
    addFunction: (name: string, versions: number) => object;
    addAlias: (state: object, name: string, version: string) => void;
  };
}

test('the package installs into an empty Vite project, type-checks, builds and shows live data', async (t) => {
  const bin = (...parts: string[]): string => inRoot('node_modules', ...parts);
  await run(
    process.execPath,
    [bin('rollup/dist/bin/rollup'), '-c', 'rollup.package.config.mjs', '--silent'],
    ROOT,
  );
  const folder = await project();
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'public'));
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
  // What a project with React has of its own.
  await mkdir(join(folder, 'node_modules/@types'), { recursive: true });
  for (const name of ['@types/react', 'csstype'])
    await cp(bin(name), join(folder, 'node_modules', name), { recursive: true });

  await run(process.execPath, [bin('@typescript/native/bin/tsc'), '-p', '.'], folder);
  await run(process.execPath, [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], folder);

  // The command comes with the package, compiled, and needs nothing that is not in it.
  const command = join(folder, 'node_modules', '.bin', 'mission-control');
  const report = await run(command, ['check', site.url, '--json'], folder);
  const { cards } = JSON.parse(report) as { cards: { tag: string; state: string }[] };
  assert.deepEqual([...new Set(cards.map(({ state }) => state))], ['lit']);

  await judges(command, folder);

  const built = await raise({ root: join(folder, 'dist') });
  t.after(() => built.down());
  const { page, complaints } = await visit(browser);
  await page.goto(built.url);
  await shows(page, 'mc-agent-fleet', { phase: 'live' });
  await shows(page, 'pond-drift', { phase: 'live', text: 'Invoked version' });
  // The class alone has defined no tag.
  assert.equal(await page.title(), 'mc-agent-fleet alone');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('every entry of the package is there, and so is all that its manifest names', async () => {
  const out = await run('npm', ['pack', '--ignore-scripts', '--dry-run', '--json', '--silent'], ROOT);
  const [{ files = [] } = {}] = JSON.parse(out) as { files?: { path: string }[] }[];
  const paths = new Set(files.map(({ path }) => path));
  for (const path of [
    'LICENSE',
    'README.md',
    'dist/cards/THIRD-PARTY-NOTICES.txt',
    'dist/cards/all.js',
    'dist/contract/schema.json',
    'dist/contract/openapi.json',
    'dist/contract/cards.json',
    'cli/mission-control.mjs',
    'lib/cli/main.js',
    'lib/bridge/release/open.js',
    'bridge/package.json',
  ])
    assert.ok(paths.has(path), path);
  const { exports, customElements } = (await manifest()) as unknown as {
    exports: Record<string, string | Record<string, string>>;
    customElements: string;
  };
  const targets = Object.values(exports).flatMap((each) =>
    typeof each === 'string' ? each : Object.values(each),
  );
  for (const target of targets) {
    // A pattern stands for each card; one is enough to see where it leads.
    const path = target.slice(2).replaceAll('*', target.startsWith('./dist') ? 'cards/all.js' : 'bond-age');
    assert.ok(paths.has(path), path);
  }
  const { modules } = JSON.parse(await readFile(inRoot(customElements), 'utf8')) as {
    modules: { path: string }[];
  };
  for (const { path } of modules) assert.ok(paths.has(path), path);
});
