import { stillHolds, ticksOf } from '../operator/ticked.ts';
import type { TickEvent } from '../operator/tick-events.ts';
import type { Tone } from './tone.ts';

/** A thing to be checked: by what the data says, else by the operator. */
export interface Check {
  id: string;
  what: string;
  /** What the data says; `done` is `undefined` where it is not offered, and then the operator may tick it. */
  live?: { done: boolean | undefined; label: string };
}

/** How a check stands. */
export interface Checked extends Check {
  done: boolean;
  tone: Tone;
  label: string;
  /** Whether the operator ticks it. */
  byHand: boolean;
  /** When the operator ticked it, in ms since 1970 UTC, whether it still holds or not. */
  at?: number | undefined;
  /** From when on that is unverified, in ms since 1970 UTC. */
  until?: number | undefined;
}

/** For so long, in ms, what an operator ticked counts; then it is to be looked at again. */
export const HOLDS = 90 * 86_400_000;

/** How each check stands at `now` (ms since 1970 UTC). @param holds how long a tick of the operator counts, in ms */
export function checked(
  checks: readonly Check[],
  events: readonly TickEvent[],
  now: number,
  holds = HOLDS,
): Checked[] {
  const { ticks } = ticksOf(events);
  return checks.map((check): Checked => {
    const { live } = check;
    if (live?.done !== undefined)
      return { ...check, done: live.done, tone: live.done ? 'ok' : 'warn', label: live.label, byHand: false };
    const tick = ticks.get(check.id);
    if (!tick) return { ...check, done: false, tone: 'info', label: 'open', byHand: true };
    const { at } = tick;
    return stillHolds(tick, now, holds)
      ? { ...check, done: true, tone: 'ok', label: 'done', byHand: true, at, until: at + holds }
      : { ...check, done: false, tone: 'unknown', label: 'unverified', byHand: true, at };
  });
}

/** The next time at which a tick stops to count, in ms since 1970 UTC; `undefined` where none does. */
export const nextUnverified = (list: readonly Checked[]): number | undefined =>
  list.reduce<number | undefined>(
    (first, { until }) => (until !== undefined && (first === undefined || until < first) ? until : first),
    undefined,
  );
