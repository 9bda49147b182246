import { field } from '../api/field.ts';
import { list, oneOf, text } from '../api/kinds.ts';

/** The CloudWatch alarms and their states, for cards that judge by them. */
export const alarmsRead = field(
  'status.alarms?',
  list({ name: text, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') }),
);
