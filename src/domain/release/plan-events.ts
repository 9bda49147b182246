import { integer } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

/** How an operator plans to shift the calls. */
export const planEvents = {
  name: 'mc-deployment-strategy',
  title: 'deployment plans',
  events: {
    /** A plan was entered. */
    plan: {
      /** The share of the first step, in %. */
      first: integer,
      /** The share of each later step, in %. */
      step: integer,
      /** How long each step lasts, in minutes. */
      minutes: integer,
    },
    /** It was taken back. */
    unplan: {},
  },
} as const satisfies EventLog;

/** A stamped event on plans. */
export type PlanEvent = EventOf<typeof planEvents>;
