import { grade } from '../judgement/tone.ts';
import type { Tone } from '../judgement/tone.ts';

/** Connections per bonded agent from which to warn and to alarm. */
export const pressureLimits = { warn: 10, bad: 25 };

/** How much the connections and the open requests weigh on the fleet. */
export interface Pressure {
  tone: Tone;
  /** `undefined` where either is not offered, or there is nobody bonded. */
  perAgent: number | undefined;
  /** Running requests per failed one; `undefined` where either is not offered, or none has failed. */
  pendingPerFailed: number | undefined;
}

/** Connections per bonded agent. Connections without any agent to carry them are bad. */
export function pressure(
  connections: number | undefined,
  bonded: number | undefined,
  running: number | undefined,
  failed: number | undefined,
  limits = pressureLimits,
): Pressure {
  const perAgent = connections !== undefined && bonded ? connections / bonded : undefined;
  return {
    tone:
      bonded === 0 && connections
        ? 'bad'
        : bonded === 0 && connections === 0
          ? 'info'
          : grade(perAgent, limits),
    perAgent,
    pendingPerFailed: running !== undefined && failed ? running / failed : undefined,
  };
}
