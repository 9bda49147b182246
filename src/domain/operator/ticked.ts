import type { TickEvent } from './tick-events.ts';

/** A tick that stands. */
export interface Tick {
  /** ms since 1970 UTC. */
  at: number;
  /** What the operator said of it, where anything. */
  as?: string;
}

/** How a list stands. */
export interface Ticked {
  ticks: Map<string, Tick>;
  /** The last reset, while nothing was ticked since: it can be taken back. */
  undo: string | undefined;
}

/**
 * What is ticked after these events (oldest first): `tick {item, as}`, `untick {item}`, `reset`, and `restore {reset}`,
 * which takes that reset back and keeps what was ticked since.
 */
export function ticksOf(events: readonly TickEvent[]): Ticked {
  const undone = new Set(events.flatMap((event) => (event.type === 'restore' ? [event.reset] : [])));
  const ticks = new Map<string, Tick>();
  let undo: string | undefined;
  for (const event of events) {
    if (event.type === 'reset' && !undone.has(event.id)) {
      // Where nothing was ticked there is nothing to take back.
      undo = ticks.size > 0 ? event.id : undo;
      ticks.clear();
    }
    if (event.type !== 'tick' && event.type !== 'untick') continue;
    undo = undefined;
    if (event.type === 'untick') ticks.delete(event.item);
    else ticks.set(event.item, { at: event.at, ...(event.as && { as: event.as }) });
  }
  return { ticks, undo };
}

/** Whether a tick still counts at `now`: one as old as `holds` does no more. Times in ms. */
export const stillHolds = (tick: Tick | undefined, now: number, holds: number): boolean =>
  tick !== undefined && now - tick.at < holds;

/** When the next tick stops to count, in ms since 1970 UTC; `Infinity` where none will. */
export const ticksChangeAt = (ticks: Iterable<Tick>, now: number, holds: number): number =>
  Math.min(...[...ticks].map(({ at }) => at + holds).filter((at) => at > now));
