import { text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

/** What the operator's to-do list is made of. */
export const todoEvents = {
  name: 'mc-todos',
  title: 'to-dos',
  events: {
    /** A to-do was added; it goes by the id of this event. */
    add: {
      /** What is to be done, as typed. */
      text,
    },
    /** It was done. */
    done: {
      /** The id of the to-do. */
      todo: text,
    },
    /** It is open again. */
    reopen: {
      /** The id of the to-do. */
      todo: text,
    },
    /** It was removed from the list. */
    remove: {
      /** The id of the to-do. */
      todo: text,
    },
    /** It was brought back. */
    restore: {
      /** The id of the to-do. */
      todo: text,
    },
  },
} as const satisfies EventLog;

/** A stamped event on the list. */
export type TodoEvent = EventOf<typeof todoEvents>;
