import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST, raise } from '../e2e/support.ts';
import type { Site } from '../e2e/support.ts';

/** The cards that a page of twenty holds. */
export const TWENTY = [
  'system-posture',
  'anomaly-banner',
  'metrics-strip',
  'audit-activity',
  'agent-fleet',
  'peck-failures',
  'api-health',
  'route-latency',
  'latency-history',
  'route-failures',
  'freshness-scoreboard',
  'stale-detector',
  'health-score',
  'alias-drift',
  'recent-deploys',
  'incident-banner',
  'incident-mode',
  'handoff-pack',
  'watchlist',
  'todos',
].map((name) => `mc-${name}`);

/** A page of these cards as a newcomer would write one of many: one file that holds every card. */
export const pageOf = (attributes = ''): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Twenty</title>
<script type="module" src="/cards/all.js"></script>
</head><body><mc-provider config="/mission-control.json" ${attributes}>
${TWENTY.map((tag) => `<${tag}></${tag}>`).join('\n')}
</mc-provider></body></html>`;

/** The built site with pages of a bench's own beside it; `down` takes both away. */
export async function raiseWith(pages: Readonly<Record<string, string>>): Promise<Site> {
  const root = await mkdtemp(join(tmpdir(), 'mc-bench-'));
  await cp(DIST, root, { recursive: true });
  for (const [name, text] of Object.entries(pages)) await writeFile(join(root, name), text);
  const site = await raise({ root });
  return { ...site, down: async () => (await site.down(), rm(root, { recursive: true, force: true })) };
}
