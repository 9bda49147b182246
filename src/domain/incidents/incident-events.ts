import { oneOf, text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

const tier = oneOf('P0', 'P1', 'P2', 'P3');

/** What was done about incidents, whichever card writes it. */
export const incidentEvents = {
  name: 'mc-incident-escalation',
  title: 'incidents',
  events: {
    /** An incident was opened; it goes by the id of this event. */
    open: {
      /** What it is called. */
      'title': text,
      /** How bad it is, `P0` the worst. */
      tier,
      /** What brought it about. */
      'cause?': text,
      /** The tier that it had on the older page, where it comes from there. */
      'was?': text,
    },
    /** Something was written down during an incident. */
    note: {
      /** The id of the incident. */
      incident: text,
      /** The note, as typed. */
      text,
    },
    /** Its tier was changed. */
    tier: {
      /** The id of the incident. */
      incident: text,
      /** The tier that it has from now on. */
      tier,
    },
    /** It was resolved. */
    resolve: {
      /** The id of the incident. */
      'incident': text,
      /** The closing note. */
      'text?': text,
    },
    /** It was opened again. */
    reopen: {
      /** The id of the incident. */
      incident: text,
    },
  },
} as const satisfies EventLog;

/** When incident mode was turned on and off, whichever card did. */
export const modeEvents = {
  name: 'mc-incident-mode',
  title: 'incident mode',
  events: {
    /** Incident mode was started. */
    start: {
      /** The id of the incident that it was started for. */
      'incident?': text,
    },
    /** It was ended. */
    end: {
      /** The closing note. */
      'text?': text,
    },
  },
} as const satisfies EventLog;

/** A stamped event on incidents. */
export type IncidentEvent = EventOf<typeof incidentEvents>;
/** A stamped event on incident mode. */
export type ModeEvent = EventOf<typeof modeEvents>;
