import { field } from '../../src/api/field.ts';
import { list, text, whole } from '../../src/api/kinds.ts';
import { lastRemoval, removalEndsAt } from '../../src/domain/operator/removals.ts';
import { count } from '../../src/domain/format/values.ts';
import { envDiff } from './diff.ts';
import { own } from '../../src/data/spec.ts';
import { baselineEvents } from '../../src/domain/runtime/baseline-events.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { EnvDiff } from './diff.ts';

/** What this card declares. */
export const spec = {
  title: 'Lambda Environment Diff',
  section: 'runtime',
  size: 'medium',
  reads: { names: field('status.lambda.env_names', whole(list(text))) },
  logs: ['missionControlEnvVarSnapshotV1'],
  records: { baselines: own(baselineEvents) },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface EnvDiffView extends View, EnvDiff {
  /** The id of the baseline that was set last, while the one before it can be brought back with one click. */
  undo: string | undefined;
}

/** What the card shows of what is known. */
export function viewOf({ facts: { names = [] }, logs, records, now }: CardData<typeof spec>): EnvDiffView {
  const undone = new Set(records.baselines.flatMap((each) => (each.type === 'restore' ? each.baseline : [])));
  const event = records.baselines
    .filter((each) => each.type === 'baseline')
    .findLast(({ id }) => !undone.has(id));
  const setting = lastRemoval(records.baselines, now, 'baseline');
  const set = event && { at: event.at, names: event.names };
  const diff = envDiff(names, logs.missionControlEnvVarSnapshotV1, set);
  const { added, removed, since } = diff;
  const changes = added.length + removed.length;
  return {
    ...diff,
    nextChangeAt: removalEndsAt(setting),
    undo: setting?.id,
    tone: since === undefined ? 'unknown' : changes > 0 ? 'warn' : 'ok',
    label:
      since === undefined
        ? 'No baseline yet'
        : changes > 0
          ? `${count(added.length)} added, ${count(removed.length)} removed`
          : 'As the baseline',
  };
}
