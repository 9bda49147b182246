import { text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

/** What is done with any list that is gone through step by step. */
const ticking = {
  /** A step was ticked. */
  tick: {
    /** The name of the step. */
    'item': text,
    /** What the operator said of it, such as the level of an anomaly. */
    'as?': text,
  },
  /** Its tick was taken back. */
  untick: {
    /** The name of the step. */
    item: text,
  },
  /** Every tick was taken back, for the next time. */
  reset: {},
  /** A reset was taken back; what was ticked since stays. */
  restore: {
    /** The id of the reset. */
    reset: text,
  },
} as const;

/** What an operator has looked at and accepted. */
export const acknowledgementEvents = {
  name: 'mc-acknowledgements',
  title: 'acknowledgements',
  events: ticking,
} as const satisfies EventLog;

/** The steps of a drill. */
export const drillEvents = {
  name: 'mc-drill-checklist',
  title: 'drill steps',
  events: ticking,
} as const satisfies EventLog;

/** The steps before a first canary. */
export const canarySetupEvents = {
  name: 'mc-canary-setup',
  title: 'canary setup',
  events: ticking,
} as const satisfies EventLog;

/** The steps out of both sandboxes, whichever card writes them. */
export const sandboxEvents = {
  name: 'mc-sandbox-checklist',
  title: 'sandbox steps',
  events: ticking,
} as const satisfies EventLog;

/** A stamped event on a list to be gone through. */
export type TickEvent = EventOf<typeof drillEvents>;
