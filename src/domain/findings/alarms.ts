import { alarmsOf } from '../release/alarms.ts';
import { count, plural } from '../format/values.ts';
import { ofAlarms } from './severity.ts';
import type { AlarmReport } from '../release/alarms.ts';
import type { Judged } from './finding.ts';

/** So many alarms are named. */
const NAMED = 5;

/** CloudWatch alarms. @param reported with the time since when each is in its state, in ms since 1970 UTC */
export function activeAlarms(
  reported: readonly (AlarmReport & { updated_at?: number | undefined })[] | undefined,
): Judged {
  const severity = ofAlarms(reported);
  const { tone, active } = alarmsOf(reported);
  if (!severity) return tone === 'unknown' ? 'unknown' : 'fine';
  const names = active.slice(0, NAMED);
  const more = active.length - names.length;
  const [only] = active;
  const times = (reported ?? []).flatMap(({ state, updated_at: at }) =>
    state === 'ALARM' ? (at ?? []) : [],
  );
  return {
    ...severity,
    cause: 'alarms',
    tone: 'bad',
    headline:
      active.length === 1
        ? `CloudWatch alarm active: ${only ?? ''}`
        : `${plural(active.length, 'CloudWatch alarm')} active`,
    evidence: `In ALARM: ${names.join(', ')}${more > 0 ? `, and ${count(more)} more` : ''}.`,
    scope: 'Whatever the alarm watches',
    notices: 'Depends on the alarm: errors, slow answers or throttled calls.',
    impact: 'A limit set for this stack is exceeded.',
    next: 'Open the alarm in CloudWatch and read its metric.',
    card: 'mc-cloudwatch-alarms',
    ...(times.length === active.length && { since: Math.min(...times) }),
  };
}
