import { text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

/** What the watchlist is made of. */
export const pinEvents = {
  name: 'mc-watchlist',
  title: 'watchlist',
  events: {
    /** An id was pinned. */
    pin: {
      /** The id of a duckling or a certificate. */
      item: text,
    },
    /** It was removed from the list. */
    unpin: {
      /** The id. */
      item: text,
    },
    /** It was brought back. */
    restore: {
      /** The id. */
      item: text,
    },
  },
} as const satisfies EventLog;

/** A stamped event on the watchlist. */
export type PinEvent = EventOf<typeof pinEvents>;
