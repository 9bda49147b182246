import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSpecs } from '../../scripts/build/specs.mjs';
import { DIST } from '../e2e/support.ts';
import { reach } from './_reach.ts';
import { median, verdict } from './_support.ts';
import type { Result } from './_support.ts';

interface Sizes {
  'cards': Record<string, { own: number; all: number; requests: number }>;
  'shell': { own: number; all: number; requests: number };
  'all.js': number;
  'shared': Record<string, { own: number; lazy: boolean }>;
}

const FIRST = 'mc-alias-drift';
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`;

/** What the cards cost a page, in bytes after brotli 11, as the build has measured it. */
export default async function sizes(): Promise<Result> {
  const text = await readFile(join(DIST, 'cards/sizes.json'), 'utf8');
  // Written by the build, in this shape.
  const { cards, shared, shell, 'all.js': all } = JSON.parse(text) as Sizes;
  const rows = Object.entries(cards).map(([tag, { own, all: closure, requests }]) => {
    const limit =
      tag === FIRST
        ? verdict(closure <= 14_000 && requests <= 3, '14 kB in 2 requests, 3 with a shared rule')
        : '';
    return [tag, kB(own), kB(closure), String(requests), limit];
  });
  const each = Object.values(cards).map(({ own }) => own);
  const chart = Object.entries(shared).find(([name]) => name.startsWith('chart-lib'))?.[1].own ?? 0;
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
      (name) => name.startsWith('chart-lib') || (name.startsWith('mc-') && !tags.has(name)),
    );
  const [ofEarly, ofAll] = [await total(early), await total(new Set(Object.keys(cards)))];
  const lazy = Object.entries(shared)
    .filter(([, chunk]) => chunk.lazy)
    .map(([name, { own }]) => `${name.replace(/-[\w-]{6}\.js$/, '')} ${kB(own)}`);
  return {
    title: 'Sizes',
    rows: [
      ['card', 'own', 'with all it imports', 'requests', 'limit'],
      ...rows,
      ['median card', kB(median(each)), '', '', verdict(median(each) <= 1500, '1.5 kB own')],
      [
        'the shell, without cards and charts',
        kB(shell.own),
        kB(shell.all),
        String(shell.requests),
        verdict(shell.all <= 60_000, '60 kB'),
      ],
      [
        `the ${early.size} cards of sections A to D, the shell and all they load when used, without Chart.js`,
        '',
        kB(ofEarly),
        '',
        verdict(ofEarly <= 130_000, '130 kB'),
      ],
      [`all ${each.length} tags, the same`, '', kB(ofAll), '', ''],
      ['all.js, less Chart.js', '', kB(all - chart), '1', ''],
    ],
    command: 'npm run build && npm run bench',
    notes: `Not counted, because loaded beside or when used: ${lazy.join(', ')}.`,
  };
}
