import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSpecs } from '../../scripts/build/specs.mjs';
import { DIST, launch, shows, visit } from '../e2e/support.ts';
import { brotli, reach } from './_reach.ts';
import { median, verdict } from './_support.ts';
import { raiseWith } from './_twenty.ts';
import type { Result } from './_support.ts';

interface Sizes {
  'cards': Record<string, { own: number; all: number; requests: number }>;
  'shell': { own: number; all: number; requests: number };
  'all.js': number;
  'budgets': { tag: string; bytes: number; is: number; held: boolean; modules: string[] }[];
  'shared': Record<string, { own: number; lazy: boolean }>;
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`;

const isChartLib = (name: string): boolean => name.startsWith('chart-lib');

/** The bytes of all scripts that the shell has loaded once it is live and at rest, with these cards alone; no charts. */
async function loaded(tags: ReadonlySet<string>): Promise<number> {
  const shell = await readFile(join(DIST, 'index.html'), 'utf8');
  const only = shell.replace(/<(mc-[a-z-]+)[^>]*><\/\1>/g, (all, tag: string) => (tags.has(tag) ? all : ''));
  const site = await raiseWith({ 'index.html': only });
  const browser = await launch();
  const { page } = await visit(browser);
  await page.goto(site.url);
  await shows(page, 'mc-agent-fleet', { phase: 'live' });
  await page.waitForNetworkIdle({ idleTime: 2000 });
  const scripts = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  await browser.close();
  await site.down();
  const names = new Set(
    scripts.filter((path) => path.endsWith('.js') && !isChartLib(path.split('/').at(-1) ?? '')),
  );
  return (await Promise.all([...names].map((path) => brotli(join(DIST, path))))).reduce(
    (sum, n) => sum + n,
    0,
  );
}

/** What the cards cost a page, in bytes after brotli 11, as the build has measured it. */
export default async function sizes(): Promise<Result> {
  const text = await readFile(join(DIST, 'cards/sizes.json'), 'utf8');
  // Written by the build, in this shape.
  const { cards, shared, shell, budgets, 'all.js': all } = JSON.parse(text) as Sizes;
  const rows = Object.entries(cards).map(([tag, { own, all: closure, requests }]) => [
    tag,
    kB(own),
    kB(closure),
    String(requests),
    '',
  ]);
  const each = Object.values(cards).map(({ own }) => own);
  // The sections that had their cards when the limit was set; what came later would hide how those grow.
  const early = new Set(
    [...(await readSpecs())].flatMap(([tag, { section }]) =>
      section === 'release' || section === 'incident' ? [] : tag,
    ),
  );
  const total = (tags: ReadonlySet<string>) =>
    reach(
      DIST,
      ['shell.js', 'cards/mc-provider.js', ...[...tags].map((tag) => `cards/${tag}.js`)],
      (name) => isChartLib(name) || (name.startsWith('mc-') && !tags.has(name)),
    );
  const [ofEarly, ofAll] = [await total(early), await total(new Set(Object.keys(cards)))];
  const atRest = await loaded(early);
  const lazy = Object.entries(shared)
    .filter(([, chunk]) => chunk.lazy)
    .map(([name, { own }]) => `${name.replace(/-[\w-]{8}\.js$/, '')} ${kB(own)}`);
  return {
    title: 'Sizes',
    rows: [
      ['card', 'own', 'with all it imports', 'requests', 'limit'],
      ...rows,
      ...budgets.map(({ tag, bytes, is, held, modules }) => [
        `${tag}, live: all that it has loaded by then`,
        '',
        kB(is),
        String(modules.length),
        verdict(held, kB(bytes)),
      ]),
      ['median card', kB(median(each)), '', '', verdict(median(each) <= 1500, '1.5 kB own')],
      [
        'the shell, without cards and charts',
        kB(shell.own),
        kB(shell.all),
        String(shell.requests),
        verdict(shell.all <= 60_000, '60 kB'),
      ],
      [
        `the shell with the ${early.size} cards of sections A to D, live and at rest, without Chart.js`,
        '',
        kB(atRest),
        '',
        verdict(atRest <= 130_000, '130 kB'),
      ],
      [
        'the same, with all that a click may load: export, import, search, packs, rewind',
        '',
        kB(ofEarly),
        '',
        '',
      ],
      [`the shell with all ${each.length} tags, and all that a click may load`, '', kB(ofAll), '', ''],
      ['all.js, without what it loads when used', '', kB(all), '1', ''],
    ],
    command: 'npm run build && npm run bench',
    notes: `At rest: what the browser has loaded of the built shell when every card is live and nothing was pressed. Not counted per card, because loaded beside or when used: ${lazy.join(', ')}.`,
  };
}
