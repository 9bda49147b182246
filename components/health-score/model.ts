import { field } from '../../src/api/field.ts';
import { integer, map } from '../../src/api/kinds.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { health, healthLimits } from '../../src/domain/judgement/health.ts';
import { between } from './points.ts';
import type { Facts, CardData, Spec, View } from '../../src/card/card.ts';
import type { Health } from '../../src/domain/judgement/health.ts';

/** What this card declares. */
export const spec = {
  title: 'System Health Score',
  section: 'latency',
  size: 'medium',
  causes: ['dead-agents', 'slow-agents'],
  reads: {
    dead: field('status.agents.dead', integer),
    slow: field('status.agents.slow', integer),
    total_bonded: field('status.agents.total_bonded', integer),
    database: field('status.database', map(integer)),
    ...auditReads,
  },
  limits: { health: healthLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface HealthView extends View, Health {
  facts: Facts<typeof spec>;
  limits: typeof healthLimits;
}

/** What the card shows of what is known. */
export function viewOf({
  facts: read,
  routes,
  now,
  limits: { health: limits },
}: CardData<typeof spec>): HealthView {
  const { entries, covers_from, truncated, database, ...agents } = read;
  const audit = entries && { entries, covers_from, truncated };
  // A kept answer knows of nothing later than itself: by the present time it would seem that nothing happened.
  const until = routes.audit?.last ? madeAt(routes.audit.last) : now;
  const found = health({ agents, ducklings: database?.['ducklings'], audit }, until, limits);
  // Agents that are dead or slow are never fine, however few of the fleet they are.
  const tone = found.tone === 'ok' && (read.dead || read.slow) ? 'warn' : found.tone;
  return { ...found, tone, label: `Fleet and audit score ${between(found.score)}`, facts: read, limits };
}
