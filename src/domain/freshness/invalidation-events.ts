import { text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

/** Invalidations of the site's cache that were recorded by hand, where no route tells them. */
export const invalidationEvents = {
  name: 'mc-cache-health',
  title: 'cache invalidations',
  events: {
    /** The cache was invalidated. */
    invalidated: {
      /** The id of the invalidation, as typed. */
      'invalidation?': text,
    },
  },
} as const satisfies EventLog;

/** A stamped event on invalidations. */
export type InvalidationEvent = EventOf<typeof invalidationEvents>;
