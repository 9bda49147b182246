import { text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

/** What the notes of a shift are made of, whichever card shows them. */
export const noteEvents = {
  name: 'mc-shift-log',
  title: 'shift notes',
  events: {
    /** A note was written; it goes by the id of this event. */
    add: {
      /** The note, as typed. */
      text,
    },
    /** It was removed. */
    remove: {
      /** The id of the note. */
      note: text,
    },
    /** It was brought back. */
    restore: {
      /** The id of the note. */
      note: text,
    },
  },
} as const satisfies EventLog;

/** A stamped event on notes. */
export type NoteEvent = EventOf<typeof noteEvents>;
