import { field } from '../../src/api/field.ts';
import { amount, list, oneOf, text, time } from '../../src/api/kinds.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { plural } from '../../src/domain/format/values.ts';
import { checkedAlarms, liveAlarms } from './alarms.ts';
import { own } from '../../src/data/spec.ts';
import { alarmEvents } from '../../src/domain/availability/alarm-events.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Alarm } from './alarms.ts';

/** What this card declares. */
export const spec = {
  title: 'CloudWatch Alarms',
  section: 'runtime',
  size: 'medium',
  causes: ['alarms'],
  reads: {
    alarms: field(
      'status.alarms?',
      list({
        name: text,
        state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA'),
        metric: text,
        threshold: amount,
        updated_at: time,
      }),
    ),
  },
  records: { checks: own(alarmEvents) },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface CloudwatchAlarmsView extends View {
  alarms: Alarm[];
  /** Whether the backend tells no alarms, so that they are checked by hand. */
  manual: boolean;
}

/** For the chip: what is wrong, else what nobody knows. */
function summary(alarms: readonly Alarm[], manual: boolean): string {
  const of = (tone: string): number => alarms.filter((each) => each.tone === tone).length;
  const [bad, open] = [of('bad'), of('unknown')];
  if (alarms.length === 0) return 'No alarm is known';
  if (bad > 0) return `${plural(bad, 'alarm')} in ALARM`;
  if (open > 0) return `${plural(open, 'alarm')} ${manual ? 'unverified' : 'unknown'}`;
  return manual ? 'All OK, by hand' : 'All OK';
}

/** What the card shows of what is known. */
export function viewOf({
  facts: { alarms: reported },
  records,
  site,
  now,
}: CardData<typeof spec>): CloudwatchAlarmsView {
  const configured = site.config.alarms;
  const alarms = reported ? liveAlarms(reported, configured) : checkedAlarms(configured, records.checks, now);
  return {
    tone: worst(alarms.map(({ tone }) => tone)),
    label: summary(alarms, !reported),
    empty: alarms.length === 0,
    alarms,
    manual: !reported,
    nextChangeAt: Math.min(...alarms.map(({ until = Infinity }) => until)),
  };
}
