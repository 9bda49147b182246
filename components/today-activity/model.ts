import { field } from '../../src/api/field.ts';
import { integer, map } from '../../src/api/kinds.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { utcDays } from '../../src/domain/growth/growth.ts';
import { stamp } from '../../src/domain/format/values.ts';
import { today } from './today.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Today } from './today.ts';

/** What this card declares. */
export const spec = {
  title: 'Today’s Activity',
  section: 'posture',
  size: 'wide',
  reads: {
    tables: field('status.database', map(integer)),
    ...auditReads,
  },
  logs: ['sd_activity_baseline', 'sd_invocation_log'],
} as const satisfies Spec;

export type TodayView = View & Today;

/** Minutes and zone of a time of today, such as `09:12 UTC`. */
export const clock = (at: number): string => stamp(at).replace(/^\S+ (\d\d:\d\d):\d\d/, '$1');

/** What the card shows of what is known. */
export function viewOf({
  facts: { tables = {}, ...audit },
  routes,
  logs,
  now,
}: CardData<typeof spec>): TodayView {
  const { entries = [], covers_from, truncated } = audit;
  const [start = now] = utcDays(now, 1);
  // An answer of yesterday tells nothing of today, not even that nothing came.
  const ofToday = (route: 'status' | 'audit'): boolean => {
    const last = routes[route]?.last;
    return last !== undefined && madeAt(last) >= start;
  };
  const reported = today(
    ofToday('status') ? tables : undefined,
    ofToday('audit') ? { entries, covers_from, truncated } : undefined,
    logs.sd_activity_baseline,
    logs.sd_invocation_log,
    now,
  );
  const { whole, since, midnight } = reported;
  return {
    ...reported,
    tone: 'info',
    label:
      since === undefined
        ? 'Nothing of today yet'
        : `Since ${whole ? clock(midnight) : `${clock(since)} (first sample today)`}`,
    nextChangeAt: midnight + 86_400_000,
  };
}
