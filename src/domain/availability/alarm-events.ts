import { text } from '../../api/kinds.ts';
import type { EventLog } from '../../store/event-log.ts';

/** The states of alarms as somebody looked them up, where no route tells them. */
export const alarmEvents = {
  name: 'mc-cloudwatch-alarms',
  title: 'alarm checks',
  events: {
    /** An alarm was looked up. */
    checked: {
      /** The name of the alarm. */
      alarm: text,
      /** Its state, by CloudWatch's word. */
      state: text,
    },
  },
} as const satisfies EventLog;
