import { STATUS_CAUSES } from '../../src/data/all-causes.ts';
import { declaring, findingsChangeAt, judged, toneOfAll } from '../../src/data/findings-of.ts';
import { count, plural } from '../../src/domain/format/values.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Unchecked } from '../../src/data/findings-of.ts';
import type { Finding } from '../../src/domain/findings/finding.ts';

/** What this card declares. */
export const spec = {
  title: 'Degraded-Service Impact Matrix',
  section: 'release',
  size: 'wide',
  ...declaring(STATUS_CAUSES, {}),
  probes: ['status'],
  // That nothing answers is a finding of its own.
  watches: true,
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface ImpactView extends View {
  /** What users may notice, the worst first. */
  present: Finding[];
  unchecked: Unchecked[];
  /** What was checked and is not so, in words. */
  absent: string[];
  /** The time that is shown, in ms since 1970 UTC. */
  now: number;
}

/** What the card shows of what is known. */
export function viewOf(data: CardData<typeof spec>): ImpactView {
  const found = judged(data, STATUS_CAUSES);
  const { findings, unchecked } = found;
  const present = findings.filter(({ tone }) => tone !== 'info');
  const open = new Set([...findings, ...unchecked].map(({ cause }) => cause));
  const checked = STATUS_CAUSES.length - unchecked.length;
  return {
    tone: toneOfAll({ ...found, findings: present }),
    label:
      present.length > 0
        ? `${plural(present.length, 'impact')} on users`
        : unchecked.length > 0
          ? `No impact found in ${count(checked)} of ${plural(STATUS_CAUSES.length, 'check')}`
          : `No impact found in ${plural(checked, 'check')}`,
    present,
    unchecked,
    absent: STATUS_CAUSES.flatMap(({ id, name }) => (open.has(id) ? [] : name)),
    now: data.now,
    nextChangeAt: findingsChangeAt(findings, data.now),
  };
}
