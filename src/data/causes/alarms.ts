import { field } from '../../api/field.ts';
import { list, oneOf, text, time } from '../../api/kinds.ts';
import { activeAlarms as judge } from '../../domain/findings/alarms.ts';
import { cause } from './cause.ts';

/** CloudWatch alarms in ALARM. */
export const alarms = cause({
  id: 'alarms',
  name: 'CloudWatch alarms',
  reads: {
    alarms: field(
      'status.alarms?',
      list({ name: text, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA'), updated_at: time }),
    ),
  },
  ids: ['alarm'],
  everywhere: false,
  judge: ({ facts }) => judge(facts.alarms),
});
