import { list, text, whole } from '../../api/kinds.ts';
import type { EventLog } from '../../store/event-log.ts';

/** What the names of the function's environment variables are compared with. */
export const baselineEvents = {
  name: 'mc-env-diff',
  title: 'environment baselines',
  events: {
    /** The present names were made the baseline; it goes by the id of this event. */
    baseline: {
      /** The names, never a value. */
      names: whole(list(text)),
    },
    /** A baseline was taken back, so that the one before it holds. */
    restore: {
      /** The id of the baseline that was taken back. */
      baseline: text,
    },
  },
} as const satisfies EventLog;
