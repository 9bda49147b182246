import { oneOf, text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

const audience = oneOf('responders', 'internal', 'customers', 'social');
const phase = oneOf('acknowledge', 'impact', 'workaround', 'update', 'resolved');

/** What was written and told to whom during an incident. */
export const commsEvents = {
  name: 'mc-comms-plan',
  title: 'communications',
  events: {
    /** The draft of a message was changed; an empty text gives it up. */
    draft: {
      /** The id of the incident that it is about; absent where there was none. */
      'incident?': text,
      /** Whom it is for. */
      audience,
      /** What it is for. */
      phase,
      /** The draft, as typed. */
      text,
    },
    /** A message was recorded as told; it goes by the id of this event. */
    tell: {
      /** The id of the incident that it is about; absent where there was none. */
      'incident?': text,
      /** Who was told. */
      audience,
      /** What it was for. */
      phase,
      /** Its title. */
      'headline?': text,
      /** The message. */
      text,
    },
    /** That record was taken back. */
    untell: {
      /** The id of the message. */
      message: text,
    },
    /** It stands as told again. */
    restore: {
      /** The id of the message. */
      message: text,
    },
    /** An audience need not be told. */
    spare: {
      /** The id of the incident; absent where there was none. */
      'incident?': text,
      /** Who need not be told. */
      audience,
    },
    /** It is to be told after all. */
    unspare: {
      /** The id of the incident; absent where there was none. */
      'incident?': text,
      /** Who is to be told. */
      audience,
    },
    /** A lead was named; an empty name takes that back. */
    name: {
      /** What the person leads. */
      'role': oneOf('communications', 'technical', 'support'),
      /** The name, as typed. */
      'name?': text,
    },
  },
} as const satisfies EventLog;

/** A stamped event of the communications. */
export type CommsEvent = EventOf<typeof commsEvents>;
