import { orNull, text, time } from './kinds.ts';

/** An agent that is slow or dead; `last_pulse_at` is `null` for one that has never pulsed. */
export const staleAgent = { id: text, state: text, last_pulse_at: orNull(time) };
