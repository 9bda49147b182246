import { field } from '../../src/api/field.ts';
import { list, text } from '../../src/api/kinds.ts';
import { releaseReads } from '../../src/data/release-reads.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { rollbackTargetOf } from '../../src/data/rollback-reads.ts';
import { checked, nextUnverified } from '../../src/domain/judgement/checklist.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count } from '../../src/domain/format/values.ts';
import { setupChecks } from '../../src/domain/release/setup.ts';
import { own } from '../../src/data/spec.ts';
import { canarySetupEvents } from '../../src/domain/operator/tick-events.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Checked } from '../../src/domain/judgement/checklist.ts';

/** What this card declares. */
export const spec = {
  title: 'Canary Setup Checklist',
  section: 'release',
  size: 'wide',
  informs: true,
  reads: {
    ...releaseReads,
    target: field('status.lambda_alias_version?', text),
    alarms: field('status.alarms?', list({ name: text, metric: text })),
  },
  records: { ticks: own(canarySetupEvents) },
  files: ['deploy_log'],
  // How long a tick by hand holds.
  limits: { canary_setup: { days: 90 } },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface CanarySetupView extends View {
  list: Checked[];
  done: number;
  /** How long a tick by hand holds, in days. */
  days: number;
}

const DAY = 86_400_000;

/** Of a list, the parts that stand so. */
export const how = (list: readonly Checked[], tone: string): number =>
  list.filter((each) => each.tone === tone).length;

/** What the card shows of what is known. */
export function viewOf(data: CardData<typeof spec>): CanarySetupView {
  const { facts, records, now } = data;
  const { release, stable, alias, canary } = releaseOf(data);
  const { days } = data.limits.canary_setup;
  const list = checked(
    setupChecks({ release, stable, alarms: facts.alarms, alias, canary, back: rollbackTargetOf(data) }),
    records.ticks,
    now,
    days * DAY,
  );
  const done = list.filter((each) => each.done).length;
  return {
    // An open box says nothing against the pipeline, nor for it.
    tone: worst(list.map(({ tone }) => (tone === 'info' ? 'unknown' : tone))),
    label:
      how(list, 'warn') > 0
        ? `${count(how(list, 'warn'))} of ${list.length} not in place`
        : `${done} of ${list.length} in place`,
    nextChangeAt: nextUnverified(list),
    list,
    done,
    days,
  };
}
