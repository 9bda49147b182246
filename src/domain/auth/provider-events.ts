import { text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

/** How providers of which no route tells were found to be. */
export const providerEvents = {
  name: 'mc-auth-dependencies',
  title: 'provider states',
  events: {
    /** Somebody looked, and recorded what they found. */
    confirm: {
      /** The name of the provider. */
      provider: text,
      /** How it is, such as `works`. */
      state: text,
    },
  },
} as const satisfies EventLog;

/** A stamped event on providers. */
export type ProviderEvent = EventOf<typeof providerEvents>;
