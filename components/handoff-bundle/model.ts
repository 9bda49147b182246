import { field } from '../../src/api/field.ts';
import { integer, text, time } from '../../src/api/kinds.ts';
import { STATUS_CAUSES } from '../../src/data/all-causes.ts';
import { declaring } from '../../src/data/findings-of.ts';
import { anomalyReads, parityReads } from '../../src/data/anomaly-reads.ts';
import { notesOf } from '../../src/domain/operator/shift-notes.ts';
import { parity } from '../../src/domain/release/parity.ts';
import { peckLimits, pecks } from '../../src/domain/fleet/pecks.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { plural } from '../../src/domain/format/values.ts';
import { noteEvents } from '../../src/domain/operator/note-events.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';

/** What this card declares. */
export const spec = {
  title: 'Operator Handoff Bundle',
  section: 'incident',
  size: 'medium',
  informs: true,
  ...declaring(STATUS_CAUSES, {
    lambda: field('status.lambda', {
      function: text,
      version: text,
      runtime: text,
      memory_mb: integer,
      last_modified: time,
    }),
    pecks: anomalyReads.pecks,
    sesSandbox: anomalyReads.sesSandbox,
    snsSandbox: anomalyReads.snsSandbox,
    ...parityReads,
  }),
  probes: ['status'],
  records: { notes: noteEvents },
  files: ['deploy_log'],
  watches: true,
  limits: { pecks: peckLimits },
} as const satisfies Spec;

/** What the card declares, for its Markdown. */
export type BundleSpec = typeof spec;

/** What the card shows of a moment. */
export interface HandoffBundleView extends View {
  drift: string;
  /** Share of pecks that fail, 0 to 1. */
  failing: number | undefined;
  pecksLabel: string;
  notes: number;
  /** What the bundle is written of. */
  data: CardData<BundleSpec>;
}

/** What the card shows of what is known. */
export function viewOf(data: CardData<BundleSpec>): HandoffBundleView {
  const { facts: found, logs, records, now, limits } = data;
  const { tone, label: drift } = parity(found);
  const failures = pecks(found.pecks ?? {}, logs.pecks, now, limits.pecks);
  const notes = notesOf(records.notes).length;
  return {
    // An export informs; what it lacks is not known.
    tone: worst([tone, failures.tone]) === 'unknown' ? 'unknown' : 'info',
    label: `${drift} · ${plural(notes, 'note')}`,
    drift,
    failing: failures.failureShare,
    pecksLabel: failures.label,
    notes,
    data,
  };
}
