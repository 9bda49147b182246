import { share, text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

/** What an operator reckons of targets that nothing measures. */
export const estimateEvents = {
  name: 'mc-failure-budget',
  title: 'estimates',
  events: {
    /** An estimate was given. */
    estimate: {
      /** The target that it is of. */
      target: text,
      /** The share that was good. */
      share,
    },
  },
} as const satisfies EventLog;

/** A stamped event on estimates. */
export type EstimateEvent = EventOf<typeof estimateEvents>;
