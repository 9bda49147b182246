import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DIST } from '../e2e/support.ts';
import { verdict } from './_support.ts';
import type { Result } from './_support.ts';

interface Sizes {
  'cards': Record<string, { own: number; all: number; requests: number }>;
  'shell': { all: number; requests: number };
  'all.js': number;
  'shared': Record<string, { own: number; lazy: boolean }>;
}

/** Cards that draw a chart, and so have no limit of their own. */
const CHARTS = ['mc-latency-history', 'mc-peck-failures'];
const FIRST = 'mc-alias-drift';
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`;

/** What the cards cost a page, in bytes after brotli 11, as the build has measured it. */
export default async function sizes(): Promise<Result> {
  const text = await readFile(join(DIST, 'cards/sizes.json'), 'utf8');
  // Written by the build, in this shape.
  const { cards, shared, shell, 'all.js': all } = JSON.parse(text) as Sizes;
  const rows = Object.entries(cards).map(([tag, { own, all: closure, requests }]) => {
    const first = tag === FIRST;
    const limit = first
      ? verdict(closure <= 14_000 && requests <= 3, '14 kB in 2 requests, 3 with a shared rule')
      : CHARTS.includes(tag)
        ? 'none: draws a chart'
        : verdict(own <= 2000, '2 kB own');
    return [tag, kB(own), kB(closure), String(requests), limit];
  });
  const lazy = Object.entries(shared)
    .filter(([, chunk]) => chunk.lazy)
    .map(([name, { own }]) => `${name.replace(/-[\w-]{8}\.js$/, '')} ${kB(own)}`);
  return {
    title: 'Sizes',
    rows: [
      ['card', 'own', 'with all it imports', 'requests', 'limit'],
      ...rows,
      ['the shell', '', kB(shell.all), String(shell.requests), ''],
      ['all.js', kB(all), kB(all), '1', ''],
    ],
    command: 'npm run build && npm run bench',
    notes: `Not counted, because loaded beside or when used: ${lazy.join(', ')}.`,
  };
}
