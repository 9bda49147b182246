import { aliasReads } from '../../src/data/alias-reads.ts';
import { ALL_CAUSES } from '../../src/data/all-causes.ts';
import { anomalyReads } from '../../src/data/anomaly-reads.ts';
import { declaring, judged } from '../../src/data/findings-of.ts';
import { optional } from '../../src/data/optional.ts';
import { releaseRead } from '../../src/data/release-reads.ts';
import { scoreOf, tallyWords } from '../../src/domain/findings/finding.ts';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import { noteEvents } from '../../src/domain/operator/note-events.ts';
import { todoEvents } from '../../src/domain/operator/todo-events.ts';
import { failureLimits } from '../../src/domain/availability/failure-limits.ts';
import { latencyLimits } from '../../src/domain/latency/latency.ts';
import { peckLimits } from '../../src/domain/fleet/pecks.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const { agents, pecks, sesSandbox, snsSandbox } = anomalyReads;
const shared = declaring(
  ALL_CAUSES,
  optional({
    agents,
    pecks,
    sesSandbox,
    snsSandbox,
    ...aliasReads,
    release: releaseRead,
  }),
);

/** What this card declares. */
export const spec = {
  title: 'Incident Handoff Pack v2',
  section: 'incident',
  size: 'medium',
  informs: true,
  ...shared,
  probes: ['beak', 'metrics', 'status', 'audit'],
  records: { todos: todoEvents, mode: modeEvents, incidents: incidentEvents, notes: noteEvents },
  files: ['deploy_log', 'operator_notes', 'governance_log', 'board'],
  watches: true,
  limits: { pecks: peckLimits, failures: failureLimits, latency: latencyLimits },
} as const satisfies Spec;

/** What the card declares, for its report. */
export type HandoffSpec = typeof spec;

/** What the card shows of a moment. */
export interface HandoffPackView extends View {
  score: number;
  found: number;
  /** What the report is written of. */
  data: CardData<HandoffSpec>;
}

/** What the card shows of what is known: an export informs, whatever is wrong. */
export function viewOf(data: CardData<HandoffSpec>): HandoffPackView {
  const { findings, unchecked } = judged(data, ALL_CAUSES);
  return {
    tone: unchecked.some(({ everywhere }) => everywhere) ? 'unknown' : 'info',
    label: findings.length > 0 ? tallyWords(findings) : 'No problem found',
    score: scoreOf(findings),
    found: findings.length,
    data,
  };
}
