import { field } from '../../src/api/field.ts';
import { time } from '../../src/api/kinds.ts';
import { governanceFiles, governanceRecords } from '../../src/data/governance-reads.ts';
import { aliasReads } from '../../src/data/alias-reads.ts';
import { releaseReads } from '../../src/data/release-reads.ts';
import type { CardData, Spec } from '../../src/card/card.ts';

/** What this card declares. */
export const spec = {
  title: 'Alias Drift Investigation',
  section: 'release',
  size: 'wide',
  causes: ['alias'],
  reads: { ...aliasReads, generatedAt: field('status.generated_at', time), ...releaseReads },
  records: governanceRecords,
  files: ['deploy_log', ...governanceFiles],
} as const satisfies Spec;

/** What the card is given to show. */
export type AliasData = CardData<typeof spec>;
